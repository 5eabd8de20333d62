package goout

import "strings"

// A template is the form of the text that a log puts before each line, such as `2026-03-05T10:11:12.345Z `,
// `api-1  | ` or `Mar 05 10:11:12 host api[4711]: `. Numbers vary from line to line, except those that belong to a name;
// words and punctuation do not. So the lines of two writers have two templates.
type template struct {
	parts []templatePart
	gap   string // the blanks between the prefix and the text
}

// A templatePart is a part of a prefix. Blanks may stand before each part.
type templatePart struct {
	kind partKind
	text string // of literals
}

type partKind byte

const (
	literalPart  partKind = iota
	numberPart            // 12, 12.345
	calendarPart          // the name of a month or a day, AM or PM
	levelPart             // ERROR, stderr, or nothing
	wordPart              // any word, such as the id of a request
)

// maxTemplate is how many parts a prefix may have.
const maxTemplate = 48

// newTemplate returns the template of a prefix. It returns false for text that cannot be a log's prefix: blanks only, or
// text that does not end with a blank or punctuation.
func newTemplate(prefix string) (template, bool) {
	text := strings.TrimRight(prefix, " \t")
	t := template{gap: prefix[len(text):]}
	if t.gap == "" && (text == "" || isWordByte(text[len(text)-1])) || strings.ContainsFunc(text, isControl) {
		return t, false
	}
	varies := false
	for i := 0; i < len(text); {
		p, n := partAt(text, i)
		if n > 0 {
			t.parts = append(t.parts, p)
			varies = varies || p.kind != literalPart || isWordByte(p.text[0])
		}
		i += max(n, 1)
	}
	if len(t.parts) == 0 || len(t.parts) > maxTemplate || !varies && isBlank(text[0]) && strings.TrimLeft(text, " ") != ">" {
		return t, false
	}
	return t, !isTestLog(prefix) && !isComment(prefix)
}

// isTestLog reports whether the text is what package testing puts before a line of a test's log: `    x_test.go:12: `.
func isTestLog(prefix string) bool {
	rest := strings.TrimLeft(prefix, " ")
	i := strings.Index(rest, ".go:")
	return rest != prefix && i > 0 && !strings.ContainsAny(rest[:i], " \t")
}

// partAt returns the part of the text at i and its length, which is 0 for a blank.
func partAt(text string, i int) (templatePart, int) {
	c := text[i]
	switch {
	case isBlank(c):
		return templatePart{}, 0
	case isDigit(c) && !belongsToName(text, i):
		return templatePart{kind: numberPart}, numberLen(text[i:])
	case isDigit(c):
		n := digitsLen(text[i:])
		return templatePart{text: text[i : i+n]}, n
	case isWordByte(c):
		word := text[i : i+lettersLen(text[i:])]
		switch {
		case isCalendar(word):
			return templatePart{kind: calendarPart}, len(word)
		case isLevel(word):
			return templatePart{kind: levelPart}, len(word)
		}
		return templatePart{text: word}, len(word)
	}
	return templatePart{text: text[i : i+1]}, 1
}

// belongsToName reports whether the digits at i belong to a name, as in api-1, web.1, node3 and api[4711].
func belongsToName(text string, i int) bool {
	if i > 0 && isLetter(text[i-1]) {
		return text[i-1] != 'T' || i > 1 && !isDigit(text[i-2]) // 2026-05-17T08:09:10
	}
	return i > 1 && strings.IndexByte("-._[/", text[i-1]) >= 0 && isLetter(text[i-2])
}

func lettersLen(s string) int {
	n := 0
	for n < len(s) && isWordByte(s[n]) && !isDigit(s[n]) {
		n++
	}
	return n
}

// numberLen returns the length of a number, with its fraction and with the digits that follow further dots: 12.345678.
func numberLen(s string) int {
	n := digitsLen(s)
	for n+1 < len(s) && (s[n] == '.' || s[n] == ',') && isDigit(s[n+1]) {
		n += 1 + digitsLen(s[n+1:])
	}
	return n
}

func digitsLen(s string) int {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	return n
}

