package schema

import (
	"fmt"
	"strings"
	"sync"
)

// index finds keys of a table by name. The masks have one bit per key, in the
// order of Table.Keys.
type index struct {
	keys     map[string]int
	mistakes map[string]*Mistake
	required uint64
	names    []string // of keys, without aliases, for messages
	near     []string // of keys, aliases and mistakes, for suggestions
}

// maxKeys is how many keys a mask can tell apart.
const maxKeys = 64

// Test describes test definition files (format.md, section 2).
func Test() *Table { return test() }

// Project describes cleanroom.toml (format.md 1.4).
func Project() *Table { return project() }

var (
	test    = sync.OnceValue(func() *Table { return compile(testTable()) })
	project = sync.OnceValue(func() *Table { return compile(projectTable()) })
)

// compile builds the indexes of a table and of all tables below it.
func compile(t *Table) *Table {
	if t == nil || t.index.keys != nil {
		return t
	}
	if len(t.Keys) > maxKeys {
		panic(fmt.Sprintf("schema: table %s has more than %d keys", t.Name, maxKeys))
	}
	ix := index{keys: make(map[string]int, len(t.Keys)), mistakes: make(map[string]*Mistake, len(t.Mistakes))}
	for i := range t.Keys {
		k := &t.Keys[i]
		k.label = label(t, k)
		ix.keys[k.Name] = i
		ix.names = append(ix.names, k.Name)
		for _, alias := range k.Aliases {
			ix.keys[alias] = i
			ix.near = append(ix.near, alias)
		}
		if k.Required {
			ix.required |= 1 << i
		}
	}
	ix.near = append(ix.names[:len(ix.names):len(ix.names)], ix.near...)
	for i := range t.Mistakes {
		ix.mistakes[t.Mistakes[i].Name] = &t.Mistakes[i]
		ix.near = append(ix.near, t.Mistakes[i].Name)
	}
	t.index = ix
	for i := range t.Keys {
		compileType(&t.Keys[i].Type)
	}
	return t
}

func compileType(t *Type) {
	for ; t != nil; t = t.Elem {
		compile(t.Table)
	}
}

// label is the name of a key in messages. Keys of a table that has one place
// in its parent are named with it: "attrs.all" but "command".
func label(t *Table, k *Key) string {
	dot := strings.LastIndexByte(t.Name, '.')
	last := t.Name[dot+1:]
	if dot < 0 || last == "NAME" || last == "BOUND" || last == "metadata" || strings.HasSuffix(last, "[]") {
		return k.Name
	}
	return last + "." + k.Name
}

// Key finds a key by its name or an alias; nil when the table has none.
func (t *Table) Key(name string) *Key {
	if t == nil {
		return nil
	}
	if i, ok := t.index.keys[name]; ok {
		return &t.Keys[i]
	}
	return nil
}
