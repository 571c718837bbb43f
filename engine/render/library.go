package render

import (
	"fmt"
	"slices"
	"sync"

	"github.com/clnrm-ls/clnrm-ls/engine/builtin"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/template"
)

// libraryName is the base name of macro libraries (format.md 1.6).
const libraryName = "_macros.toml.tera"

// builtinLibrary is the library that a file of that name shadows.
var builtinLibrary = sync.OnceValue(func() *Unit {
	f, _ := template.Parse(builtin.MacroLibrary)
	return NewUnit(finding.BuiltinUnit, f)
})

// shadowedMacro finds a macro that u, a library of the user's, lacks and the
// built-in one has. Projects carry copies of older libraries, beside files
// written for newer ones.
func (r *run) shadowedMacro(u *Unit, name template.Ident) (*Unit, *template.Macro) {
	if r.opts.Tera || u.base() != libraryName || u.Path == finding.BuiltinUnit {
		return nil, nil
	}
	library := builtinLibrary()
	m := library.File.Macros[name.Name]
	if m == nil {
		return nil, nil
	}
	before := len(r.result.Findings)
	r.add(finding.TemplateSuperset, finding.Information, name.Range, fmt.Sprintf(
		"The imported %s has no macro `%s`; it is taken from the built-in library, which that file hides, but upstream rejects the file. Define the macro there.", libraryName, name.Name))
	if len(r.result.Findings) > before {
		f := &r.result.Findings[before]
		f.Related = slices.Insert(f.Related, 0, finding.Related{Location: finding.Location{Unit: r.name(u)}, Message: "the library that is imported"})
	}
	return library, m
}
