package lsp

import "go.lsp.dev/protocol"

// unimplemented lists requests of LSP that a client might expect here, with
// the reason why they are not answered. None of them is advertised. Whatever
// stands neither here nor in the table of methods has no use for these files.
var unimplemented = map[string]string{
	protocol.MethodTextDocumentDiagnostic:           "diagnostics are pushed; clients that pull as well would show them twice",
	protocol.MethodWorkspaceDiagnostic:              "diagnostics are pushed; some clients would poll this every two seconds",
	protocol.MethodTextDocumentCompletion:           "completion is not there yet",
	protocol.MethodTextDocumentDefinition:           "navigation is not there yet",
	protocol.MethodTextDocumentReferences:           "navigation is not there yet",
	protocol.MethodTextDocumentRename:               "renaming is not there yet",
	protocol.MethodTextDocumentDocumentSymbol:       "the outline is not there yet",
	protocol.MethodTextDocumentFormatting:           "formatting is not there yet",
	protocol.MethodTextDocumentCodeLens:             "tests cannot be run from the editor yet",
	protocol.MethodTextDocumentSemanticTokensFull:   "highlighting is left to the editor's grammar",
	protocol.MethodWorkspaceExecuteCommand:          "there are no commands: opening or editing a file executes nothing",
	protocol.MethodTextDocumentWillSaveWaitUntil:    "saving never changes a file",
	protocol.MethodCodeActionResolve:                "code actions are complete when they are offered",
	protocol.MethodTextDocumentInlineValue:          "inline values are not there yet",
	protocol.MethodTextDocumentLinkedEditingRange:   "linked editing is not there yet",
	protocol.MethodTextDocumentPrepareCallHierarchy: "macros have no call hierarchy yet",
}
