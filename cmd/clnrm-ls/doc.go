// Command clnrm-ls is a language server for clnrm test files and the command
// line that shares its engine.
//
// It holds flags and subcommands and nothing else: `serve` hands the standard
// streams to package lsp, `check`, `render` and `stats` call package engine
// and print what it says through package report. Exit codes: 0 clean, 1
// findings at error level, 2 usage or input/output.
package main
