// Package report prints findings for people and programs: text in the manner
// of a compiler, JSON, SARIF 2.1.0 and the workflow commands of GitHub.
//
// Entry point: New. Lines and columns are one-based; columns count Unicode
// code points. It deliberately decides nothing about exit codes and never
// changes or drops a finding.
package report
