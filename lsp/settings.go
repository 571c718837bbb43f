package lsp

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/clnrm-ls/clnrm-ls/engine"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/render"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// settingsSection is the section of the client's configuration.
const settingsSection = "clnrm"

// Settings are what a user can configure. They are immutable once in use.
type Settings struct {
	Diagnostics DiagnosticSettings
	Workspace   WorkspaceSettings
	Variables   map[string]string
	Render      render.Limits
	Cache       engine.CacheSettings
}

// DiagnosticSettings say what is reported.
type DiagnosticSettings struct {
	Enabled  bool
	Severity map[finding.Code]finding.Severity // 0 is off
	Limit    int                               // diagnostics per file
}

// WorkspaceSettings say which files are looked at besides the open ones.
type WorkspaceSettings struct {
	Scan    bool
	Exclude []string // globs
}

// DefaultDiagnosticLimit is how many diagnostics of one file are shown.
const DefaultDiagnosticLimit = 500

// DefaultSettings are in force until the client says otherwise.
func DefaultSettings() Settings {
	e := engine.DefaultSettings()
	return Settings{
		Diagnostics: DiagnosticSettings{Enabled: true, Limit: DefaultDiagnosticLimit},
		Workspace:   WorkspaceSettings{Scan: true},
		Render:      e.Limits,
		Cache:       e.Cache,
	}
}

// engine is the part that the engine is made with.
func (s *Settings) engine(opts Options) engine.Settings {
	e := engine.DefaultSettings()
	e.Variables, e.Limits, e.Cache, e.Severities = s.Variables, s.Render, s.Cache, s.Diagnostics.Severity
	e.LookupEnv = opts.LookupEnv
	return e
}

// equal says whether two settings have the same effect.
func (s *Settings) equal(t *Settings) bool { return reflect.DeepEqual(s, t) }

// sameEngine says whether results made with s hold for t.
func (s *Settings) sameEngine(t *Settings) bool {
	return reflect.DeepEqual(s.engine(Options{}), t.engine(Options{}))
}

// Setting is a row of the documentation: one key that a user can set.
type Setting struct {
	Key     string // without the section
	Type    string // of the JSON value
	Default string // JSON
	Doc     string
	set     func(*Settings, jsontext.Value) error
}

// SettingsTable lists every setting. It is the only list: what is read from
// the client and what is documented both come from here.
func SettingsTable() []Setting {
	return []Setting{
		{"diagnostics.enabled", "boolean", "true", "Report findings.",
			to(func(s *Settings) *bool { return &s.Diagnostics.Enabled })},
		{"diagnostics.severity", "object", "{}", `Severity per code: "error", "warning", "info", "hint" or "off". A group ends in "/*": {"rule/*": "off"}.`,
			setSeverities},
		{"diagnostics.limit", "integer", "500", "Most diagnostics shown per file.",
			atLeast(1, func(s *Settings) *int { return &s.Diagnostics.Limit })},
		{"workspace.scan", "boolean", "true", "Check all test files of the workspace, not only the open ones.",
			to(func(s *Settings) *bool { return &s.Workspace.Scan })},
		{"workspace.exclude", "array of strings", "[]", `Files and folders that are not checked, as globs below the workspace folder: "vendor", "**/generated/**".`,
			setExclude},
		{"variables", "object", "{}", "Template variables; they override every other source. Values are strings.",
			setVariables},
		{"render.timeout", "integer", "1000", "Longest render of one template, in milliseconds.", setTimeout},
		{"render.steps", "integer", "2000000", "Most evaluation steps of one render.",
			atLeast(1, func(s *Settings) *int { return &s.Render.Steps })},
		{"render.outputBytes", "integer", "8388608", "Largest rendered text, in bytes.",
			atLeast(1, func(s *Settings) *int { return &s.Render.OutputBytes })},
		{"render.depth", "integer", "1000", "Deepest nesting of expressions, bodies and calls.",
			atLeast(1, func(s *Settings) *int { return &s.Render.Depth })},
		{"render.includeDepth", "integer", "32", "Deepest nesting of includes.",
			atLeast(1, func(s *Settings) *int { return &s.Render.IncludeDepth })},
		{"render.valueSize", "integer", "1048576", "Largest value, in elements and bytes counted deeply.",
			atLeast(1, func(s *Settings) *int { return &s.Render.ValueSize })},
		{"cache.enabled", "boolean", "true", "Keep results. Off gives the same results more slowly.",
			to(func(s *Settings) *bool { return &s.Cache.Enabled })},
		{"cache.templates", "integer", "100", "Compiled templates that are kept.",
			atLeast(1, func(s *Settings) *int { return &s.Cache.Templates })},
		{"cache.documents", "integer", "200", "Parsed TOML documents that are kept.",
			atLeast(1, func(s *Settings) *int { return &s.Cache.Documents })},
		{"cache.analyses", "integer", "200", "Complete results that are kept.",
			atLeast(1, func(s *Settings) *int { return &s.Cache.Analyses })},
		{"cache.bytes", "integer", "16777216", "Memory for decoded TOML sections, in bytes.",
			atLeast(1, func(s *Settings) *int { return &s.Cache.Bytes })},
		{"trace.server", "string", `"off"`, "Read by the editor, which sets the trace itself.",
			func(*Settings, jsontext.Value) error { return nil }},
	}
}

