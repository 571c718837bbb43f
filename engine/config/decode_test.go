package config_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/clnrm-ls/clnrm-ls/engine/config"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

var update = flag.Bool("update", false, "rewrite the goldens")

// TestDecode decodes NAME.toml of every testdata/*.txtar and compares the
// dump of the result with NAME.want.
func TestDecode(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) { checkDecode(t, path) })
	}
}

func checkDecode(t *testing.T, path string) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := make(map[string]string)
	for _, f := range archive.Files {
		want[f.Name] = string(f.Data)
	}
	fresh := &txtar.Archive{Comment: archive.Comment}
	for _, f := range archive.Files {
		name, ok := strings.CutSuffix(f.Name, ".toml")
		if !ok {
			continue
		}
		doc, _ := toml.Parse(string(f.Data), nil)
		d := dumper{text: string(f.Data)}
		d.dump("", reflect.ValueOf(config.Decode(doc.Root)).Elem())
		got := d.out.String()
		if !*update && got != want[name+".want"] {
			t.Errorf("%s: got\n%swant\n%s", name, got, want[name+".want"])
		}
		fresh.Files = append(fresh.Files, f, txtar.File{Name: name + ".want", Data: []byte(got)})
	}
	if *update {
		if err := os.WriteFile(path, txtar.Format(fresh), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// dumper writes every value that is set as "path = value <source text>".
type dumper struct {
	text string
	out  strings.Builder
}

func (d *dumper) dump(path string, v reflect.Value) {
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			d.dump(fmt.Sprintf("%s[%d]", path, i), v.Index(i))
		}
	case reflect.Struct:
		if span, ok := v.Interface().(source.Span); ok {
			if span.Len() > 0 {
				fmt.Fprintf(&d.out, "%s <%s>\n", path, d.text[span.Start:span.End])
			}
			return
		}
		if d.field(path, v) {
			return
		}
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if !f.IsExported() || f.Name == "Root" || f.Name == "Node" || f.Name == "Entry" && path != "" {
				continue
			}
			d.dump(strings.TrimPrefix(path+"."+f.Name, "."), v.Field(i))
		}
	case reflect.String:
		if v.Len() > 0 {
			fmt.Fprintf(&d.out, "%s: %q\n", path, v.String())
		}
	case reflect.Bool:
		if v.Bool() {
			fmt.Fprintf(&d.out, "%s\n", path)
		}
	case reflect.Pointer:
		if n, ok := v.Interface().(*toml.Node); ok && n != nil {
			fmt.Fprintf(&d.out, "%s: table %s\n", path, d.slice(n))
		}
	}
}

// field writes a Field of any type; one that is present but has the wrong
// type shows as such.
func (d *dumper) field(path string, v reflect.Value) bool {
	node, value := v.FieldByName("Node"), v.FieldByName("Value")
	if !node.IsValid() || !value.IsValid() || v.NumField() != 3 {
		return false
	}
	n, _ := node.Interface().(*toml.Node)
	if n != nil {
		fmt.Fprintf(&d.out, "%s = %v %s\n", path, value.Interface(), d.slice(n))
	} else if e, _ := v.FieldByName("Entry").Interface().(*toml.Entry); e != nil {
		fmt.Fprintf(&d.out, "%s is wrongly typed\n", path)
	}
	return true
}

func (d *dumper) slice(n *toml.Node) string {
	return "<" + strings.ReplaceAll(d.text[n.Span.Start:n.Span.End], "\n", "⏎") + ">"
}

func TestDecodeNil(t *testing.T) {
	c := config.Decode(nil)
	if c.Name().Set() || c.Service("x") != nil || c.Declares("x") || len(c.Steps) != 0 {
		t.Errorf("an empty tree decoded to %+v", c)
	}
}

func TestServiceLookup(t *testing.T) {
	doc, _ := toml.Parse("[services]\nbad = 1\n[services.a]\nimage = \"old\"\n[services.b]\nimage = \"b\"\n[service.a]\nimage = \"new\"\n", nil)
	c := config.Decode(doc.Root)
	if s := c.Service("a"); s == nil || s.Image.Value != "new" || s.Shadowed == nil {
		t.Errorf("service a = %+v, want the one of [service.a] with the other shadowed", s)
	}
	if s := c.Service("b"); s == nil || s.Shadowed != nil {
		t.Errorf("service b = %+v", s)
	}
	if c.Service("bad") != nil || !c.Declares("bad") {
		t.Error("a service that is no table must be declared, and absent")
	}
	if c.Declares("zzz") {
		t.Error("zzz is declared")
	}
}

func TestParseArtifact(t *testing.T) {
	for _, c := range []struct {
		entry string
		want  config.Artifact
		ok    bool
	}{
		{"spans:default", config.Artifact{Kind: "spans", Arg: "default"}, true},
		{"logs:stdout", config.Artifact{Kind: "logs", Arg: "stdout"}, true},
		{"files:/a:b", config.Artifact{Kind: "files", Arg: "/a:b"}, true},
		{"logs:all", config.Artifact{Kind: "logs", Arg: "all"}, false},
		{"spans:", config.Artifact{Kind: "spans"}, false},
		{"spans", config.Artifact{Kind: "spans"}, false},
		{"x:y", config.Artifact{Kind: "x", Arg: "y"}, false},
	} {
		if got, ok := config.ParseArtifact(c.entry); got != c.want || ok != c.ok {
			t.Errorf("ParseArtifact(%q) = %+v, %v, want %+v, %v", c.entry, got, ok, c.want, c.ok)
		}
	}
}
