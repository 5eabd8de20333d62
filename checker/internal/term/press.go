package term

import (
	"strings"
	"unicode/utf8"
)

// Key is a key that was pressed: a character, or one of the keys below, which stand for none.
type Key rune

// The keys without a character.
const (
	KeyUnknown Key = -iota
	KeyUp
	KeyDown
	KeyRight
	KeyLeft
	KeyPageUp
	KeyPageDown
)

// escapeKeys are the keys by the end of their escape sequences. A terminal sends ESC [ or ESC O before a letter, and ESC [ before a number.
var escapeKeys = map[string]Key{
	"A": KeyUp, "B": KeyDown, "C": KeyRight, "D": KeyLeft, "5~": KeyPageUp, "6~": KeyPageDown,
}

// A KeyReader reads the keys of a keyboard one at a time, and only when it is asked for one.
type KeyReader struct {
	*Keyboard
	pending []byte // was read together with an earlier key
}

// NewKeyReader returns a reader of k's keys.
func NewKeyReader(k *Keyboard) *KeyReader { return &KeyReader{Keyboard: k} }

// parseKey returns the first key of what a terminal has sent and its length in bytes. The length is 0 if b is only the beginning of a key.
func parseKey(b []byte) (key Key, n int) {
	switch {
	case len(b) == 0:
		return KeyUnknown, 0
	case b[0] != 0x1b && !utf8.FullRune(b):
		return KeyUnknown, 0
	case b[0] != 0x1b:
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError {
			r = rune(KeyUnknown)
		}
		return Key(r), n
	case len(b) == 1:
		return KeyUnknown, 0
	case b[1] != '[' && b[1] != 'O':
		return KeyUnknown, 2
	}
	rest := string(b[2:])
	end := strings.IndexFunc(rest, func(r rune) bool { return r >= '@' && r <= '~' })
	if end < 0 {
		return KeyUnknown, 0
	}
	return escapeKeys[rest[:end+1]], 2 + end + 1
}
