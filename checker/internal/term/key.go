package term

import (
	"bytes"
	"unicode/utf8"
)

// The keys that are not characters. Their values are in a private area of Unicode, so no character has one of them.
const (
	KeyUp rune = 0xF700 + iota
	KeyDown
	KeyRight
	KeyLeft
	KeyPageUp
	KeyPageDown
	KeyHome
	KeyEnd
	KeyOther // a function key and the like
)

// KeyEscape is the Escape key.
const KeyEscape rune = 0x1b

// sequences maps the part of an escape sequence after ESC [ or ESC O to its key.
var sequences = map[string]rune{
	"A": KeyUp, "B": KeyDown, "C": KeyRight, "D": KeyLeft, "H": KeyHome, "F": KeyEnd,
	"5~": KeyPageUp, "6~": KeyPageDown, "1~": KeyHome, "7~": KeyHome, "4~": KeyEnd, "8~": KeyEnd,
}

// decodeKeys returns the keys in b, and the bytes at the end of b that may be the beginning of another key. A terminal sends a key that is not
// a character as an escape sequence, and a read can end inside one.
func decodeKeys(b []byte) (keys []rune, rest []byte) {
	for len(b) > 0 {
		r, n := decodeKey(b)
		if n == 0 {
			return keys, b
		}
		keys, b = append(keys, r), b[n:]
	}
	return keys, nil
}

// decodeKey returns the first key in b and its length, or 0 if b may be incomplete.
func decodeKey(b []byte) (key rune, n int) {
	switch {
	case len(b) == 0:
		return 0, 0
	case b[0] != byte(KeyEscape):
		if !utf8.FullRune(b) {
			return 0, 0
		}
		return utf8.DecodeRune(b)
	case len(b) == 1:
		return 0, 0
	case b[1] != '[' && b[1] != 'O':
		return KeyEscape, 1
	}
	end := bytes.IndexFunc(b[2:], func(r rune) bool { return r >= '@' && r <= '~' })
	if end < 0 {
		return 0, 0
	}
	n = 2 + end + 1
	if k, ok := sequences[string(b[2:n])]; ok {
		return k, n
	}
	return KeyOther, n
}

// flushKeys returns the key of bytes that no further byte followed: Escape alone, or a sequence that was cut off.
func flushKeys(rest []byte) rune {
	if len(rest) == 1 && rest[0] == byte(KeyEscape) {
		return KeyEscape
	}
	return KeyOther
}
