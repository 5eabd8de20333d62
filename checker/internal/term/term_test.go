package term_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/internal/term"
)

func env(pairs ...string) func(string) string {
	return func(name string) string {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

func TestAPipeIsNoTerminal(t *testing.T) {
	s := term.Detect(&bytes.Buffer{}, term.Auto, env())
	assert.False(t, s.Live)
	assert.False(t, s.Color)
	assert.Equal(t, 80, s.Column)
	assert.True(t, term.Detect(&bytes.Buffer{}, term.Always, env("NO_COLOR", "1")).Color, "colour was asked for explicitly")
	assert.False(t, term.Detect(&bytes.Buffer{}, term.Never, env()).Color)
}

func TestColourBelongsToTheStyle(t *testing.T) {
	with, without := term.Style{Color: true}.Palette(), term.Style{}.Palette()
	assert.Contains(t, with.Bad("x"), "\x1b[")
	assert.Equal(t, "x", without.Bad("x"))
	assert.Contains(t, with.Bad("x"), "\x1b[", "the second palette must not change the first one")
}

func TestKoreanTakesTwoColumns(t *testing.T) {
	assert.Equal(t, 8, term.Width("데이터 a"))
	assert.Equal(t, 3, term.Width("\x1b[31mabc\x1b[0m"))
	assert.Equal(t, "맵   |", term.Pad("맵", 5)+"|")
	assert.Equal(t, "데이", term.Cut("데이터", 5))
	for _, line := range term.Wrap(strings.Repeat("두 고루틴이 한 맵을 ", 20), 40) {
		assert.LessOrEqual(t, term.Width(line), 40)
	}
}

func TestFlow(t *testing.T) {
	assert.Equal(t, "a b c\n\nd e", term.Flow("a b\n  c\r\n\r\nd\ne\n"))
}

func TestBar(t *testing.T) {
	s := term.Style{Ascii: true}
	assert.Equal(t, "#####.....", s.Bar(3, 6, 10))
	assert.Equal(t, "..........", s.Bar(0, 0, 10))
	assert.Equal(t, "##########", s.Bar(6, 6, 10))
}

// TestWrapVerbatim checks that blanks between the words of a line stay, and that those at a line break go.
func TestWrapVerbatim(t *testing.T) {
	assert.Equal(t, []string{`got "a  b", want "a b"`}, term.WrapVerbatim(`got "a  b", want "a b"`, 40))
	assert.Equal(t, []string{`got "a b", want "a b"`}, term.Wrap(`got "a  b", want "a b"`, 40))
	assert.Equal(t, []string{"one", "two"}, term.WrapVerbatim("  one    two ", 5))
	assert.Equal(t, []string{"a b"}, term.WrapVerbatim("a\t b", 10))
	assert.Equal(t, []string{"a", "", "b"}, term.WrapVerbatim("a\n\nb", 10))
}
