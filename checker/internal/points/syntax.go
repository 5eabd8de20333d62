package points

import (
	"errors"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"
)

// syntaxProblem returns what is wrong with a file that cannot be read as TOML. The reader's own sentences are English and about TOML; ours name the
// line and the key.
func syntaxProblem(text string, err error) Problem {
	var wrong toml.ParseError
	if !errors.As(err, &wrong) {
		return Problem{Why: WhySyntax, What: err.Error()}
	}
	p := Problem{Line: wrong.Position.Line, Why: WhySyntax, What: lineOf(text, wrong.Position.Line)}
	switch value := part(text, wrong.Position); {
	case isHuge(value):
		p.Why, p.Key, p.What = WhyHuge, wrong.LastKey, value
	case strings.Contains(wrong.Message, "has already been defined"):
		p.Why = WhyTwice
	}
	return p
}

// isHuge reports whether a text is a number that is too large for the reader.
func isHuge(value string) bool {
	value = strings.ReplaceAll(value, "_", "")
	_, whole := strconv.ParseInt(value, 0, 64)
	_, float := strconv.ParseFloat(value, 64)
	return errors.Is(whole, strconv.ErrRange) || errors.Is(float, strconv.ErrRange)
}

// part returns the text at a position, or "" if the position is not in it.
func part(text string, at toml.Position) string {
	if at.Start < 0 || at.Len < 0 || at.Start+at.Len > len(text) {
		return ""
	}
	return strings.TrimSpace(text[at.Start : at.Start+at.Len])
}

// lineOf returns a line of a text, from 1, or "".
func lineOf(text string, n int) string {
	lines := strings.Split(text, "\n")
	if n < 1 || n > len(lines) {
		return ""
	}
	return strings.TrimSpace(lines[n-1])
}
