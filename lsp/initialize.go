package lsp

import (
	"context"
	"slices"

	"github.com/clnrm-ls/clnrm-ls/engine"
	"github.com/go-json-experiment/json/jsontext"
	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// initialize handles the request of that name, on the reader.
func (s *server) initialize(_ context.Context, raw []byte) (any, error) {
	params, err := decodeInitialize(raw)
	if err != nil {
		return nil, err
	}
	s.client = readClient(params)
	s.trace.Store(traceLevel(params.Trace))
	roots := initialRoots(raw)
	settings, problems := parseSettings(params.InitializationOptions)
	s.store.update(func(next *snapshot) {
		next.roots, next.disk = roots, engine.NewWorkspace(roots)
		next.settings = &settings
		next.engine = engine.New(settings.engine(s.opts))
	})
	s.startup = startup{options: slices.Clone(params.InitializationOptions), problems: problems}
	if params.ProcessID != nil {
		s.watchParent(int(*params.ProcessID))
	}
	s.log.Info("initialize", "client", s.client.name, "encoding", s.client.encoding, "folders", roots)
	s.phase.Store(phaseRunning)
	return &protocol.InitializeResult{
		Capabilities: s.capabilities(),
		ServerInfo:   protocol.ServerInfo{Name: "clnrm-ls", Version: protocol.NewOptional(s.opts.Version)},
	}, nil
}

// capabilities lists what the table of methods answers.
func (s *server) capabilities() protocol.ServerCapabilities {
	c := protocol.ServerCapabilities{
		PositionEncoding: protocol.PositionEncodingKind(s.client.encoding.String()),
		TextDocumentSync: &protocol.TextDocumentSyncOptions{
			OpenClose: new(true),
			Change:    new(protocol.TextDocumentSyncKindIncremental),
			Save:      &protocol.SaveOptions{IncludeText: new(false)},
		},
		HoverProvider: protocol.Boolean(true),
		Workspace: &protocol.WorkspaceOptions{
			WorkspaceFolders: &protocol.WorkspaceFoldersServerCapabilities{
				Supported: new(true), ChangeNotifications: protocol.Boolean(true),
			},
		},
	}
	if s.client.codeActionLiterals {
		c.CodeActionProvider = &protocol.CodeActionOptions{CodeActionKinds: []protocol.CodeActionKind{protocol.CodeActionKindQuickFix}}
	}
	if s.client.contentRefresh {
		c.Workspace.TextDocumentContent = &protocol.TextDocumentContentOptions{Schemes: []string{renderedScheme}}
	}
	return c
}

// decodeInitialize is lenient: the generated decoder refuses the whole request
// for one member of the wrong type, such as "trace": null. What it refuses is
// dropped member by member; a session with a few capabilities less beats none.
func decodeInitialize(raw []byte) (*protocol.InitializeParams, error) {
	params := new(protocol.InitializeParams)
	cause := decodeParams(raw, params)
	if cause == nil {
		return params, nil
	}
	var members map[string]jsontext.Value
	if decodeParams(raw, &members) != nil {
		return nil, cause
	}
	if value, ok := members["capabilities"]; ok {
		members["capabilities"] = usable(value, func(v jsontext.Value) error {
			return decodeParams(v, new(protocol.ClientCapabilities))
		})
	}
	params = new(protocol.InitializeParams)
	if err := decodeParams(usable(encode(members), func(v jsontext.Value) error {
		return decodeParams(v, new(protocol.InitializeParams))
	}), params); err != nil {
		return nil, jsonrpc2.Errorf(jsonrpc2.InvalidParams, "initialize: %v", cause)
	}
	return params, nil
}

// usable is an object without the members that make decode fail.
func usable(object jsontext.Value, decode func(jsontext.Value) error) jsontext.Value {
	var members map[string]jsontext.Value
	if decode(object) == nil {
		return object
	}
	if decodeParams(object, &members) != nil {
		return jsontext.Value("{}")
	}
	kept := map[string]jsontext.Value{}
	for name, value := range members {
		if decode(encode(map[string]jsontext.Value{name: value})) == nil {
			kept[name] = value
		}
	}
	return encode(kept)
}

// initialRoots are the workspace folders as paths; older clients send one
// rootUri, the oldest a rootPath. URIs are read by hand for their spelling.
func initialRoots(raw []byte) []string {
	var folders struct {
		WorkspaceFolders []textDocumentID `json:"workspaceFolders"`
	}
	var root struct {
		RootURI string `json:"rootUri"`
	}
	var path struct {
		RootPath string `json:"rootPath"`
	}
	names := []string{}
	switch {
	case decodeParams(raw, &folders) == nil && len(folders.WorkspaceFolders) > 0:
		for _, f := range folders.WorkspaceFolders {
			names = append(names, f.URI)
		}
	case decodeParams(raw, &root) == nil && root.RootURI != "":
		names = append(names, root.RootURI)
	case decodeParams(raw, &path) == nil && path.RootPath != "":
		names = append(names, fileURI(path.RootPath))
	}
	return rootPaths(names)
}

// rootPaths are the paths of those URIs that name something on disk.
func rootPaths(names []string) []string {
	var roots []string
	for _, name := range names {
		if r, err := parseURI(name); err == nil && r.disk {
			roots = append(roots, r.key)
		}
	}
	return roots
}
