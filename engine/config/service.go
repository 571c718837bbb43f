package config

import (
	"slices"

	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// Service is one [services.NAME] or [service.NAME] table (format.md 2.4).
type Service struct {
	Name  string
	Entry *toml.Entry // the key NAME
	Node  *toml.Node  // the table
	// Shadowed is the [services.NAME] that this [service.NAME] replaces, or nil.
	Shadowed *toml.Entry

	Type        String // read by 1.0.x only
	Plugin      String
	Image       String
	Args        Strings
	Env         Pairs
	Ports       []Int
	Volumes     []Volume
	HealthCheck HealthCheck
	Username    String
	Password    String
	Strict      Bool
	WaitForSpan String
	// WaitForSpanTimeout is in seconds.
	WaitForSpanTimeout Int
}

// Volume is a bind mount.
type Volume struct {
	Node          *toml.Node
	HostPath      String
	ContainerPath String
	ReadOnly      Bool
}

// HealthCheck says how to find out that a service is ready; times in seconds.
type HealthCheck struct {
	Node     *toml.Node
	Cmd      Strings
	Interval Int
	Timeout  Int
	Retries  Int
}

// Service finds a service by name; nil when there is none.
func (c *Config) Service(name string) *Service {
	if i := c.declared[name]; i > 0 {
		return &c.Services[i-1]
	}
	return nil
}

// Declares reports whether a service of that name is written, even one whose
// value is no table.
func (c *Config) Declares(name string) bool {
	_, ok := c.declared[name]
	return ok
}

func (c *Config) decodeServices() {
	for _, key := range [...]string{"services", "service"} {
		table := subtable(c.Root, key)
		if table == nil {
			continue
		}
		if c.declared == nil {
			c.declared = make(map[string]int, len(table.Entries))
		}
		c.Services = slices.Grow(c.Services, len(table.Entries))
		for _, entry := range table.Entries {
			c.addService(entry)
		}
	}
}

func (c *Config) addService(entry *toml.Entry) {
	before := c.declared[entry.Key]
	if onlyTable(entry.Value) == nil {
		c.declared[entry.Key] = before
		return
	}
	if before > 0 {
		replaced := &c.Services[before-1]
		*replaced = Service{Shadowed: replaced.Entry}
		replaced.decode(entry)
		return
	}
	c.Services = c.Services[:len(c.Services)+1] // grown by the caller
	c.declared[entry.Key] = len(c.Services)
	c.Services[len(c.Services)-1].decode(entry)
}

// decode fills s in place: the struct is large, and copying it costs more than
// reading it.
func (s *Service) decode(entry *toml.Entry) {
	table := entry.Value
	s.Name, s.Entry, s.Node = entry.Key, entry, table
	s.Type = text(table, "type")
	s.Plugin = text(table, "plugin")
	s.Image = text(table, "image")
	s.Args = texts(table, "args")
	s.Env = pairs(table, "env")
	s.Ports = decodePorts(table)
	s.Volumes = decodeVolumes(table)
	s.HealthCheck = decodeHealthCheck(subtable(table, "health_check"))
	s.Username = text(table, "username")
	s.Password = text(table, "password")
	s.Strict = boolean(table, "strict")
	s.WaitForSpan = text(table, "wait_for_span")
	s.WaitForSpanTimeout = integer(table, "wait_for_span_timeout_secs")
}

func decodePorts(table *toml.Node) []Int {
	var ports []Int
	for _, item := range list(table, "ports") {
		if v, ok := item.Value.(int64); ok {
			ports = append(ports, Int{Value: v, Node: item})
		}
	}
	return ports
}

func decodeVolumes(table *toml.Node) []Volume {
	var volumes []Volume
	for _, item := range tables(table, "volumes") {
		volumes = append(volumes, Volume{
			Node:          item,
			HostPath:      text(item, "host_path"),
			ContainerPath: text(item, "container_path"),
			ReadOnly:      boolean(item, "read_only"),
		})
	}
	return volumes
}

func decodeHealthCheck(table *toml.Node) HealthCheck {
	if table == nil {
		return HealthCheck{}
	}
	return HealthCheck{
		Node:     table,
		Cmd:      texts(table, "cmd"),
		Interval: integer(table, "interval"),
		Timeout:  integer(table, "timeout"),
		Retries:  integer(table, "retries"),
	}
}
