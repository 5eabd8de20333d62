package safetext_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/safetext"
)

func TestLine(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "lessons/01-race/tally.go", "lessons/01-race/tally.go"},
		{"Korean", "김민수 (2반)", "김민수 (2반)"},
		{"emoji", "done ✓ 🎉", "done ✓ 🎉"},
		{"tab", "a\tb", "a b"},
		{"escape sequence", "\x1b[2J\x1b]0;title\a", "·[2J·]0;title·"},
		{"line breaks", "a\r\nb\u2028c\u0085d", "a··b·c·d"},
		{"C1 as UTF-8", "\u009b31m", "·31m"},
		{"C1 as a byte", "a\x9b31m", "a·31m"},
		{"bytes that are not UTF-8", "\xb1\xe8.go", "··.go"},
		{"a replacement character of the text's own", "a\ufffdb", "a\ufffdb"},
		{"bidi", "tally\u202eog.exe\u2066", "tally·og.exe·"},
		{"invisible", "kim\u200b\u3164\u2800\ufeff", "kim····"},
		{"no-break space", "a\u00a0b", "a·b"},
		{"marks", "e" + strings.Repeat("\u0301", 100), "e" + strings.Repeat("\u0301", 4)},
		{"private use", "\ue000", "·"},
	} {
		assert.Equal(t, c.want, safetext.Line(c.in), c.name)
	}
}

func TestCell(t *testing.T) {
	for in, want := range map[string]string{
		"Kim Minsu":           "Kim Minsu",
		"=1+1":                "'=1+1",
		"+82 10":              "'+82 10",
		"-2":                  "'-2",
		"@SUM(A1)":            "'@SUM(A1)",
		" =1+1":               "' =1+1",
		"\t=1+1":              "' =1+1",
		"\r\n=1+1":            "··=1+1",
		"＝1+1":                "'＝1+1",
		"a;=1+1":              "a;'=1+1",
		"\"=1+1":              "'\"=1+1",
		"x=1":                 "x=1",
		"":                    "",
		"'quoted":             "'quoted",
		"=cmd|' /C calc'!A0":  "'=cmd|' /C calc'!A0",
		"kim@example.com":     "kim@example.com",
		"=HYPERLINK(\"x\";1)": "'=HYPERLINK(\"x\";1)",
	} {
		assert.Equal(t, want, safetext.Cell(in), "%q", in)
	}
	assert.Equal(t, "=1+1", safetext.FromCell("'=1+1"))
	assert.Equal(t, "'quoted", safetext.FromCell("'quoted"))
}

func TestJSON(t *testing.T) {
	in := map[string]string{"name": "\x1b[2J\u009b31m\u202e\U000e0041김"}
	var out bytes.Buffer
	require.NoError(t, json.NewEncoder(safetext.JSON(&out)).Encode(in))
	assert.Equal(t, `{"name":"\u001b[2J\u009b31m\u202e\udb40\udc41김"}`+"\n", out.String())
	var back map[string]string
	require.NoError(t, json.Unmarshal(out.Bytes(), &back))
	assert.Equal(t, in, back)
}

func FuzzLine(f *testing.F) {
	f.Add("\x1b[2J\u202e김\u0301")
	f.Fuzz(func(t *testing.T, s string) {
		line := safetext.Line(s)
		assert.True(t, utf8.ValidString(line))
		assert.NotRegexp(t, `[\x00-\x1f\x7f-\x{9f}\x{2028}\x{2029}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2066}-\x{2069}]`, line)
		assert.Equal(t, line, safetext.Line(line), "what is safe stays as it is")
		cell := safetext.Cell(s)
		if line == s {
			assert.Equal(t, s, safetext.FromCell(cell))
		}
		for _, part := range strings.Split(cell, ";") {
			part = strings.TrimLeftFunc(part, unicode.IsSpace)
			assert.False(t, part != "" && strings.ContainsAny(part[:1], "=+-@"), cell)
		}
	})
}
