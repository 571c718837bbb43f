package builtin

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

var defaultEnvParam = optional("default", "any", nil, "The result when the variable is not set.")

// environmentFunctions are the odds and ends of clnrm that draw nothing.
var environmentFunctions = []*Function{
	define("env", "string", ReadEnv,
		"Reads an environment variable. It is an error when the variable is not set and no `default` is given. Upstream ignores `default`; `get_env` honours it everywhere.",
		[]Param{required("name", "string", "The variable's name."), defaultEnvParam}, readEnv),
	define("get_env", "any", ReadEnv,
		"Reads an environment variable, or returns `default` when it is not set.",
		[]Param{required("name", "string", "The variable's name."), defaultEnvParam}, readEnv),
	define("sha256", "string", Pure, "The SHA-256 hash of a string as 64 hexadecimal digits.",
		[]Param{required("s", "string", "The text to hash.")},
		func(a *args) value.Value { return sha256Hex(a.needString("s")) }),
	define("toml_encode", "string", Pure, "Writes a value as TOML: strings quoted and escaped, arrays and maps inline.",
		[]Param{required("value", "any", "The value to write; `null` has no TOML form.")},
		func(a *args) value.Value {
			v, _ := a.need("value")
			return a.encodeTOML("value", v)
		}),
	define("seq", "integer", Counter, "Counts calls: the first one with a `name` yields `start`, each later one `step` more.",
		[]Param{
			required("name", "string", "The counter."),
			optional("start", "integer", int64(0), "The first result."),
			optional("step", "integer", int64(1), "The distance of results."),
		}, seq),
	define("baggage", "string", Pure, "Writes a map as a W3C `baggage` header: `k=v` pairs, sorted by key and joined by commas, not percent-encoded.",
		[]Param{required("map", "map", "The pairs.")}, baggage),
}

func readEnv(a *args) value.Value {
	name := a.needString("name")
	if a.err != nil {
		return nil
	}
	if text, set := a.Host.LookupEnv(name); set {
		return text
	}
	if def, ok := a.get("default"); ok {
		return def
	}
	a.fail(finding.TemplateEnvNotSet, "name",
		"environment variable %q is not set; set it, or give a fallback with `get_env(name=…, default=…)`", name)
	return nil
}

func sha256Hex(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

func seq(a *args) value.Value {
	name, start, step := a.needString("name"), a.int("start", 0), a.int("step", 1)
	if a.err != nil {
		return nil
	}
	return a.Host.Count(name, start, step)
}

func baggage(a *args) value.Value {
	v, _ := a.need("map")
	m, ok := v.(map[string]value.Value)
	if !ok {
		a.mistyped("map", "a map", v)
	}
	size := 0
	for k, item := range m {
		size += len(k) + a.textSize(item) + 2
	}
	if !a.grow(size) {
		return nil
	}
	pairs := make([]string, 0, len(m))
	for _, k := range value.Keys(m) {
		pairs = append(pairs, k+"="+value.String(m[k]))
	}
	return strings.Join(pairs, ",")
}
