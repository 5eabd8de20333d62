package goout

import "strings"

// An unprefixer removes what a log puts before each line, such as a time or the name of a container. It learns the form
// of such a prefix from the lines whose text has a form that Go fixes, and requires that several of them have the same
// prefix. It holds lines back until later ones have shown what their prefix is.
type unprefixer struct {
	ring    [heldLines]heldLine
	first   int // the index of the oldest held line
	held    int
	read    int // how many lines were read
	blank   int // how many empty lines stand before this one
	raw     int // the number of the last line with a strong anchor and no prefix
	flush   int // the number of the last line without indentation
	found   map[string]*evidence
	learned []*evidence
	deliver func(writer, prefix, line string)
}

// A heldLine is a line that waits for its prefix to be known.
type heldLine struct {
	text   string
	in     logField // the text inside a JSON object
	anchor anchor
	from   []*evidence // what the anchor is evidence for
}

// Limits of the unprefixer.
const (
	heldLines    = 64  // how many lines are held back
	maxBlank     = 16  // how many empty lines in a row are read
	maxTemplates = 32  // how many forms of prefixes are known at a time
	farLines     = 200 // how many lines separate an indented output from one that is not
)

func newUnprefixer(deliver func(writer, prefix, line string)) *unprefixer {
	return &unprefixer{found: map[string]*evidence{}, deliver: deliver, raw: -farLines}
}

// line takes the next line.
func (u *unprefixer) line(text string) {
	if u.blank++; text != "" {
		u.blank = 0
	}
	if u.blank > maxBlank {
		return
	}
	u.read++
	if text != "" && !isBlank(text[0]) {
		u.flush = u.read
	}
	h := heldLine{text: text, in: unwrap(text)}
	if h.in.key != "" {
		h.anchor = findAnchor(h.in.firstLine())
	} else {
		h.anchor = findAnchor(text)
	}
	switch {
	case h.anchor.kind != noAnchor && (h.anchor.at > 0 || h.in.key != ""):
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

// learn makes the prefix one that is removed.
func (u *unprefixer) learn(e *evidence) {
	e.learned = true
	u.learned = append([]*evidence{e}, u.learned...)
	if last := len(u.learned) - 1; last >= maxTemplates {
		u.unlearn(last)
	}
}

func (u *unprefixer) unlearn(i int) {
	delete(u.found, u.learned[i].name)
	u.learned = append(u.learned[:i:i], u.learned[i+1:]...)
}

// release delivers the oldest held line.
func (u *unprefixer) release() {
	h := u.ring[u.first]
	u.ring[u.first] = heldLine{}
	u.first = (u.first + 1) % heldLines
	u.held--
	for _, e := range h.from {
		u.forget(e, h)
	}
	for i, e := range u.learned {
		if e.isIndent() && h.text != "" && !isBlank(h.text[0]) {
			u.unlearn(i)
			break
		}
		end, ok := e.prefixOf(h)
		if !ok {
			continue
		}
		if i > 0 { // the lines of one writer stand together
			copy(u.learned[1:i+1], u.learned[:i])
			u.learned[0] = e
		}
		if h.in.key == "" {
			u.deliver(e.name, h.text[:end], unquoteEnd(h.text[:end], h.text[end:]))
			return
		}
		for line := range strings.SplitSeq(h.in.text(), "\n") {
			u.deliver(e.name, "", tidy(line))
		}
		return
	}
	text := embeddedStack(h.text)
	if text == "" {
		text = serviceMessage(h.text)
	}
	if text == "" {
		text = junitText(h.text)
	}
	if text != "" {
		for line := range strings.SplitSeq(text, "\n") {
			u.deliver(embedded, "", tidy(line))
		}
		return
	}
	u.deliver("", "", h.text)
}

// unquoteEnd returns the text without the quotation mark at its end, if the prefix ends with one.
func unquoteEnd(prefix, text string) string {
	if strings.HasSuffix(prefix, `": "`) { // the value of a JSON object that has a line for each value
		return unquote(strings.TrimSuffix(strings.TrimSuffix(text, ","), `"`))
	}
	for _, mark := range [...]string{"\"", "`"} {
		if strings.HasSuffix(prefix, mark) {
			return strings.ReplaceAll(strings.TrimSuffix(text, mark), mark+mark, mark)
		}
	}
	return text
}

// finish delivers the lines that are still held back.
func (u *unprefixer) finish() {
	for u.held > 0 {
		u.release()
	}
}
