package schema

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

func TestMergeProject(t *testing.T) {
	files := []string{
		"[containers]\ndefault_image = \"near\"\nstartup_timeout = \"0s\"\n[cli]\njobs = 0\n[security]\nsecurity_level = \"HIGH\"\n",
		"[containers]\ndefault_image = \"far\"\nmax_containers = 7\nstartup_timeout = \"2min\"\n[cli]\njobs = 8\noutput_format = \"xml\"\n[plugins]\nenabled_plugins = []\n",
	}
	env := map[string]string{
		"CLEANROOM_CLI_PARALLEL":                   "true",
		"CLEANROOM_CLI_WATCH":                      "yes",
		"CLEANROOM_CLI_JOBS":                       "-1",
		"CLEANROOM_CONTAINERS_MAX_CONTAINERS":      "12",
		"CLEANROOM_OBSERVABILITY_LOG_LEVEL":        "Warn",
		"CLEANROOM_SECURITY_FILESYSTEM_ISOLATION":  "false",
		"CLEANROOM_SECURITY_FILE_SYSTEM_ISOLATION": "true",
	}
	var roots []*toml.Node
	for _, text := range files {
		document, _ := toml.Parse(text, nil)
		roots = append(roots, document.Root)
	}
	c := MergeProject(append(roots, nil), func(name string) (string, bool) { v, ok := env[name]; return v, ok })
	for _, want := range []string{
		"containers.default_image = near (file 0)",
		"containers.startup_timeout = 2m0s (file 1)",
		"containers.max_containers = 12 (environment CLEANROOM_CONTAINERS_MAX_CONTAINERS)",
		"containers.pull_policy = if-not-present (default)",
		"cli.jobs = 8 (file 1)",
		"cli.parallel = true (environment CLEANROOM_CLI_PARALLEL)",
		"cli.watch = false (default)",
		"cli.output_format = xml (file 1)",
		"security.security_level = high (file 0)",
		"security.file_system_isolation = false (environment CLEANROOM_SECURITY_FILESYSTEM_ISOLATION)",
		"observability.log_level = warn (environment CLEANROOM_OBSERVABILITY_LOG_LEVEL)",
		"plugins.enabled_plugins = [] (file 1)",
		"plugins.plugin_dir = ./plugins (default)",
	} {
		path, _, _ := strings.Cut(want, " ")
		s, ok := c.Lookup(path)
		got := fmt.Sprintf("%s = %v (%s)", path, s.Value, origin(s))
		if !ok || got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		if s.Layer == FromFile && s.Value == "near" && files[s.File][s.Span.Start:s.Span.End] != `"near"` {
			t.Errorf("span of %s is %v", path, s.Span)
		}
	}
}

func origin(s Setting) string {
	switch s.Layer {
	case FromFile:
		return fmt.Sprintf("file %d", s.File)
	case FromEnvironment:
		return "environment " + s.Variable
	}
	return "default"
}

func TestDefaults(t *testing.T) {
	c := MergeProject(nil, nil)
	if got := len(c.Settings()); got != len(strings.Fields(projectKeysWanted)) {
		t.Errorf("%d settings", got)
	}
	for _, s := range c.Settings() {
		if s.Value == nil {
			t.Errorf("%s has no default", s.Path)
		}
	}
	if c.String("containers.default_image") != "alpine:latest" || c.Int("cli.jobs") != 4 || !c.Bool("containers.reuse_enabled") ||
		c.Duration("test_execution.default_timeout") != 5*time.Minute ||
		!slices.Equal(c.Strings("plugins.enabled_plugins"), []string{"surrealdb", "postgres", "redis"}) {
		t.Error("defaults differ from format.md 1.4")
	}
	if c.Int("containers.default_image") != 0 || c.String("no.such") != "" {
		t.Error("a wrong type or path must give the zero value")
	}
}

func TestParseDuration(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"0s": 0, "1s": time.Second, "2sec": 2 * time.Second, "2secs": 2 * time.Second, "1second": time.Second, "3seconds": 3 * time.Second,
		"1m": time.Minute, "1min": time.Minute, "2mins": 2 * time.Minute, "1minute": time.Minute, "2minutes": 2 * time.Minute,
		"1h": time.Hour, "1hr": time.Hour, "2hrs": 2 * time.Hour, "1hour": time.Hour, "2hours": 2 * time.Hour,
		"1d": 24 * time.Hour, "1day": 24 * time.Hour, "2days": 48 * time.Hour, "106751d": 106751 * 24 * time.Hour,
	} {
		if got, err := ParseDuration(text); err != nil || got != want {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "5", "s", "500ms", "1.5s", "1 s", " 1s", "1s ", "1m30s", "-1s", "+1s", "1S", "106752d", "99999999999999999999s", "٣s"} {
		if _, err := ParseDuration(text); !errors.Is(err, ErrDuration) {
			t.Errorf("%q is accepted", text)
		}
	}
}
