package goout

import "strings"

// buildCauses lists texts of the messages of the compiler, vet and the go command, and the cause that each of them means.
// The first match counts. Package msg has a sentence for each cause.
var buildCauses = []struct{ text, cause string }{
	{"import cycle not allowed", "import-cycle"},
	{"missing go.sum entry", "go-sum"},
	{"no required module provides package", "no-module"},
	{"cannot find module providing package", "no-module"},
	{"is not in std", "not-in-std"},
	{"is not in GOROOT", "not-in-std"},
	{"checksum mismatch", "checksum"},
	{"SECURITY ERROR", "checksum"},
	{"module declares its path as", "module-path"},
	{"inconsistent vendoring", "vendoring"},
	{"updates to go.mod needed", "go-mod"},
	{"go.mod file not found", "no-go-mod"},
	{"cannot find main module", "no-go-mod"},
	{"requires go >= ", "go-version"},
	{"requires newer Go version", "go-version"},
	{"toolchain not available", "go-version"},
	{"requires go1.", "go-version"},
	{"requires cgo", "cgo-off"},
	{"cgo: C compiler", "no-compiler"},
	{"C compiler \"", "no-compiler"},
	{"use of internal package", "internal"},
	{"build constraints exclude all Go files", "constraints"},
	{"no Go files in", "no-files"},
	{"found packages ", "two-packages"},
	{"imported and not used", "unused-import"},
	{"declared and not used", "unused-variable"},
	{"declared but not used", "unused-variable"},
	{"missing return", "missing-return"},
	{"undefined: ", "undefined"},
	{" undefined (type ", "no-member"},
	{"not enough arguments in call", "arguments"},
	{"too many arguments in call", "arguments"},
	{"assignment mismatch", "values"},
	{"does not implement ", "interface"},
	{"(missing method ", "interface"},
	{"cannot use ", "type"},
	{"mismatched types", "type"},
	{"redeclared in this block", "redeclared"},
	{"already declared", "redeclared"},
	{"syntax error", "syntax"},
	{"passes lock by value", "lock-copied"},
	{"copies lock value", "lock-copied"},
	{"range var", "lock-copied"},
	{"WaitGroup.Add called from inside new goroutine", "add-inside"},
	{"the cancel function ", "lost-cancel"},
	{"captured by func literal", "loop-variable"},
	{"call to (*T).Fatal from a non-test goroutine", "fatal-goroutine"},
	{"call to (*testing.T).Fatal from a non-test goroutine", "fatal-goroutine"},
	{"cannot find -l", "link"},
	{"library not found for -l", "link"},
	{"ld: library '", "link"},
	{"undefined reference to ", "link"},
	{"Undefined symbols for architecture ", "link"},
	{"relocation target ", "link"},
	{"function main is undeclared in the main package", "no-main"},
	{"no matching files found", "embed"},
	{"[setup failed]", "setup"},
	{"[build failed]", "build-failed"},
}

// buildCause returns the cause that a message of a build names, or "".
func buildCause(message string) string {
	for _, c := range buildCauses {
		if strings.Contains(message, c.text) {
			if c.text == "range var" && !strings.Contains(message, "copies lock") {
				continue
			}
			return c.cause
		}
	}
	return ""
}

// importLine handles a line of the go command's report about an import that cannot be resolved:
//
//	package example.com/app/api
//		imports example.com/app/db from api.go
//		imports example.com/app/api from db.go: import cycle not allowed
func (b *build) importLine(line string) (found []Finding, ok bool) {
	trimmed := strings.TrimLeft(line, " \t")
	switch {
	case strings.HasPrefix(line, "package ") && isImportPath(line[len("package "):]):
		found = b.flush()
		b.last, b.isImport = &Finding{Kind: KindBuild, Message: line}, true
		return found, true
	case !b.isImport || b.last == nil || !strings.HasPrefix(trimmed, "imports "):
		return nil, false
	}
	b.last.Message = addLine(b.last.Message, line)
	chain, why, ok := strings.Cut(trimmed, ": ")
	if _, file, from := strings.Cut(chain, " from "); from {
		b.last.File = file
	}
	if ok && why != "" {
		b.isImport, b.reported = false, true
	}
	return nil, true
}
