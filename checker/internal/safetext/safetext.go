// Package safetext makes text that a student wrote safe to show: on a terminal, in JSON on a terminal, in a cell of a spreadsheet.
//
// Its input is a file's name, a line that a program printed, or a cell of a roster, such as "\x1b[2Jkim" or "=HYPERLINK(…)". HTML is not its
// task: html/template escapes HTML.
package safetext

import (
	"io"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// replacement stands for a character that is not shown. It is one column wide.
const replacement = '·'

// maxMarks is the largest number of combining marks on one letter that is shown. No language that is written today needs more, and a hundred
// marks on one letter cover the lines above it.
const maxMarks = 4

// blankLetters are letters without a shape. Two names that differ only in them look the same.
var blankLetters = []rune{0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0}

// Line returns s as one line of printable characters. It replaces all others by a dot: line breaks, escape sequences, the C1 controls, the
// controls that change the direction of text, invisible letters, and bytes that are not UTF-8.
func Line(s string) string {
	var out strings.Builder
	marks := 0
	for i, r := range s {
		if unicode.Is(unicode.M, r) {
			marks++
		} else {
			marks = 0
		}
		switch {
		case r == '\t':
			out.WriteByte(' ')
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], string(utf8.RuneError)):
			out.WriteRune(replacement)
		case marks > maxMarks: // left out
		case !isPrintable(r):
			out.WriteRune(replacement)
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}

// isPrintable reports whether a character has a shape of its own and does nothing else.
func isPrintable(r rune) bool {
	for _, blank := range blankLetters {
		if r == blank {
			return false
		}
	}
	return unicode.IsPrint(r)
}

// JSON returns a writer that writes JSON to w. It replaces each character that is not printable by its \u escape, which means the same to
// every reader of JSON. encoding/json does so for the C0 controls only. A Write must not begin or end within a character.
func JSON(w io.Writer) io.Writer { return jsonWriter{w} }

type jsonWriter struct{ w io.Writer }

func (j jsonWriter) Write(b []byte) (int, error) {
	var out strings.Builder
	for _, r := range string(b) {
		switch {
		case r == '\n' || isPrintable(r):
			out.WriteRune(r)
		case r > 0xFFFF:
			high, low := utf16.EncodeRune(r)
			writeEscape(&out, high)
			writeEscape(&out, low)
		default:
			writeEscape(&out, r)
		}
	}
	if _, err := io.WriteString(j.w, out.String()); err != nil {
		return 0, err
	}
	return len(b), nil
}

func writeEscape(out *strings.Builder, r rune) {
	const digits = "0123456789abcdef"
	out.WriteString(`\u`)
	for shift := 12; shift >= 0; shift -= 4 {
		out.WriteByte(digits[r>>shift&0xF])
	}
}
