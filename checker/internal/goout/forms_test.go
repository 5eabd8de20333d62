package goout

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// plainSamples returns the outputs of the samples that are not JSON, by name.
func plainSamples(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, s := range samples(t, "output") {
		if s.output[0] != '{' {
			out[s.name] = string(s.output)
		}
	}
	return out
}

// asJSON returns the findings as JSON.
func asJSON(t testing.TB, found []Finding) string {
	t.Helper()
	b, err := json.MarshalIndent(found, "", "  ")
	require.NoError(t, err)
	return string(b) + "\n"
}

// TestAsEvents checks that wrapping an output in events of go test -json, which break lines anywhere, changes no finding.
func TestAsEvents(t *testing.T) {
	for name, plain := range plainSamples(t) {
		for _, size := range []int{5, 200} {
			assert.Equal(t, asJSON(t, read(t, plain)), asJSON(t, read(t, events(t, plain, size))), name)
		}
	}
}

// events wraps a text as test2json does, in pieces of size bytes. test2json never splits a rune.
func events(t *testing.T, text string, size int) string {
	t.Helper()
	var b strings.Builder
	for len(text) > 0 {
		n := min(size, len(text))
		for n < len(text) && !utf8.RuneStart(text[n]) {
			n++
		}
		e, err := json.Marshal(map[string]any{"Action": "output", "Elapsed": 0.5, "Package": "example.com/app", "Output": text[:n]})
		require.NoError(t, err)
		b.WriteString(string(e) + "\n")
		text = text[n:]
	}
	return b.String() + `{"Action":"fail","Package":"example.com/app"}` + "\n"
}

// windows rewrites an output as Windows would print it: the runtime's paths have forward slashes there, the compiler's have
// backslashes.
func windows(s string) string {
	return strings.NewReplacer("/home/ann/app/", "C:/Users/Ann Lee/app/", "/usr/local/go/", "C:/Program Files/Go/", "\n./main.go:", "\n.\\main.go:",
		"/home/ann/go/pkg/mod/", "C:/Users/Ann Lee/go/pkg/mod/", "\nsub/sub.go", "\nsub\\sub.go", "\na/a.go:", "\na\\a.go:", "\nc/c_test.go:", "\nc\\c_test.go:", "\n", "\r\n").Replace(s)
}

// unixed undoes windows in the JSON of findings.
func unixed(s string) string {
	return strings.NewReplacer("C:/Users/Ann Lee/app/", "/home/ann/app/", "C:/Program Files/Go/", "/usr/local/go/", `".\\main.go`, `"./main.go`, `sub\\sub.go`, "sub/sub.go",
		`"a\\a.go`, `"a/a.go`, `"c\\c_test.go`, `"c/c_test.go`).Replace(s)
}

// TestWindows checks that drive letters, blanks in paths, backslashes and \r\n change no finding.
func TestWindows(t *testing.T) {
	for name, plain := range plainSamples(t) {
		assert.Equal(t, asJSON(t, read(t, plain)), unixed(asJSON(t, read(t, windows(plain)))), name)
	}
}

// TestLineEnds checks that \r\n changes no finding, in and around JSON as well.
func TestLineEnds(t *testing.T) {
	for _, s := range samples(t, "output") {
		plain := string(s.output)
		crlf := strings.ReplaceAll(plain, "\n", "\r\n")
		assert.Equal(t, read(t, plain), read(t, crlf), s.name)
		if plain[0] != '{' {
			assert.Equal(t, asJSON(t, read(t, plain)), asJSON(t, read(t, events(t, crlf, 200))), s.name) // only the events name the package
		}
	}
}

// TestColours checks that a terminal's colours change no finding.
func TestColours(t *testing.T) {
	for name, plain := range plainSamples(t) {
		coloured := "\x1b[31m" + strings.ReplaceAll(plain, "\n", "\x1b[0m\n\x1b[1;32m")
		assert.Equal(t, read(t, plain), read(t, coloured), name)
	}
}

// TestNothing checks that empty input, binary input and words that only sound like failures give no findings.
func TestNothing(t *testing.T) {
	for _, in := range []string{"", "\n", "\x00\x01\x02\xff\xfe\x00", "panic", "goroutine", "goroutine 7", "WARNING: DATA RACE", "a panic: in the text",
		strings.Repeat("\x00", 1<<20), "created by nobody", "ok  \tp\t0.1s\n", "PASS\n", "main.go:3: a log line", "{\"Action\":", "[]", "null"} {
		assert.Empty(t, read(t, in), "%.40q", in)
	}
}

// TestIndentedQuoteInTestLog checks that an output which a test quotes in its log is not read as what the test printed.
func TestIndentedQuoteInTestLog(t *testing.T) {
	found := read(t, `=== RUN   TestLog
    log_test.go:12: the log was:
        > --- FAIL: TestInner (0.00s)
        > panic: boom
        >
        > goroutine 7 [running]:
        > main.main()
        > 	/src/main.go:9 +0x1d
        > FAIL	example.com/inner	0.004s
--- FAIL: TestLog (0.00s)
FAIL
`)
	require.Len(t, found, 1)
	require.Equal(t, "TestLog", found[0].Test)
	require.Equal(t, KindAssertion, found[0].Kind)
}
