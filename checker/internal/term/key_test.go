package term

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestDecodeKeys(t *testing.T) {
	for _, c := range []struct {
		in   string
		keys []rune
		rest string
	}{
		{"h", []rune{'h'}, ""},
		{"ㅗq", []rune{'ㅗ', 'q'}, ""},
		{"\x1b[A\x1b[B\x1bOA", []rune{KeyUp, KeyDown, KeyUp}, ""},
		{"\x1b[5~\x1b[6~x", []rune{KeyPageUp, KeyPageDown, 'x'}, ""},
		{"\x1b[H\x1b[4~", []rune{KeyHome, KeyEnd}, ""},
		{"\x1b[15~\x1b[1;5C", []rune{KeyOther, KeyOther}, ""},
		{"\x1bx", []rune{KeyEscape, 'x'}, ""},
		{"q\x1b", []rune{'q'}, "\x1b"},
		{"\x1b[5", nil, "\x1b[5"},
		{"\xe3\x85", nil, "\xe3\x85"},
		{"\xff", []rune{'\uFFFD'}, ""},
	} {
		keys, rest := decodeKeys([]byte(c.in))
		assert.Equal(t, c.keys, keys, "%q", c.in)
		assert.Equal(t, c.rest, string(rest), "%q", c.in)
	}
	assert.Equal(t, KeyEscape, flushKeys([]byte("\x1b")))
	assert.Equal(t, KeyOther, flushKeys([]byte("\x1b[5")))
}
