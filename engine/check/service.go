package check

import (
	"fmt"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/config"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

const (
	pluginGeneric = "generic_container"
	pluginSurreal = "surrealdb"
	pluginProcess = "process" // ours: a local process instead of a container
)

func (p *pass) eachService(visit func(*config.Service)) {
	for i := range p.cfg.Services {
		visit(&p.cfg.Services[i])
	}
}

// findPluginNotRunnable is M2: only two plugins exist when clnrm runs a file.
func findPluginNotRunnable(p *pass) {
	p.eachService(func(s *config.Service) {
		switch s.Plugin.Value {
		case pluginGeneric, pluginSurreal, pluginProcess:
			return
		}
		if !s.Plugin.Set() {
			return
		}
		f := finding.Finding{
			Location: at(s.Plugin.Span()),
			Message: fmt.Sprintf("clnrm has no plugin %q and fails the test when it starts this service; write %q with an image, %q, or %q for a local process.",
				s.Plugin.Value, pluginGeneric, pluginSurreal, pluginProcess),
		}
		if s.Image.Set() && !p.hidden(s.Image.Span()) {
			f.Message = fmt.Sprintf("clnrm has no plugin %q and fails the test when it starts this service; write %q to run the image %q.",
				s.Plugin.Value, pluginGeneric, s.Image.Value)
		}
		f.Fixes = []finding.Fix{{
			Title:     fmt.Sprintf("Use plugin = %q", pluginGeneric),
			Edits:     []finding.Edit{{Span: s.Plugin.Span(), Text: `"` + pluginGeneric + `"`}},
			Preferred: s.Image.Set(),
		}}
		p.report(f)
	})
}

// findMissingImage is item 5 of the LOAD validation. A plugin that is not
// runnable has its own finding, which asks for the image too, and so has a
// service without plugin (engine/schema).
func findMissingImage(p *pass) {
	p.eachService(func(s *config.Service) {
		if p.in.Partial || s.Plugin.Value != pluginGeneric || s.Image.Present() || p.hidden(s.Node.Span) {
			return
		}
		p.report(finding.Finding{
			Location: at(s.Entry.KeySpan),
			Message:  fmt.Sprintf("The service %q has no image; add image = \"…\", which a container needs.", s.Name),
		})
	})
}

// findInvalidImage is R13 and R14.
func findInvalidImage(p *pass) {
	p.eachService(func(s *config.Service) {
		if !s.Image.Set() {
			return
		}
		if blank(s.Image) {
			p.report(finding.Finding{Location: at(s.Image.Span()), Message: `The image is blank; name one, such as "alpine:latest".`})
			return
		}
		if i := strings.IndexAny(s.Image.Value, " !?*"); i >= 0 {
			p.report(finding.Finding{
				Location: at(p.inside(s.Image.Node, source.Span{Start: i, End: i + 1})),
				Message:  fmt.Sprintf("An image name cannot contain %q; write registry/name:tag.", s.Image.Value[i:i+1]),
			})
		}
	})
}

// findDeepImage is R15.
func findDeepImage(p *pass) {
	p.eachService(func(s *config.Service) {
		if strings.Count(s.Image.Value, "/") > 3 {
			p.report(finding.Finding{
				Location: at(s.Image.Span()),
				Message:  "The image has more than three path segments, which clnrm dry-run rejects; shorten it if that command must pass.",
			})
		}
	})
}

// findLowPorts is R16.
func findLowPorts(p *pass) {
	p.eachService(func(s *config.Service) {
		for _, port := range s.Ports {
			if port.Value >= 1 && port.Value < 1024 {
				p.report(finding.Finding{
					Location: at(port.Span()),
					Message:  fmt.Sprintf("Port %d is also opened on the host, where ports below 1024 are privileged; use a higher one if the test must run unprivileged.", port.Value),
				})
			}
		}
	})
}

// findPortConflicts is R17, and the same port twice in one service.
func findPortConflicts(p *pass) {
	type use struct {
		span    source.Span
		service string
	}
	var seen map[int64]use
	p.eachService(func(s *config.Service) {
		for _, port := range s.Ports {
			before, taken := seen[port.Value]
			if !taken || p.hidden(before.span) {
				if seen == nil {
					seen = make(map[int64]use)
				}
				seen[port.Value] = use{port.Span(), s.Name}
				continue
			}
			if before.service == s.Name {
				p.report(finding.Finding{
					Location: at(port.Span()),
					Message:  fmt.Sprintf("Port %d is listed twice; remove one.", port.Value),
					Related:  []finding.Related{related(before.span, "first listed here")},
				})
				continue
			}
			p.report(finding.Finding{
				Location: at(port.Span()),
				Message:  fmt.Sprintf("Port %d is taken by the service %q already; both are opened on the host, so use another port.", port.Value, before.service),
				Related:  []finding.Related{related(before.span, "first used here")},
			})
		}
	})
}

// findRelativeVolumes is R18 and item 5 of the LOAD validation.
func findRelativeVolumes(p *pass) {
	p.eachVolume(func(v *config.Volume) {
		for _, path := range [...]config.String{v.HostPath, v.ContainerPath} {
			if path.Set() && !strings.HasPrefix(path.Value, "/") {
				p.report(finding.Finding{
					Location: at(path.Span()),
					Message:  fmt.Sprintf("The path %q is not absolute, and clnrm rejects it; start it with \"/\".", path.Value),
				})
			}
		}
	})
}

// protected are the directories of R19.
var protected = []string{
	"/etc", "/var", "/proc", "/sys", "/dev", "/boot", "/root", "/bin", "/sbin",
	"/lib", "/lib64", "/usr/bin", "/usr/sbin",
}

// findProtectedMounts is R19.
func findProtectedMounts(p *pass) {
	p.eachVolume(func(v *config.Volume) {
		for _, dir := range protected {
			rest, under := strings.CutPrefix(v.ContainerPath.Value, dir)
			if under && (rest == "" || rest[0] == '/') {
				p.report(finding.Finding{
					Location: at(v.ContainerPath.Span()),
					Message:  fmt.Sprintf("The mount covers %s of the container, which clnrm dry-run rejects; mount somewhere else, such as /app or /data.", dir),
				})
				return
			}
		}
	})
}

func (p *pass) eachVolume(visit func(*config.Volume)) {
	p.eachService(func(s *config.Service) {
		for i := range s.Volumes {
			visit(&s.Volumes[i])
		}
	})
}
