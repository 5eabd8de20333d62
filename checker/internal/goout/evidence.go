package goout

import (
	"slices"
	"strings"
)

// Evidence is what the held lines show about a prefix.
type evidence struct {
	template
	name     string
	since    int // the number of the first line that supports it
	score    int
	width    int // of a number that begins the line: the column behind its blanks
	kinds    anchorKind
	variants int    // of a loose template: how many prefixes have its form
	loose    string // the name of its loose template; "" for a loose template and for a writer without a prefix
	learned  bool
	indented bool // blanks stand before the prefix, as where a tool shows another's output; a test's log may quote an output so
}

// enough reports whether the evidence shows that its prefix is one, without a look at other lines.
func (e *evidence) enough() bool {
	if e.isLoose() {
		return e.variants >= 3 && 2*e.score <= 5*e.variants && e.kinds&strongAnchor != 0
	}
	return e.score >= 3 && e.kinds&strongAnchor != 0 || e.kinds&buildAnchor != 0 && (e.kinds&headerAnchor != 0 || e.score >= 3)
}

// isIndent reports whether the prefix is an indentation only.
func (e *evidence) isIndent() bool { return e.name == indent }

// isLoose reports whether every word of the prefix may vary.
func (e *evidence) isLoose() bool { return strings.HasPrefix(e.name, looseName) }

// The names of writers without a prefix of their own.
const (
	indent    = "indent"
	looseName = "loose "
	embedded  = "embedded"
)

// note adds the line's anchor to the evidence for its prefix.
func (u *unprefixer) note(h *heldLine) {
	if h.in.key != "" {
		u.support(h, template{}, h.in.key)
		return
	}
	prefix := h.text[:h.anchor.at]
	if strings.Trim(prefix, " \t") == "" {
		u.support(h, template{gap: prefix}, indent)
		return
	}
	t, ok := newTemplate(prefix)
	if !ok {
		return
	}
	loose := newLooseTemplate(prefix)
	key := t.key()
	_, known := u.found[key]
	e := u.support(h, t, key)
	e.indented = isBlank(prefix[0]) && len(t.parts) == 1
	e.loose = looseName + loose.key()
	l := u.support(h, loose, e.loose)
	if !known {
		l.variants++
		u.consider(l)
	}
}

// support adds the line's anchor to the evidence of that name.
func (u *unprefixer) support(h *heldLine, t template, name string) *evidence {
	e := u.found[name]
	if e == nil {
		e = &evidence{template: t, name: name, since: u.read}
		u.found[name] = e
	}
	e.narrow(t.gap)
	if len(t.parts) > len(e.parts) {
		e.parts = t.parts // it has a level, which others leave out
	}
	if len(e.parts) == 1 && isDigit(h.text[0]) && h.anchor.at > e.width {
		e.width = h.anchor.at
	}
	h.from = append(h.from, e)
	e.score += h.anchor.weight()
	e.kinds |= h.anchor.kind
	if !e.isLoose() {
		u.consider(e)
	}
	return e
}

// column returns the end of a prefix that is a number and blanks up to a column, as editors number lines: `9   text`,
// `10  text`.
func (e *evidence) column(line string) (int, bool) {
	n := digitsLen(line)
	if e.width == 0 || n == 0 || n >= e.width || len(line) <= e.width || strings.Trim(line[n:e.width], " ") != "" {
		return 0, false
	}
	return e.width, true
}

// narrow keeps the shorter of two gaps: the longer one had the indentation of the text in it. If an indentation is of
// blanks once and of tabs once, the text has it.
func (e *evidence) narrow(gap string) {
	if strings.HasPrefix(e.gap, gap) {
		e.gap = gap
	}
}

// consider learns the prefix if there is enough evidence and no output without a prefix beside it.
func (u *unprefixer) consider(e *evidence) {
	if e.learned || !e.enough() || u.raw >= e.since || e.isIndent() && !u.allIndented(e) || e.indented && u.raw > e.since-farLines {
		return
	}
	if l := u.found[e.loose]; l != nil && l.learned {
		return
	}
	if e.isLoose() { // the words vary, so that a prefix without wildcards is that of few lines
		u.learned = slices.DeleteFunc(u.learned, func(other *evidence) bool { return other.loose == e.name })
	}
	u.learn(e)
}

// allIndented reports whether the evidence is for an output of which every line is indented. The stack that a test logs
// is indented too, but stands among lines that are not.
func (u *unprefixer) allIndented(e *evidence) bool {
	return e.gap != "" && u.flush < e.since && u.raw <= e.since-farLines
}

// forget removes a line that is released from the evidence, unless what is left is enough.
func (u *unprefixer) forget(e *evidence, h heldLine) {
	if e.learned {
		return
	}
	if !e.isIndent() && !e.isLoose() && !e.indented && (e.kinds&strongAnchor != 0 && e.score >= 2 || e.hasTime()) && u.mostHave(e) {
		u.learn(e)
		return
	}
	if e.score -= h.anchor.weight(); e.score == 0 {
		delete(u.found, e.name)
	}
}

// mostHave reports whether most of the held lines have the prefix.
func (u *unprefixer) mostHave(e *evidence) bool {
	have := 1 // the line that is released
	for i := range u.held {
		h := u.ring[(u.first+i)%heldLines]
		if _, ok := e.prefixOf(h); ok || h.text == "" {
			have++
		}
	}
	return have > 1 && 10*have >= 6*u.held
}

// prefixOf returns the length of the line's prefix. A prefix never reaches into a text whose form Go fixes.
func (e *evidence) prefixOf(h heldLine) (int, bool) {
	if len(e.parts) == 0 && !e.isIndent() || h.in.key != "" {
		return 0, h.in.key == e.name
	}
	if end, ok := e.column(h.text); ok {
		return end, h.anchor.kind == noAnchor || end <= h.anchor.at
	}
	end, ok := e.match(h.text)
	if !ok && end > 0 { // the line shows that the gap is smaller
		e.narrow(h.text[end : len(h.text)-len(strings.TrimLeft(h.text[end:], " \t"))])
		end, ok = e.match(h.text)
	}
	return end, ok && (h.anchor.kind == noAnchor || end <= h.anchor.at)
}
