package goout

import "strings"

// linters are the names that golangci-lint and others put in brackets behind a message. typecheck is not among them: it
// repeats the compiler's errors.
var linters = map[string]bool{
	"asciicheck": true, "bodyclose": true, "containedctx": true, "contextcheck": true, "copyloopvar": true, "cyclop": true, "deadcode": true, "depguard": true, "dupl": true, "errcheck": true,
	"errname": true, "errorlint": true, "exhaustive": true, "exportloopref": true, "forbidigo": true, "forcetypeassert": true, "funlen": true, "gci": true, "gochecknoglobals": true,
	"gocognit": true, "goconst": true, "gocritic": true, "gocyclo": true, "godot": true, "godox": true, "gofmt": true, "gofumpt": true, "goimports": true, "golint": true, "gosec": true,
	"gosimple": true, "govet": true, "ineffassign": true, "intrange": true, "lll": true, "loggercheck": true, "maintidx": true, "makezero": true, "misspell": true, "mnd": true, "musttag": true,
	"nakedret": true, "nestif": true, "nilerr": true, "nilnil": true, "nlreturn": true, "noctx": true, "nolintlint": true, "paralleltest": true, "perfsprint": true, "prealloc": true,
	"predeclared": true, "revive": true, "rowserrcheck": true, "scopelint": true, "sloglint": true, "sqlclosecheck": true, "staticcheck": true, "structcheck": true, "stylecheck": true,
	"tagliatelle": true, "testifylint": true, "testpackage": true, "thelper": true, "tparallel": true, "unconvert": true, "unparam": true, "unused": true, "usestdlibvars": true,
	"usetesting": true, "varcheck": true, "varnamelen": true, "vet": true, "wastedassign": true, "whitespace": true, "wrapcheck": true, "wsl": true,
}

// isLint reports whether the message is a linter's: `SA2002: the goroutine calls T.Fatal, …` of staticcheck and
// `should omit the return value (revive)` of golangci-lint. Code with such a message compiles.
func isLint(message string) bool {
	if code, _, ok := strings.Cut(message, ": "); ok && isLintCode(code) {
		return true
	}
	open := strings.LastIndexByte(message, '(')
	if open < 1 || !strings.HasSuffix(message, ")") {
		return false
	}
	name := message[open+1 : len(message)-1]
	return linters[name] || isLintCode(name)
}

// isLintCode reports whether the word is the number of a check: SA2002, ST1000, S1038, QF1001, U1000, G104.
func isLintCode(word string) bool {
	for _, family := range [...]string{"SA", "ST", "S", "QF", "U", "G"} {
		if n, ok := strings.CutPrefix(word, family); ok && (len(n) == 4 || family == "G" && len(n) == 3) && digitsLen(n) == len(n) {
			return true
		}
	}
	return false
}
