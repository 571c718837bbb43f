package schema

import "strconv"

// At looks up a TOML path for hover and completion: keys as decoded, map keys
// such as service names included. Indices of arrays may be part of the path
// or left out.
//
// The Key describes the last part of the path; for a free key of a map it is
// the key of the map. It is nil for the empty path. The Table has the keys
// that may be written at the path; it is nil where no keys are known: for a
// scalar, or in a free-form table. ok is false when the path leaves the
// schema.
func At(t *Table, path []string) (k *Key, keys *Table, ok bool) {
	if t == nil {
		return nil, nil, false
	}
	here := Type{Kind: Object, Table: t}
	for _, part := range path {
		if here.Kind == Array {
			if here.Elem == nil {
				return nil, nil, false
			}
			here = *here.Elem
			if isIndex(part) {
				continue
			}
			for here.Kind == Array && here.Elem != nil {
				here = *here.Elem
			}
		}
		switch here.Kind {
		case Any:
			continue // anything goes below a free-form table
		case Map:
			if here.Elem == nil {
				here = Type{}
			} else {
				here = *here.Elem
			}
		case Object:
			next := here.Table.Key(part)
			if next == nil {
				return nil, nil, false
			}
			k, here = next, next.Type
		default:
			return nil, nil, false
		}
	}
	for here.Kind == Array && here.Elem != nil {
		here = *here.Elem
	}
	return k, here.Table, true
}

func isIndex(part string) bool {
	_, err := strconv.ParseUint(part, 10, 32)
	return err == nil
}
