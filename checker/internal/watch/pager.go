package watch

import (
	"strings"

	"sharedmap-workshop/checker/internal/term"
)

// Pager shows a text that may be longer than the screen: Rows of its lines, beginning with line Top.
type Pager struct {
	Lines []string
	Top   int
	Rows  int // how many lines fit on the screen; 0: all
}

// newPager returns a Pager at the beginning of a text. The lines are broken to the width of the screen, and the last row of the screen is left
// for the keys.
func newPager(lines []string, columns, rows int) Pager {
	p := Pager{}
	for _, line := range lines {
		p.Lines = append(p.Lines, term.Break(line, columns)...)
	}
	for len(p.Lines) > 0 && strings.TrimSpace(p.Lines[len(p.Lines)-1]) == "" {
		p.Lines = p.Lines[:len(p.Lines)-1]
	}
	if rows > 0 {
		p.Rows = max(1, rows-1)
	}
	return p
}

// Fits reports whether the whole text is on the screen.
func (p Pager) Fits() bool { return p.Rows == 0 || len(p.Lines) <= p.Rows }

// Visible returns the lines that are on the screen.
func (p Pager) Visible() []string {
	if p.Fits() {
		return p.Lines
	}
	return p.Lines[p.Top:min(len(p.Lines), p.Top+p.Rows)]
}

// at returns the pager with another first line. The last screen stays full.
func (p Pager) at(top int) Pager {
	p.Top = 0
	if !p.Fits() {
		p.Top = max(0, min(top, len(p.Lines)-p.Rows))
	}
	return p
}

// scroll returns the pager after a key. It reports whether the key is one that scrolls. Where the whole text is on the screen, none is.
func (p Pager) scroll(key rune) (Pager, bool) {
	if p.Fits() {
		return p, false
	}
	page := max(1, p.Rows-1) // one line of the last screen stays, so that the reader finds the place
	switch key {
	case ' ', 'f', term.KeyPageDown:
		return p.at(p.Top + page), true
	case 'b', term.KeyPageUp:
		return p.at(p.Top - page), true
	case '\n', '\r', 'j', term.KeyDown:
		return p.at(p.Top + 1), true
	case 'k', term.KeyUp:
		return p.at(p.Top - 1), true
	case term.KeyHome:
		return p.at(0), true
	case term.KeyEnd:
		return p.at(len(p.Lines)), true
	}
	return p, false
}
