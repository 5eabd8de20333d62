package term

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestParseKey(t *testing.T) {
	for sent, want := range map[string]Key{
		" ": ' ', "\n": '\n', "\r": '\r', "b": 'b', "ㅂ": 'ㅂ',
		"\x1b[A": KeyUp, "\x1b[B": KeyDown, "\x1b[C": KeyRight, "\x1bOD": KeyLeft, "\x1bOC": KeyRight,
		"\x1b[5~": KeyPageUp, "\x1b[6~": KeyPageDown,
		"\x1b[15~": KeyUnknown, "\x1b[1;5C": KeyUnknown, "\x1bx": KeyUnknown, "\xff": KeyUnknown,
	} {
		for _, behind := range []string{"", "b", "\x1b[6~", "ㅂ"} {
			key, n := parseKey([]byte(sent + behind))
			assert.Equal(t, len(sent), n, "%q before %q", sent, behind)
			assert.Equal(t, want, key, "%q before %q", sent, behind)
		}
	}
	for _, begun := range []string{"", "\x1b", "\x1b[", "\x1b[6", "\x1bO", "\xe3\x85"} {
		_, n := parseKey([]byte(begun))
		assert.Zero(t, n, "%q", begun)
	}
}
