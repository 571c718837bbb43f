package builtin

import _ "embed"

// MacroLibrary is the text of the built-in _macros.toml.tera, the last place
// where an import of that name is looked for (format.md 1.6). It offers the
// union of the libraries in Appendix A, with output that the format accepts.
// It uses superset forms (map defaults), so only this program can load it.
//
//go:embed macros.toml.tera
var MacroLibrary string
