package lsp

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// metaModel is the machine-readable specification of LSP. It stands in the
// module of package protocol.
type metaModel struct {
	Requests, Notifications []struct {
		Method           string
		MessageDirection string
		Params, Result   *metaType
	}
	Structures []*metaStructure
	Enums      []struct {
		Name                 string
		Type                 *metaType
		SupportsCustomValues bool
		Values               []struct{ Value any }
	} `json:"enumerations"`
	Aliases []struct {
		Name string
		Type *metaType
	} `json:"typeAliases"`
	structures map[string]*metaStructure
}

type metaStructure struct {
	Name            string
	Extends, Mixins []*metaType
	Properties      []metaProperty
}

type metaProperty struct {
	Name     string
	Type     *metaType
	Optional bool
}

type metaType struct {
	Kind    string
	Name    string
	Items   []*metaType
	Element *metaType
	Value   json.RawMessage
}

var loadMetaModel = sync.OnceValues(func() (*metaModel, error) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "go.lsp.dev/protocol").Output()
	if err != nil {
		return nil, err
	}
	raw, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "internal/genlsp/testdata/metaModel.json"))
	if err != nil {
		return nil, err
	}
	m := new(metaModel)
	if err := json.Unmarshal(raw, m); err != nil {
		return nil, err
	}
	m.structures = map[string]*metaStructure{}
	for _, s := range m.Structures {
		m.structures[s.Name] = s
	}
	return m, nil
})

// conform checks what the server sent against the meta model; asked maps the
// ids of the client's requests to their methods.
func conform(t testing.TB, messages []message, asked map[string]string) {
	t.Helper()
	m, err := loadMetaModel()
	if err != nil {
		t.Skipf("the meta model of LSP is not there: %v", err)
	}
	for _, got := range messages {
		if got.JSONRPC != "2.0" {
			t.Errorf("not JSON-RPC 2.0: %s", got.raw)
		}
		for _, complaint := range m.message(got, asked) {
			t.Errorf("%s in %s", complaint, got.raw)
		}
	}
}

func (m *metaModel) message(got message, asked map[string]string) []string {
	if got.Method == "" {
		return m.response(got, asked[string(got.ID)])
	}
	known := m.Notifications
	if got.ID != nil {
		known = m.Requests
	}
	for _, k := range known {
		if k.Method != got.Method {
			continue
		}
		switch {
		case k.MessageDirection == "clientToServer":
			return []string{"only clients send this"}
		case k.Params == nil:
			return nil
		}
		return m.check(decoded(got.Params), k.Params, "params")
	}
	return []string{"no method of LSP"}
}

func (m *metaModel) response(got message, method string) []string {
	if (got.Result == nil) == (got.Error == nil) {
		return []string{"neither or both of result and error"}
	}
	if got.Error != nil {
		if got.Error.Code == 0 || got.Error.Message == "" {
			return []string{"an error without code or message"}
		}
		return nil
	}
	for _, k := range m.Requests {
		if k.Method == method {
			return m.check(decoded(got.Result), k.Result, "result")
		}
	}
	return nil // a request of our own
}

func decoded(raw json.RawMessage) (v any) {
	_ = json.Unmarshal(raw, &v) // absent is nil, as is null
	return v
}

// properties are those of a structure with what it inherits; its own win.
func (m *metaModel) properties(s *metaStructure) map[string]metaProperty {
	all := map[string]metaProperty{}
	for _, parent := range append(append([]*metaType{}, s.Extends...), s.Mixins...) {
		for name, p := range m.properties(m.structures[parent.Name]) {
			all[name] = p
		}
	}
	for _, p := range s.Properties {
		all[p.Name] = p
	}
	return all
}

var uriForm = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9+.-]*:`)

// check returns what is wrong with a value.
func (m *metaModel) check(v any, t *metaType, at string) []string {
	wrong := []string{fmt.Sprintf("%s is no %s%s", at, t.Kind, t.Name)}
	switch t.Kind {
	case "base":
		return choose(isBase(v, t.Name), nil, wrong)
	case "reference":
		return m.reference(v, t, at, wrong)
	case "array":
		list, ok := v.([]any)
		if !ok {
			return wrong
		}
		var all []string
		for i, item := range list {
			all = append(all, m.check(item, t.Element, fmt.Sprintf("%s[%d]", at, i))...)
		}
		return all
	case "map":
		object, ok := v.(map[string]any)
		var value metaType
		if !ok || json.Unmarshal(t.Value, &value) != nil {
			return wrong
		}
		var all []string
		for name, item := range object {
			all = append(all, m.check(item, &value, at+"."+name)...)
		}
		return all
	case "stringLiteral":
		return choose(fmt.Sprintf("%q", v) == string(t.Value), nil, wrong)
	case "or":
		best := wrong
		for i, item := range t.Items {
			complaints := m.check(v, item, at)
			if len(complaints) == 0 {
				return nil
			}
			if i == 0 || len(complaints) < len(best) {
				best = complaints
			}
		}
		return best
	}
	return []string{at + ": the checker does not know " + t.Kind}
}

func choose(ok bool, yes, no []string) []string {
	if ok {
		return yes
	}
	return no
}

func isBase(v any, name string) bool {
	number, isNumber := v.(float64)
	text, isString := v.(string)
	_, isBool := v.(bool)
	switch name {
	case "null":
		return v == nil
	case "boolean":
		return isBool
	case "integer":
		return isNumber && number == math.Trunc(number) && math.Abs(number) <= 1<<31
	case "uinteger":
		return isNumber && number == math.Trunc(number) && number >= 0 && number < 1<<31
	case "decimal":
		return isNumber
	case "URI", "DocumentUri":
		return isString && uriForm.MatchString(text)
	}
	return isString
}

func (m *metaModel) reference(v any, t *metaType, at string, wrong []string) []string {
	if strings.HasPrefix(t.Name, "LSP") { // LSPAny, LSPObject, LSPArray
		return nil
	}
	if s := m.structures[t.Name]; s != nil {
		return m.object(v, m.properties(s), at, wrong)
	}
	for _, a := range m.Aliases {
		if a.Name == t.Name {
			return m.check(v, a.Type, at)
		}
	}
	for _, e := range m.Enums {
		if e.Name != t.Name {
			continue
		}
		for _, allowed := range e.Values {
			if allowed.Value == v {
				return nil
			}
		}
		if e.SupportsCustomValues {
			return m.check(v, e.Type, at)
		}
	}
	return wrong
}

func (m *metaModel) object(v any, properties map[string]metaProperty, at string, wrong []string) []string {
	object, ok := v.(map[string]any)
	if !ok {
		return wrong
	}
	var all []string
	for name, p := range properties {
		switch value, present := object[name]; {
		case present:
			all = append(all, m.check(value, p.Type, at+"."+name)...)
		case !p.Optional:
			all = append(all, at+"."+name+" is missing")
		}
	}
	for name := range object {
		if _, known := properties[name]; !known {
			all = append(all, at+"."+name+" is not in the specification")
		}
	}
	return all
}
