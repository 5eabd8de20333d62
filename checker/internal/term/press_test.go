package term

import (
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
)

func TestDecodeKey(t *testing.T) {
	for sent, want := range map[string]rune{
		" ": ' ', "\n": '\n', "\r": '\r', "b": 'b', "ㅂ": 'ㅂ',
		"\x1b[A": KeyUp, "\x1b[B": KeyDown, "\x1b[C": KeyRight, "\x1bOD": KeyLeft, "\x1bOC": KeyRight,
		"\x1b[5~": KeyPageUp, "\x1b[6~": KeyPageDown,
		"\x1b[15~": KeyOther, "\x1b[1;5C": KeyOther, "\xff": utf8.RuneError,
	} {
		for _, behind := range []string{"", "b", "\x1b[6~", "ㅂ"} {
			key, n := decodeKey([]byte(sent + behind))
			assert.Equal(t, len(sent), n, "%q before %q", sent, behind)
			assert.Equal(t, want, key, "%q before %q", sent, behind)
		}
	}
	for _, begun := range []string{"", "\x1b", "\x1b[", "\x1b[6", "\x1bO", "\xe3\x85"} {
		_, n := decodeKey([]byte(begun))
		assert.Zero(t, n, "%q", begun)
	}
}
