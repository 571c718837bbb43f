package schema

import "github.com/clnrm-ls/clnrm-ls/engine/toml"

// subject names the value that a message is about.
func subject(p place) string {
	switch p.within {
	case Array:
		return "every element of " + p.key.label
	case Map:
		return "every value in " + p.key.label
	}
	return p.key.label
}

// want describes a type, with an article.
func want(t *Type, k *Key) string {
	switch t.Kind {
	case String:
		return "a string"
	case Integer:
		switch {
		case k != nil && k.Unit == "s":
			return "an integer (seconds)"
		case k != nil && k.Unit == "ms":
			return "an integer (milliseconds)"
		}
		return "an integer"
	case Number:
		if k != nil && k.Unit == "ms" {
			return "a number (milliseconds)"
		}
		return "a number"
	case Bool:
		return "true or false"
	case Duration:
		return `a duration such as "30s"`
	case Array:
		return "an array of " + plural(t.Elem)
	case Map:
		if t.Elem == nil || t.Elem.Kind == Any {
			return "a table"
		}
		return "a table of " + plural(t.Elem)
	case Object:
		return "a table"
	}
	return "a value"
}

func plural(t *Type) string {
	if t == nil {
		return "values"
	}
	switch t.Kind {
	case String:
		return "strings"
	case Integer:
		return "integers"
	case Number:
		return "numbers"
	case Bool:
		return "booleans"
	case Duration:
		return "durations"
	case Array:
		return "arrays of " + plural(t.Elem)
	case Map, Object:
		return "tables"
	}
	return "values"
}

// have describes a value, with an article, as precisely as it takes to tell
// it from the type that is wanted.
func have(n *toml.Node, t *Type) string {
	switch n.Kind {
	case toml.String:
		return "a string"
	case toml.Integer:
		return "an integer"
	case toml.Float:
		return "a float"
	case toml.Bool:
		return "a boolean"
	case toml.OffsetDateTime, toml.LocalDateTime:
		return "a date and time"
	case toml.LocalDate:
		return "a date"
	case toml.LocalTime:
		return "a time"
	case toml.Array:
		switch {
		case n.Form == toml.ArrayOfTables:
			return "an array of tables"
		case t.Kind == Array && len(n.Items) > 0 && n.Items[0].Kind == toml.String:
			return "an array of strings"
		}
		return "an array"
	case toml.Table:
		return "a table"
	}
	return "this"
}
