package blame

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/goout"
)

// TestAsEvents: what go test -json wraps, in pieces that break lines anywhere, is found as well as plain.
func TestAsEvents(t *testing.T) {
	for _, s := range samples(t, "output") {
		plain := string(s.file("output"))
		if strings.HasPrefix(plain, "{") {
			continue
		}
		for _, size := range []int{5, 200} {
			assert.Equal(t, asJSON(t, s.found(t, []byte(plain))), asJSON(t, s.found(t, []byte(events(t, plain, size)))), s.name)
		}
	}
}

// events wraps a text as test2json does, which never cuts a letter in two.
func events(t *testing.T, text string, size int) string {
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

// windows rewrites an output as Windows would print it: there the runtime's paths have forward slashes, the compiler's backward ones.
func windows(s string) string {
	return strings.NewReplacer("/home/ann/app/", "C:/Users/Ann Lee/app/", "/usr/local/go/", "C:/Program Files/Go/", "\n./main.go:", "\n.\\main.go:",
		"/home/ann/go/pkg/mod/", "C:/Users/Ann Lee/go/pkg/mod/", "\nsub/sub.go", "\nsub\\sub.go", "\na/a.go:", "\na\\a.go:", "\nc/c_test.go:", "\nc\\c_test.go:", "\n", "\r\n").Replace(s)
}

func unixed(s string) string {
	return strings.NewReplacer("C:/Users/Ann Lee/app/", "/home/ann/app/", "C:/Program Files/Go/", "/usr/local/go/", `".\\main.go`, `"./main.go`, `sub\\sub.go`, "sub/sub.go",
		`"a\\a.go`, `"a/a.go`, `"c\\c_test.go`, `"c/c_test.go`).Replace(s)
}

// TestWindows: drive letters, blanks in paths, backslashes, \r\n.
func TestWindows(t *testing.T) {
	for _, s := range samples(t, "output") {
		plain := string(s.file("output"))
		if strings.HasPrefix(plain, "{") {
			continue
		}
		assert.Equal(t, asJSON(t, s.found(t, []byte(plain))), unixed(asJSON(t, s.found(t, []byte(windows(plain))))), s.name)
	}
}

// TestColours: a terminal's colours change nothing.
func TestColours(t *testing.T) {
	for _, s := range samples(t, "output") {
		plain := string(s.file("output"))
		coloured := "\x1b[31m" + strings.ReplaceAll(plain, "\n", "\x1b[0m\n\x1b[1;32m")
		if !strings.HasPrefix(plain, "{") {
			assert.Equal(t, asJSON(t, s.found(t, []byte(plain))), asJSON(t, s.found(t, []byte(coloured))), s.name)
		}
	}
}

// TestNothing: empty and binary input, and words that only sound like failures, are no findings.
func TestNothing(t *testing.T) {
	for _, in := range []string{"", "\n", "\x00\x01\x02\xff\xfe\x00", "panic", "goroutine", "goroutine 7", "WARNING: DATA RACE", "panic: ", "a panic: in the text",
		strings.Repeat("\x00", 1<<20), "created by nobody", "ok  \tp\t0.1s\n", "PASS\n", "main.go:3: a log line", "{\"Action\":", "[]", "null"} {
		found, err := goout.Read(strings.NewReader(in))
		require.NoError(t, err)
		if in != "panic: " {
			assert.Empty(t, found, "%.40q", in)
		}
	}
}