func isControl(r rune) bool { return r < ' ' && r != '\t' }
func isBlank(c byte) bool   { return c == ' ' || c == '\t' }
func isDigit(c byte) bool   { return c >= '0' && c <= '9' }
func isLetter(c byte) bool  { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func isWordByte(c byte) bool { return isLetter(c) || isDigit(c) || c == '_' }

// isCalendar reports whether the word is the English short name of a month or a day, or AM or PM.
func isCalendar(word string) bool {
	const names = " Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec Mon Tue Wed Thu Fri Sat Sun AM PM "
	i := strings.Index(names, word)
	return i > 0 && names[i-1] == ' ' && names[i+len(word)] == ' '
}

// isLevel reports whether the word names a level or a stream of a log.
func isLevel(word string) bool {
	if len(word) == 1 {
		return strings.Contains("IWEFDNO", word)
	}
	switch strings.ToLower(word) {
	case "trace", "debug", "info", "notice", "warn", "warning", "err", "error", "fatal", "critical", "stdout", "stderr":
		return true
	}
	return false
}

// levelLen returns the length of the level at the start of s, or 0.
func levelLen(s string) int {
	if n := lettersLen(s); n > 0 && isLevel(s[:n]) {
		return n
	}
	return 0
}

// newLooseTemplate returns a template in which every word may vary.
func newLooseTemplate(prefix string) template {
	text := strings.TrimRight(prefix, " \t")
	t := template{gap: prefix[len(text):]}
	for i := 0; i < len(text); {
		n := 1
		switch {
		case isWordByte(text[i]):
			n = wordLen(text[i:])
			t.parts = append(t.parts, templatePart{kind: wordPart})
		case !isBlank(text[i]):
			t.parts = append(t.parts, templatePart{text: text[i : i+1]})
		}
		i += n
	}
	return t
}

// wordLen returns the length of a word, with the fraction of a number.
func wordLen(s string) int {
	n := 0
	for n < len(s) && (isWordByte(s[n]) || n > 0 && n+1 < len(s) && s[n] == '.' && isDigit(s[n-1]) && isDigit(s[n+1])) {
		n++
	}
	return n
}

// key returns a string that is equal for templates of one writer, whatever blanks follow the prefix and whatever the
// level of a line is.
func (t template) key() string {
	var b strings.Builder
	for _, p := range t.parts {
		if p.kind == levelPart {
			continue
		}
		b.WriteByte('0' + byte(p.kind))
		b.WriteString(p.text)
	}
	return b.String()
}

// hasTime reports whether the prefix has a time of day: three numbers with colons between them.
func (t template) hasTime() bool {
	for i := 0; i+4 < len(t.parts); i++ {
		p := t.parts[i : i+5]
		if p[0].kind == numberPart && p[1].text == ":" && p[2].kind == numberPart && p[3].text == ":" && p[4].kind == numberPart {
			return true
		}
	}
	return false
}

// match returns how many bytes of the line are the prefix. An empty text may lack the blanks behind the prefix, which
// editors remove. If all parts match but fewer blanks follow, match returns the length without blanks, and false.
func (t template) match(line string) (int, bool) {
	i := 0
	for _, p := range t.parts {
		for i < len(line) && isBlank(line[i]) {
			i++
		}
		n := p.match(line[i:])
		if n == 0 && p.kind != levelPart {
			i += levelLen(line[i:]) // this line has a level
			if n = p.match(line[i:]); n == 0 {
				return 0, false
			}
		}
		i += n
	}
	rest := line[i:]
	switch {
	case strings.HasPrefix(rest, t.gap):
		return i + len(t.gap), true
	case strings.Trim(rest, " \t") == "":
		return len(line), true
	case isBlank(rest[0]) && strings.HasPrefix(t.gap, rest[:len(rest)-len(strings.TrimLeft(rest, " \t"))]):
		return i, false
	}
	return 0, false
}

// match returns the length of the part at the start of s, or 0.
func (p templatePart) match(s string) int {
	switch p.kind {
	case numberPart:
		return numberLen(s)
	case wordPart:
		return wordLen(s)
	case levelPart:
		return levelLen(s)
	case calendarPart:
		if len(s) >= 3 && isCalendar(s[:3]) {
			return 3
		}
		if len(s) >= 2 && isCalendar(s[:2]) {
			return 2
		}
		return 0
	}
	if strings.HasPrefix(s, p.text) {
		return len(p.text)
	}
	return 0
}
