package lsp

import (
	"context"
	"slices"

	"github.com/clnrm-ls/clnrm-ls/engine"
	"github.com/go-json-experiment/json/jsontext"
	"go.lsp.dev/protocol"
)

// didChangeConfiguration handles workspace/didChangeConfiguration. A client
// that can be asked is asked, since many send null or everything they have.
func (s *server) didChangeConfiguration(_ context.Context, raw []byte) error {
	if s.client.configuration {
		s.spawn("configuration", s.pullConfiguration)
		return nil
	}
	var params struct {
		Settings map[string]jsontext.Value `json:"settings"`
	}
	if err := decodeParams(raw, &params); err != nil {
		return err
	}
	if section, ok := params.Settings[settingsSection]; ok {
		s.configure(section)
	} else if params.Settings != nil {
		s.configure(encode(params.Settings))
	}
	return nil
}

// pullConfiguration asks the client for the section of this server.
func (s *server) pullConfiguration(ctx context.Context) {
	if !s.client.configuration {
		return
	}
	// Two answers must not overtake each other.
	s.configuring.Lock()
	defer s.configuring.Unlock()
	var answer []jsontext.Value
	err := s.callouts.call(ctx, protocol.MethodWorkspaceConfiguration,
		&protocol.ConfigurationParams{Items: []protocol.ConfigurationItem{{Section: new(settingsSection)}}}, &answer)
	if err != nil {
		s.log.Warn("the client did not tell its configuration", "error", err)
		return
	}
	if len(answer) != 1 || string(answer[0]) == "null" {
		s.configure(s.startup.options) // nothing is set there
	} else {
		s.configure(answer[0])
	}
}

// configure puts settings in force and repeats what they have a bearing on.
func (s *server) configure(raw jsontext.Value) {
	settings, problems := parseSettings(raw)
	s.tellProblems(problems)
	before := s.store.snapshot()
	if settings.equal(before.settings) {
		return
	}
	s.store.update(func(next *snapshot) {
		if !settings.sameEngine(next.settings) {
			next.engine = engine.New(settings.engine(s.opts))
		}
		next.settings = &settings
	})
	s.rediagnose()
	if s.scan.started() {
		s.rescan()
	}
}

// tellProblems says what is wrong with the settings, unless it has just been
// said.
func (s *server) tellProblems(problems []string) {
	if before := s.problems.Swap(&problems); before != nil && slices.Equal(*before, problems) {
		return
	}
	for _, problem := range problems {
		s.logMessage(protocol.MessageTypeWarning, problem)
	}
	if len(problems) > 0 {
		s.showMessage(protocol.MessageTypeWarning, summary(problems))
	}
}

func summary(problems []string) string {
	if len(problems) == 1 {
		return problems[0]
	}
	return problems[0] + " (more in the log)"
}

// rediagnose repeats every analysis that is shown or open.
func (s *server) rediagnose() {
	snap := s.store.snapshot()
	for key := range snap.documents {
		s.scheduler.schedule(key, urgent)
	}
	for _, key := range s.published.keys() {
		if _, open := snap.documents[key]; !open {
			s.scheduler.schedule(key, background)
		}
	}
}
