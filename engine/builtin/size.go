package builtin

import (
	"errors"

	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

// measureLimit ends the count of a value that shares structure; anything of
// that size is over every sensible limit of a render.
const measureLimit = 1 << 26

// textSize estimates the bytes of v as text, so that they can be reserved
// before the text is built.
func (a *args) textSize(v value.Value) int {
	n, err := value.Measure(v, measureLimit)
	if errors.Is(err, value.ErrDepth) {
		a.invalid("", "the value nests deeper than %d levels", value.MaxDepth)
	}
	return n
}

// json is the JSON text of v; indent "" is the compact form.
func (a *args) json(v value.Value, indent string) string {
	if !a.grow(a.textSize(v)) {
		return ""
	}
	return string(value.AppendJSON(nil, v, indent))
}
