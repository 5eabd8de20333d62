// Package term handles the terminal: colour, width, bars, keys. It is the only package that imports fatih/color.
package term

import (
	"io"
	"os"
	"strings"
	"unicode"

	"github.com/fatih/color"
	"github.com/jedib0t/go-pretty/v6/text"
	xterm "golang.org/x/term"
)

// Style describes what an output can show.
type Style struct {
	Live   bool // the output is a terminal, so lines can be redrawn
	Color  bool
	Plain  bool // for a screen reader: sentences, no columns
	Ascii  bool // no box or block characters
	Column int  // width in columns
}

// ColorMode is the value of --color.
type ColorMode string

// The three values of --color.
const (
	Auto   ColorMode = "auto"
	Always ColorMode = "always"
	Never  ColorMode = "never"
)

// Detect returns what w can show. If w is not a terminal, the style has 80 columns, no redrawing, and no colour unless mode is Always.
func Detect(w io.Writer, mode ColorMode, getenv func(string) string) Style {
	s := Style{Column: 80, Ascii: !utf8Locale(getenv)}
	if f, ok := Unwrap(w).(*os.File); ok && xterm.IsTerminal(int(f.Fd())) {
		s.Live = getenv("TERM") != "dumb"
		if width, _, err := xterm.GetSize(int(f.Fd())); err == nil && width > 0 {
			s.Column = width
		}
		s.Ascii = s.Ascii || getenv("TERM") == "linux" // the font of the kernel's console has few characters
	}
	switch mode {
	case Always:
		s.Color = true
	case Never:
	default:
		s.Color = s.Live && getenv("NO_COLOR") == ""
	}
	return s
}

// utf8Locale reports whether the first locale variable that is set asks for UTF-8. Without such a variable it returns true, because Windows
// and minimal containers show UTF-8 today.
func utf8Locale(getenv func(string) string) bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := getenv(name); v != "" {
			v = strings.ToLower(v)
			return strings.Contains(v, "utf-8") || strings.Contains(v, "utf8")
		}
	}
	return true
}

// Palette colours text for one Style. Without colour the functions return the text unchanged.
type Palette struct {
	Good, Bad, Note, Dim, Bold, Code func(...any) string
}

// Palette returns the style's colours.
func (s Style) Palette() Palette {
	paint := func(attrs ...color.Attribute) func(...any) string {
		c := color.New(attrs...)
		if s.Color {
			c.EnableColor() // not color.NoColor, which is global
		} else {
			c.DisableColor()
		}
		return c.SprintFunc()
	}
	return Palette{
		Good: paint(color.FgGreen),
		Bad:  paint(color.FgRed),
		Note: paint(color.FgYellow),
		Dim:  paint(color.Faint),
		Bold: paint(color.Bold),
		Code: paint(color.FgCyan),
	}
}

// Width returns the width of s in columns. Korean letters are two columns wide, colour codes have no width.
func Width(s string) int { return text.StringWidthWithoutEscSequences(s) }

// Pad returns s, filled up with spaces to n columns.
func Pad(s string, n int) string {
	return s + strings.Repeat(" ", max(0, n-Width(s)))
}

// Bar returns a bar of n columns that shows done of total.
func (s Style) Bar(done, total, n int) string {
	if s.Plain {
		return ""
	}
	full, empty := "█", "░"
	if s.Ascii {
		full, empty = "#", "."
	}
	k := 0
	if total > 0 {
		k = done * n / total
	}
	p := s.Palette()
	return p.Good(strings.Repeat(full, k)) + p.Dim(strings.Repeat(empty, n-k))
}

// Wrap breaks text at spaces into lines of at most n columns. A longer word gets a line of its own. Blanks in a row count as
// one.
func Wrap(s string, n int) []string {
	var paras []string
	for _, para := range strings.Split(s, "\n") {
		paras = append(paras, strings.Join(strings.Fields(para), " "))
	}
	return WrapVerbatim(strings.Join(paras, "\n"), n)
}

// WrapVerbatim is Wrap for a text that quotes what a program wrote: blanks in a row stay where the line is not broken.
func WrapVerbatim(s string, n int) []string {
	var lines []string
	for _, para := range strings.Split(s, "\n") {
		line := ""
		for rest := para; ; {
			gap, word, after := nextWord(rest)
			if word == "" {
				break
			}
			switch rest = after; {
			case line == "":
				line = word
			case Width(line)+Width(gap)+Width(word) <= n:
				line += gap + word
			default:
				lines = append(lines, line)
				line = word
			}
		}
		lines = append(lines, line)
	}
	return lines
}

// nextWord returns the first word of s, the blanks before it, and the rest. Several blanks stay, because a text can be about
// them: got "a  b", want "a b". Other white space counts as one blank.
func nextWord(s string) (gap, word, rest string) {
	word = strings.TrimLeftFunc(s, unicode.IsSpace)
	if gap = s[:len(s)-len(word)]; strings.Trim(gap, " ") != "" {
		gap = " "
	}
	end := strings.IndexFunc(word, unicode.IsSpace)
	if end < 0 {
		end = len(word)
	}
	return gap, word[:end], word[end:]
}

// Flow joins the lines of each paragraph. An empty line ends a paragraph. The other line breaks only belong to the text's file.
func Flow(s string) string {
	var paras []string
	for _, para := range strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n\n") {
		paras = append(paras, strings.Join(strings.Fields(para), " "))
	}
	return strings.TrimSpace(strings.Join(paras, "\n\n"))
}

// Mark returns the sign for passed or failed, which does not depend on colour.
func (s Style) Mark(good bool) string {
	switch {
	case good && s.Ascii:
		return "ok"
	case good:
		return "✓"
	case s.Ascii:
		return "--"
	}
	return "✗"
}

// Cut returns the longest beginning of s that fits into n columns.
func Cut(s string, n int) string {
	width := 0
	for i, r := range s {
		width += Width(string(r))
		if width > n {
			return s[:i]
		}
	}
	return s
}
