package finding

// Codes of an editing session; the command line never reports them.
const (
	SessionOutOfSync    Code = "session/out-of-sync"
	SessionMoreFindings Code = "session/more-findings"
)

var sessionCodes = []Entry{
	{Code: SessionOutOfSync, Severity: Warning,
		What: "The server's copy of the document may differ from the editor's.",
		Why:  "An edit arrived out of order or did not fit the text. Results for another text would be wrong, so there are none.",
		Fix:  "Close the file and open it again, or use an editor command that sends the whole text."},
	{Code: SessionMoreFindings, Severity: Information,
		What: "The file has more findings than are shown.",
		Why:  "Thousands of diagnostics make editors slow and hide the first cause.",
		Fix:  "Fix the findings from the top, or raise clnrm.diagnostics.limit."},
}
