package goout

import "strings"

// An unprefixer removes what a log puts before each line, such as a time or the name of a container. It learns the form
// of such a prefix from the lines whose text has a form that Go fixes, and requires that several of them have the same
// prefix. It holds lines back until later ones have shown what their prefix is.
type unprefixer struct {
	ring    [heldLines]heldLine
	first   int // the index of the oldest held line
	held    int
	read    int                  // how many lines were read
	raw     int                  // the number of the last line with a strong anchor and no prefix
	found   map[string]*evidence // by template.key
	learned []*evidence
	deliver func(writer, prefix, line string)
}

// A heldLine is a line that waits for its prefix to be known.
type heldLine struct {
	text   string
	anchor anchor
	from   *evidence // what the anchor is evidence for
}

// Evidence is what the held lines show about a prefix.
type evidence struct {
	template
	name    string
	since   int // the number of the first line that supports it
	score   int
	kinds   anchorKind
	learned bool
}

// Limits of the unprefixer.
const (
	heldLines    = 64 // how many lines are held back
	maxTemplates = 32 // how many forms of prefixes are known at a time
)

func newUnprefixer(deliver func(writer, prefix, line string)) *unprefixer {
	return &unprefixer{found: map[string]*evidence{}, deliver: deliver}
}

// line takes the next line.
func (u *unprefixer) line(text string) {
	u.read++
	h := heldLine{text: text, anchor: findAnchor(text)}
	switch {
	case h.anchor.kind != noAnchor && h.anchor.at > 0:
		u.note(&h)
	case h.anchor.kind == strongAnchor:
		u.raw = u.read
	}
	if u.held == heldLines {
		u.release()
	}
	u.ring[(u.first+u.held)%heldLines] = h
	u.held++
}

// note adds the line's anchor to the evidence for its prefix.
func (u *unprefixer) note(h *heldLine) {
	t, ok := newTemplate(h.text[:h.anchor.at])
	if !ok {
		return
	}
	key := t.key()
	e := u.found[key]
	if e == nil {
		e = &evidence{template: t, name: key, since: u.read}
		u.found[key] = e
	}
	if len(t.gap) < len(e.gap) {
		e.gap = t.gap // the longer gap had the indentation of the text in it
	}
	h.from = e
	e.score += h.anchor.weight()
	e.kinds |= h.anchor.kind
	if !e.learned && u.raw < e.since && (e.score >= 3 && e.kinds&strongAnchor != 0 || e.kinds&buildAnchor != 0 && e.kinds&headerAnchor != 0) {
		u.learn(e)
	}
}

// learn makes the prefix one that is removed.
func (u *unprefixer) learn(e *evidence) {
	e.learned = true
	u.learned = append([]*evidence{e}, u.learned...)
	if last := len(u.learned) - 1; last >= maxTemplates {
		delete(u.found, u.learned[last].name)
		u.learned = u.learned[:last]
	}
}

// release delivers the oldest held line.
func (u *unprefixer) release() {
	h := u.ring[u.first]
	u.ring[u.first] = heldLine{}
	u.first = (u.first + 1) % heldLines
	u.held--
	if h.from != nil && !h.from.learned {
		u.forget(h)
	}
	for i, e := range u.learned {
		end, ok := e.prefixOf(h)
		if !ok {
			continue
		}
		if i > 0 { // the lines of one writer stand together
			copy(u.learned[1:i+1], u.learned[:i])
			u.learned[0] = e
		}
		u.deliver(e.name, h.text[:end], h.text[end:])
		return
	}
	u.deliver("", "", h.text)
}

// forget removes a line that is released from the evidence, unless what is left is enough.
func (u *unprefixer) forget(h heldLine) {
	e := h.from
	if (e.kinds&strongAnchor != 0 && e.score >= 2 || e.hasTime()) && u.mostHave(e) {
		u.learn(e)
		return
	}
	if e.score -= h.anchor.weight(); e.score == 0 {
		delete(u.found, e.name)
	}
}

// prefixOf returns the length of the line's prefix. A prefix never reaches into a text whose form Go fixes.
func (e *evidence) prefixOf(h heldLine) (int, bool) {
	end, ok := e.match(h.text)
	if !ok && end > 0 { // the line shows that the gap is smaller
		e.gap = e.gap[:len(h.text[end:])-len(strings.TrimLeft(h.text[end:], " \t"))]
		end, ok = e.match(h.text)
	}
	return end, ok && (h.anchor.kind == noAnchor || end <= h.anchor.at)
}

// mostHave reports whether most of the held lines have the prefix.
func (u *unprefixer) mostHave(e *evidence) bool {
	have := 1 // the line that is released
	for i := range u.held {
		h := u.ring[(u.first+i)%heldLines]
		if _, ok := e.match(h.text); ok || h.text == "" {
			have++
		}
	}
	return have > 1 && 10*have >= 6*u.held
}

// finish delivers the lines that are still held back.
func (u *unprefixer) finish() {
	for u.held > 0 {
		u.release()
	}
}
