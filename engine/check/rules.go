package check

import "github.com/clnrm-ls/clnrm-ls/engine/finding"

// rule is one check: everything that find reports gets the code.
type rule struct {
	code     finding.Code
	severity finding.Severity // the usual one, from the table of codes
	find     func(*pass)
}

// rules lists every rule, by theme. The order does not matter: findings are
// sorted by range.
var rules = register([]rule{
	{code: finding.RuleNoName, find: findNoName},
	{code: finding.RuleBlankName, find: findBlankNames},
	{code: finding.RuleBlankVersion, find: findBlankVersion},
	{code: finding.RuleNothingToRun, find: findNothingToRun},
	{code: finding.RuleNoDescription, find: findNoDescription},
	{code: finding.RuleTwoMetadata, find: findTwoMetadata},
	{code: finding.RuleTwoServiceTables, find: findTwoServiceTables},
	{code: finding.RuleEmptyAssertions, find: findEmptyAssertions},
	{code: finding.RuleNoSampleRatio, find: findNoSampleRatio},
	{code: finding.RuleInvalidClock, find: findInvalidClock},

	{code: finding.RulePluginNotRunnable, find: findPluginNotRunnable},
	{code: finding.RuleMissingImage, find: findMissingImage},
	{code: finding.RuleInvalidImage, find: findInvalidImage},
	{code: finding.RuleDeepImage, find: findDeepImage},
	{code: finding.RuleLowPort, find: findLowPorts},
	{code: finding.RulePortConflict, find: findPortConflicts},
	{code: finding.RuleRelativeVolume, find: findRelativeVolumes},
	{code: finding.RuleProtectedMount, find: findProtectedMounts},
	{code: finding.RuleServiceCycle, find: findServiceCycles},
	{code: finding.RuleEnvName, find: findEnvNames},
	{code: finding.RuleSecret, find: findSecrets},

	{code: finding.RuleUndefinedService, find: findUndefinedServices},
	{code: finding.RuleDuplicateName, find: findDuplicateNames},
	{code: finding.RuleEmptyCommand, find: findEmptyCommands},
	{code: finding.RuleJoinedCommand, find: findJoinedCommands},
	{code: finding.RuleUnexpandedVariable, find: findUnexpandedVariables},
	{code: finding.RuleInvalidRegex, find: findInvalidRegexes},
	{code: finding.RuleRegexDialect, find: findRegexDialects},

	{code: finding.RuleEmptyScenario, find: findEmptyScenarios},
	{code: finding.RuleNoService, find: findNoServices},
	{code: finding.RuleScenarioName, find: findScenarioNames},
	{code: finding.RuleInvalidArtifact, find: findInvalidArtifacts},
	{code: finding.RuleShellOperator, find: findShellOperators},
	{code: finding.RuleUnbalancedQuotes, find: findUnbalancedQuotes},

	{code: finding.RuleGraphEdge, find: findGraphEdges},
	{code: finding.RuleOrderPair, find: findOrderPairs},
	{code: finding.RuleOrderCycle, find: findOrderCycles},
	{code: finding.RuleDurationRange, find: findDurationRanges},
	{code: finding.RuleImpossibleBound, find: findImpossibleBounds},
	{code: finding.RuleContradiction, find: findContradictions},
	{code: finding.RuleInvalidGlob, find: findInvalidGlobs},
	{code: finding.RuleSpanNameGlob, find: findSpanNameGlobs},
	{code: finding.RuleNotEvaluated, find: findNotEvaluated},
	{code: finding.RuleUndeclaredSpan, find: findUndeclaredSpans},
})

// register fills in the severities that the table of codes documents.
func register(list []rule) []rule {
	for i := range list {
		entry, _ := finding.Lookup(list[i].code)
		list[i].severity = entry.Severity
	}
	return list
}
