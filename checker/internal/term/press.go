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

// parseKey returns the first key of what a terminal has sent. complete is false if b is the beginning of a longer sequence.
func parseKey(b []byte) (key Key, complete bool) {
	switch {
	case len(b) == 0:
		return KeyUnknown, false
	case b[0] != 0x1b:
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n < 2 {
			return KeyUnknown, utf8.FullRune(b)
		}
		return Key(r), true
	case len(b) == 1:
		return KeyUnknown, false
	case b[1] != '[' && b[1] != 'O':
		return KeyUnknown, true
	}
	rest := string(b[2:])
	end := strings.IndexFunc(rest, func(r rune) bool { return r >= '@' && r <= '~' })
	if end < 0 {
		return KeyUnknown, false
	}
	return escapeKeys[rest[:end+1]], true
}
