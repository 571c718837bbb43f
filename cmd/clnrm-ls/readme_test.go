package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/lsp"
)

var update = flag.Bool("update", false, "rewrite the generated tables and goldens")

// TestREADME holds the generated tables of the README against the code.
func TestREADME(t *testing.T) {
	path := filepath.Join(repository, "README.md")
	old, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text := string(old)
	for name, table := range map[string]string{"codes": codesTable(), "settings": settingsTable()} {
		section := regexp.MustCompile(`(?s)(<!-- ` + name + `: [^\n]*-->\n).*?(<!-- end -->)`)
		if !section.MatchString(text) {
			t.Fatalf("README.md has no generated section %q", name)
		}
		text = section.ReplaceAllStringFunc(text, func(s string) string {
			m := section.FindStringSubmatch(s)
			return m[1] + table + m[2]
		})
	}
	if text == string(old) {
		return
	}
	if !*update {
		t.Fatal("README.md is out of date: run `go test ./cmd/clnrm-ls -run README -update`")
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func cell(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "|", `\|`), "\n", " ")
}

func codesTable() string {
	var b strings.Builder
	b.WriteString("| code | severity | what | why | what to do |\n|---|---|---|---|---|\n")
	for _, e := range finding.Table() {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", e.Code, e.Severity, cell(e.What), cell(e.Why), cell(e.Fix))
	}
	return b.String()
}

func settingsTable() string {
	var b strings.Builder
	b.WriteString("| setting | type | default | what |\n|---|---|---|---|\n")
	for _, s := range lsp.SettingsTable() {
		fmt.Fprintf(&b, "| `%s` | %s | `%s` | %s |\n", s.Key, cell(s.Type), cell(s.Default), cell(s.Doc))
	}
	return b.String()
}

// TestCodes holds the table of codes together: unique, complete, and used.
func TestCodes(t *testing.T) {
	form := regexp.MustCompile(`^(template|toml|schema|rule|run|trace|limit|session)/[a-z0-9.]+(-[a-z0-9.]+)*$`)
	seen := map[finding.Code]bool{}
	for _, e := range finding.Table() {
		if seen[e.Code] {
			t.Errorf("%s is listed twice", e.Code)
		}
		seen[e.Code] = true
		if !form.MatchString(string(e.Code)) {
			t.Errorf("%q is no well-formed code", e.Code)
		}
		if e.What == "" || e.Why == "" || e.Fix == "" || e.Severity == 0 {
			t.Errorf("%s: the entry is incomplete: %+v", e.Code, e)
		}
	}
}
