package config

import (
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// Step is one element of steps or of scenario.steps (format.md 2.5).
type Step struct {
	Node                *toml.Node
	Name                String
	Command             Strings
	ExpectedOutputRegex String
	Workdir             String
	Env                 Pairs
	ExpectedExitCode    Int
	ContinueOnFailure   Bool
	Service             String
}

// Scenario is one element of scenario (format.md 2.6).
type Scenario struct {
	Node       *toml.Node
	Name       String
	Service    String
	Run        String
	Steps      []Step
	StepsEntry *toml.Entry // the key steps, whatever its type; nil when absent
	Concurrent Bool
	TimeoutMS  Int // milliseconds
	Policy     Policy
	Artifacts  Artifacts
}

// Policy limits what a scenario may do; upstream never enforces it.
type Policy struct {
	Node                *toml.Node
	SecurityLevel       String
	MaxExecutionTime    Int   // seconds
	MaxMemoryMB         Int   // megabytes
	MaxCPUUsage         Float // 0 to 1
	AllowedNetworkHosts Strings
	DisallowedCommands  Strings
}

// Artifacts says what to keep of a scenario (format.md 4.7).
type Artifacts struct {
	Node    *toml.Node
	Entry   *toml.Entry
	Collect Strings
}

// Artifact is one entry of artifacts.collect, taken apart.
type Artifact struct {
	Kind string // "spans", "logs", "files"
	Arg  string // the name, the stream or the path
}

// ParseArtifact splits KIND:ARG at the first colon. ok is false when there is
// no colon, the kind is none of the three, the argument is blank, or a stream
// of logs is neither stdout nor stderr (format.md 2.6, 4.7).
func ParseArtifact(entry string) (artifact Artifact, ok bool) {
	kind, arg, found := strings.Cut(entry, ":")
	artifact = Artifact{Kind: kind, Arg: arg}
	if !found || strings.TrimSpace(arg) == "" {
		return artifact, false
	}
	switch kind {
	case "spans", "files":
		return artifact, true
	case "logs":
		return artifact, arg == "stdout" || arg == "stderr"
	}
	return artifact, false
}

// CollectsSpans reports whether some entry starts with "spans:", which is what
// makes upstream evaluate expectations (format.md 5.1).
func (s *Scenario) CollectsSpans() bool {
	for _, item := range s.Artifacts.Collect.Items {
		if strings.HasPrefix(item.Value, "spans:") {
			return true
		}
	}
	return false
}

func decodeSteps(table *toml.Node) []Step {
	items := tables(table, "steps")
	if len(items) == 0 {
		return nil
	}
	steps := make([]Step, len(items))
	for i, item := range items {
		s := &steps[i] // filled in place: it is large
		s.Node = item
		s.Name = text(item, "name")
		s.Command = texts(item, "command")
		s.ExpectedOutputRegex = text(item, "expected_output_regex")
		s.Workdir = text(item, "workdir")
		s.Env = pairs(item, "env")
		s.ExpectedExitCode = integer(item, "expected_exit_code")
		s.ContinueOnFailure = boolean(item, "continue_on_failure")
		s.Service = text(item, "service")
	}
	return steps
}

func decodeScenarios(root *toml.Node) []Scenario {
	items := tables(root, "scenario")
	if len(items) == 0 {
		return nil
	}
	scenarios := make([]Scenario, len(items))
	for i, item := range items {
		scenarios[i] = Scenario{
			Node:       item,
			Name:       text(item, "name"),
			Service:    text(item, "service"),
			Run:        text(item, "run"),
			Steps:      decodeSteps(item),
			StepsEntry: item.Get("steps"),
			Concurrent: boolean(item, "concurrent"),
			TimeoutMS:  integer(item, "timeout_ms"),
			Policy:     decodePolicy(subtable(item, "policy")),
			Artifacts:  decodeArtifacts(item.Get("artifacts")),
		}
	}
	return scenarios
}

func decodePolicy(table *toml.Node) Policy {
	if table == nil {
		return Policy{}
	}
	return Policy{
		Node:                table,
		SecurityLevel:       text(table, "security_level"),
		MaxExecutionTime:    integer(table, "max_execution_time"),
		MaxMemoryMB:         integer(table, "max_memory_mb"),
		MaxCPUUsage:         number(table, "max_cpu_usage"),
		AllowedNetworkHosts: texts(table, "allowed_network_hosts"),
		DisallowedCommands:  texts(table, "disallowed_commands"),
	}
}

func decodeArtifacts(entry *toml.Entry) Artifacts {
	if entry == nil {
		return Artifacts{}
	}
	table := onlyTable(entry.Value)
	return Artifacts{Node: table, Entry: entry, Collect: texts(table, "collect")}
}