// parseSettings reads the section that a client sent: nested objects, dotted
// keys, or a mixture. A value that does not fit is told and keeps its default;
// so is a key that does not exist.
func parseSettings(raw jsontext.Value) (Settings, []string) {
	settings := DefaultSettings()
	flat, err := flatten(raw)
	if err != nil {
		return settings, []string{fmt.Sprintf("%s: %v", settingsSection, err)}
	}
	var problems []string
	for _, row := range SettingsTable() {
		value, ok := flat[row.Key]
		delete(flat, row.Key)
		if !ok || string(value) == "null" {
			continue
		}
		if err := row.set(&settings, value); err != nil {
			problems = append(problems, fmt.Sprintf("%s.%s: %v; %s is used", settingsSection, row.Key, err, row.Default))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(flat)) {
		problems = append(problems, fmt.Sprintf("%s.%s: there is no such setting", settingsSection, key))
	}
	return settings, problems
}

// flatten turns nested objects into dotted keys, down to the keys that exist.
func flatten(raw jsontext.Value) (map[string]jsontext.Value, error) {
	flat := map[string]jsontext.Value{}
	if len(raw) == 0 || string(raw) == "null" {
		return flat, nil
	}
	known := map[string]bool{}
	for _, row := range SettingsTable() {
		known[row.Key] = true
	}
	var walk func(prefix string, raw jsontext.Value, depth int) error
	walk = func(prefix string, raw jsontext.Value, depth int) error {
		var object map[string]jsontext.Value
		if err := json.Unmarshal(raw, &object, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)); err != nil {
			return fmt.Errorf("an object is wanted, not %s", shorten(raw))
		}
		for key, value := range object {
			key = strings.TrimPrefix(prefix+key, settingsSection+".")
			if !known[key] && value.Kind() == '{' && depth < 4 {
				if err := walk(key+".", value, depth+1); err != nil {
					return err
				}
				continue
			}
			flat[key] = value
		}
		return nil
	}
	return flat, walk("", raw, 0)
}

// shorten quotes a value in a message.
func shorten(raw jsontext.Value) string {
	const most = 40
	if len(raw) > most {
		return string(raw[:most]) + "…"
	}
	return string(raw)
}

// to sets a field from a JSON value of its type.
func to[T any](field func(*Settings) *T) func(*Settings, jsontext.Value) error {
	return func(s *Settings, raw jsontext.Value) error {
		var value T
		if err := json.Unmarshal(raw, &value); err != nil {
			return fmt.Errorf("%s does not fit", shorten(raw))
		}
		*field(s) = value
		return nil
	}
}

func atLeast(least int, field func(*Settings) *int) func(*Settings, jsontext.Value) error {
	return func(s *Settings, raw jsontext.Value) error {
		var value int
		if err := json.Unmarshal(raw, &value); err != nil {
			return fmt.Errorf("%s is not an integer", shorten(raw))
		}
		if value < least {
			return fmt.Errorf("%d is less than %d", value, least)
		}
		*field(s) = value
		return nil
	}
}

func setTimeout(s *Settings, raw jsontext.Value) error {
	const most = int(time.Hour / time.Millisecond)
	var milliseconds int
	if err := json.Unmarshal(raw, &milliseconds); err != nil || milliseconds < 1 || milliseconds > most {
		return fmt.Errorf("%s is not a number of milliseconds from 1 to %d", shorten(raw), most)
	}
	s.Render.Time = time.Duration(milliseconds) * time.Millisecond
	return nil
}

func setVariables(s *Settings, raw jsontext.Value) error {
	var variables map[string]string
	if err := json.Unmarshal(raw, &variables); err != nil {
		return fmt.Errorf("%s is not an object of strings", shorten(raw))
	}
	s.Variables = variables
	return nil
}

func setExclude(s *Settings, raw jsontext.Value) error {
	var globs []string
	if err := json.Unmarshal(raw, &globs); err != nil {
		return fmt.Errorf("%s is not an array of strings", shorten(raw))
	}
	for i, glob := range globs {
		globs[i] = strings.Trim(glob, "/")
		if !doublestar.ValidatePattern(globs[i]) {
			return fmt.Errorf("%q is not a glob", glob)
		}
	}
	s.Workspace.Exclude = globs
	return nil
}

var severityNames = map[string]finding.Severity{
	"off": 0, "error": finding.Error, "warning": finding.Warning,
	"info": finding.Information, "information": finding.Information, "hint": finding.Hint,
}

// setSeverities resolves groups to their codes; a single code wins over its
// group.
func setSeverities(s *Settings, raw jsontext.Value) error {
	var wanted map[string]string
	if err := json.Unmarshal(raw, &wanted); err != nil {
		return fmt.Errorf("%s is not an object of severities", shorten(raw))
	}
	result := map[finding.Code]finding.Severity{}
	for _, single := range []bool{false, true} {
		for name, word := range wanted {
			severity, ok := severityNames[word]
			if !ok {
				return fmt.Errorf(`%q is no severity (error, warning, info, hint, off)`, word)
			}
			group, isGroup := strings.CutSuffix(name, "*")
			if isGroup == single {
				continue
			}
			if _, known := finding.Lookup(finding.Code(name)); single && !known {
				return fmt.Errorf("there is no code %q", name)
			}
			for _, e := range finding.Table() {
				if string(e.Code) == name || isGroup && strings.HasPrefix(string(e.Code), group) {
					result[e.Code] = severity
				}
			}
		}
	}
	s.Diagnostics.Severity = result
	return nil
}
