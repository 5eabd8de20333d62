package term

import (
	"io"
	"strings"
)

// asciiReplacer replaces the non-ASCII characters of the checker's texts and pictures. Characters that are used in columns keep their
// width. Only characters of running text may become wider.
var asciiReplacer = strings.NewReplacer(
	"…", "...", "·", "-", "→", "->", "←", "<-", "×", "x", "≤", "<=", "≥", ">=", "≠", "!=", "–", "-", "—", "-", "\u00a0", " ",
	"“", `"`, "”", `"`, "‘", "'", "’", "'",
	"│", "|", "─", "-", "┼", "+", "├", "+", "┤", "+", "┬", "+", "┴", "+", "┌", "+", "┐", "+", "└", "+", "┘", "+", "█", "#", "░", ".",
	"✓", "ok", "✗", "--",
)

// ASCII returns a writer that writes to w and replaces the checker's special characters by ASCII. Letters of other languages are not
// changed, because ASCII has no replacement for them.
func ASCII(w io.Writer) io.Writer { return asciiWriter{w} }

type asciiWriter struct{ io.Writer }

// Write replaces characters in b. b must not begin or end inside a character, which is true of every write of the checker.
func (a asciiWriter) Write(b []byte) (int, error) {
	if _, err := asciiReplacer.WriteString(a.Writer, string(b)); err != nil {
		return 0, err
	}
	return len(b), nil
}

// WithoutASCII returns the writer that ASCII was given, or w if w is not the result of ASCII.
func WithoutASCII(w io.Writer) io.Writer {
	if a, ok := w.(asciiWriter); ok {
		return a.Writer
	}
	return w
}

// Unwrap returns the writer below ASCII and Writer, or w if w is the result of neither.
func Unwrap(w io.Writer) io.Writer {
	w = WithoutASCII(w)
	if i, ok := w.(*interruptibleWriter); ok {
		return i.f
	}
	return w
}

// Ellipsis returns the mark for text that was cut off. It is one or two columns wide.
func (s Style) Ellipsis() string {
	if s.Ascii {
		return ".."
	}
	return "…"
}

// Shorten returns text, or its beginning and an ellipsis if text is wider than n columns.
func (s Style) Shorten(text string, n int) string {
	if Width(text) <= n {
		return text
	}
	return Cut(text, n-Width(s.Ellipsis())) + s.Ellipsis()
}
