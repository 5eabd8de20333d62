package term

import (
	"io"
	"strings"
)

// signs are the characters of our texts and pictures that are not ASCII, and what stands for each. Those of columns have their own width;
// only in running text may one grow.
var signs = strings.NewReplacer(
	"…", "...", "·", "-", "→", "->", "←", "<-", "×", "x", "≤", "<=", "≥", ">=", "≠", "!=", "–", "-", "—", "-", "\u00a0", " ",
	"“", `"`, "”", `"`, "‘", "'", "’", "'",
	"│", "|", "─", "-", "┼", "+", "├", "+", "┤", "+", "┬", "+", "┴", "+", "┌", "+", "┐", "+", "└", "+", "┘", "+", "█", "#", "░", ".",
	"✓", "ok", "✗", "--",
)

// ASCII returns a writer that writes our signs in ASCII to w. Letters of other languages pass as they are: nothing could stand for them.
func ASCII(w io.Writer) io.Writer { return asciiWriter{w} }

type asciiWriter struct{ io.Writer }

// Write takes whole characters, which every write of ours has.
func (a asciiWriter) Write(b []byte) (int, error) {
	if _, err := signs.WriteString(a.Writer, string(b)); err != nil {
		return 0, err
	}
	return len(b), nil
}

// Below is the writer under ASCII, where that stands above it.
func Below(w io.Writer) io.Writer {
	if a, ok := w.(asciiWriter); ok {
		return a.Writer
	}
	return w
}

// Raw is the writer itself: what is below ASCII and Writer, where these stand above it.
func Raw(w io.Writer) io.Writer {
	w = Below(w)
	if i, ok := w.(*interruptibleWriter); ok {
		return i.f
	}
	return w
}

// Ellipsis stands for what was cut away, in one or two columns.
func (s Style) Ellipsis() string {
	if s.Ascii {
		return ".."
	}
	return "…"
}

// Shorten returns s, or its beginning and an ellipsis where it is wider than n columns.
func (s Style) Shorten(text string, n int) string {
	if Width(text) <= n {
		return text
	}
	return Cut(text, n-Width(s.Ellipsis())) + s.Ellipsis()
}
