package lsp

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"go.lsp.dev/uri"
)

// resource is a document as the client names it.
//
// Clients spell one file in several ways (`file:///c%3A/x`, `file:///C:/x`)
// and compare what they get back byte by byte. So documents are found by key,
// and the client is always answered in its own spelling.
type resource struct {
	// uri is the client's spelling.
	uri string
	// key is the identity, and the engine's path: absolute and clean. For a
	// scheme other than file it is made from the URI and names nothing on disk.
	key string
	// disk says that key is a path of the file system.
	disk bool
}

// parseURI reads a URI from the client. It keeps no reference to text.
func parseURI(text string) (resource, error) {
	text = strings.Clone(text) // a substring would keep the whole message alive
	scheme, rest, ok := strings.Cut(text, ":")
	if !ok || !validScheme(scheme) {
		return resource{}, fmt.Errorf("%q is not a URI", text)
	}
	if strings.EqualFold(scheme, "file") {
		// More than three slashes are a path with an empty first part, which
		// the library refuses.
		if after, many := strings.CutPrefix(rest, "////"); many {
			rest = "///" + strings.TrimLeft(after, "/")
		}
		if parsed, err := uri.Parse("file:" + rest); err == nil && parsed.IsFile() && parsed.Path() != "" {
			if file := filepath.Clean(parsed.FsPath()); filepath.IsAbs(file) {
				return resource{uri: text, key: file, disk: true}, nil
			}
		}
	}
	return resource{uri: text, key: path.Clean("/" + text)}, nil
}

func validScheme(s string) bool {
	for i, r := range s {
		letter := 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
		if !letter && (i == 0 || !strings.ContainsRune("0123456789+.-", r)) {
			return false
		}
	}
	return s != ""
}

// fileURI spells the path of a file that the client has not named itself.
func fileURI(file string) string {
	return string(uri.File(filepath.ToSlash(file)))
}
