package cli_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/internal/term"
)

// screen is a terminal of so many columns that never forgets a line: what a watch has written, as it is to be seen, since the screen was last emptied.
type screen struct {
	columns int
	lines   []string
}

// write takes what a program has written: text, newlines, and the few escape sequences that the checker uses.
func (s *screen) write(text string) {
	for text != "" {
		switch {
		case strings.HasPrefix(text, "\x1b]"): // a link: its text stays
			_, text, _ = strings.Cut(text, "\x1b\\")
		case strings.HasPrefix(text, "\x1b["):
			n := strings.IndexFunc(text[2:], func(r rune) bool { return r >= '@' && r <= '~' })
			if n < 0 {
				return
			}
			s.control(text[2+n])
			text = text[2+n+1:]
		case text[0] == '\r':
			text = text[1:]
		case text[0] == '\n':
			s.lines = append(s.lines, "")
			text = text[1:]
		default:
			r := []rune(text)[0]
			s.put(string(r))
			text = text[len(string(r)):]
		}
	}
}

// control knows what the checker sends: an empty screen, an empty line, and the line above; the cursor is always at its end.
func (s *screen) control(kind byte) {
	switch last := len(s.lines) - 1; {
	case kind == 'J':
		s.lines = nil
	case kind == 'K' && last >= 0:
		s.lines[last] = ""
	case kind == 'A' && last >= 1:
		s.lines = s.lines[:last]
	}
}

func (s *screen) put(char string) {
	if len(s.lines) == 0 {
		s.lines = []string{""}
	}
	last := len(s.lines) - 1
	if term.Width(s.lines[last]+char) > s.columns {
		s.lines = append(s.lines, "")
		last++
	}
	s.lines[last] += char
}

// last is the line that the cursor is in.
func (s *screen) last() string {
	if len(s.lines) == 0 {
		return ""
	}
	return s.lines[len(s.lines)-1]
}

func TestScreen(t *testing.T) {
	s := screen{columns: 6}
	s.write("gone\x1b[2J\x1b[Hab\x1b[31mc\x1b[0m\r\n\x1b]8;;file:///x\x1b\\x.go:1\x1b]8;;\x1b\\\r\n가나다라\r\nbusy\r\nkeys\r\x1b[K\x1b[A\x1b[Know\r\nkeys")
	assert.Equal(t, []string{"abc", "x.go:1", "가나다", "라", "now", "keys"}, s.lines)
	assert.Equal(t, "keys", s.last())
}
