package value

// Value is a template value, the JSON model of Tera: nil, bool, int64, uint64
// (only above math.MaxInt64), float64, string, []Value or map[string]Value.
// Values are immutable once made: containers may be shared, never changed in
// place.
type Value = any
