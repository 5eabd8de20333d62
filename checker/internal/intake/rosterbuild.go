package intake

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
)

// rosterBuilder builds a roster from the lines of a file and gathers what is wrong with it.
type rosterBuilder struct {
	roster   *Roster
	zone     *time.Location
	at       columns
	problems []RosterProblem
}

func (b *rosterBuilder) build(records []record) {
	if len(records) == 0 {
		b.wrong(RosterProblem{Why: RosterEmpty})
		return
	}
	b.at, b.roster.Ignored = readColumns(records[0].cells)
	if !b.at.identify() {
		b.wrong(RosterProblem{Why: RosterColumns, Line: records[0].line, What: strings.Join(records[0].cells, ", ")})
		return
	}
	lines := map[string]int{} // by kind and value
	for _, r := range records[1:] {
		s := b.student(r)
		if isNoStudent(s, r.cells) {
			b.roster.Skipped = append(b.roster.Skipped, r.line)
			continue
		}
		b.check(s, lines)
		b.roster.Students = append(b.roster.Students, s)
	}
	if len(b.roster.Students) == 0 && len(b.problems) == 0 {
		b.wrong(RosterProblem{Why: RosterEmpty})
	}
}

func (b *rosterBuilder) wrong(p RosterProblem) { b.problems = append(b.problems, p) }

// student reads one line.
func (b *rosterBuilder) student(r record) RosterStudent {
	get := func(c column) string { return b.at.get(r.cells, c) }
	s := RosterStudent{Line: r.line, ID: get(columnID), Name: get(columnName), Email: get(columnEmail), Login: get(columnLogin), LMS: b.at.all(r.cells, columnLMS), Group: get(columnGroup)}
	if s.Name == "" {
		s.Name = fullName(get(columnFirst), get(columnLast))
	}
	if v := get(columnIdentifier); v != "" {
		if n := participant.FindStringSubmatch(v); n != nil {
			s.LMS = append(s.LMS, n[1])
		} else if s.ID == "" {
			s.ID = v
		}
	}
	lms := ""
	if len(s.LMS) > 0 {
		lms = s.LMS[0]
	}
	s.ID = cmp.Or(s.ID, s.Login, s.Email, lms)
	if s.Lang = languageOf(get(columnLang)); s.Lang == "?" {
		b.wrong(RosterProblem{Why: RosterLang, Line: r.line, What: get(columnLang)})
	}
	var ok bool
	if s.Extension, ok = parseExtension(get(columnExtension), b.zone); !ok {
		b.wrong(RosterProblem{Why: RosterExtension, Line: r.line, What: get(columnExtension)})
	}
	if s.Submitted, ok = parseSubmitted(get(columnSubmitted), b.zone); !ok {
		b.wrong(RosterProblem{Why: RosterSubmitted, Line: r.line, What: get(columnSubmitted)})
	}
	return s
}

// participant is what Moodle's worksheet writes in the column Identifier.
var participant = regexp.MustCompile(`^\D+?\s*(\d+)$`)

// rounded is a number from a spreadsheet that has lost its last digits.
var rounded = regexp.MustCompile(`^\d(?:[.,]\d+)?[eE]\+\d+$`)

// fullName joins the parts of a name. Korean names have no space, and the family name is first.
func fullName(first, last string) string {
	korean := func(r rune) bool { return unicode.Is(unicode.Hangul, r) }
	if strings.ContainsFunc(first, korean) && strings.ContainsFunc(last, korean) {
		return last + first
	}
	return strings.TrimSpace(first + " " + last)
}

// isNoStudent reports whether a line is one that an LMS has added: Canvas' maximum of points and its test student.
func isNoStudent(s RosterStudent, cells []string) bool {
	if s.Name == "Student, Test" {
		return true
	}
	first := strings.TrimSpace(cells[0])
	return s.ID == "" && (s.Name == "" || strings.EqualFold(first, "Points Possible") || strings.EqualFold(first, "가능한 점수"))
}

// check gathers what is wrong with a student's line.
func (b *rosterBuilder) check(s RosterStudent, lines map[string]int) {
	if s.ID == "" {
		b.wrong(RosterProblem{Why: RosterNoID, Line: s.Line, What: s.Name})
		return
	}
	b.checkDouble(s.Line, "id", s.ID, lines)
	b.checkDouble(s.Line, "email", s.Email, lines)
	b.checkDouble(s.Line, "login", s.Login, lines)
	for i, v := range s.LMS {
		if !slices.Contains(s.LMS[:i], v) {
			b.checkDouble(s.Line, "lms", v, lines)
		}
	}
}

// checkDouble looks for another line with the same value of a kind. A school's id may well be another student's id in the LMS.
func (b *rosterBuilder) checkDouble(line int, kind, v string, lines map[string]int) {
	if v == "" {
		return
	}
	if rounded.MatchString(v) {
		b.wrong(RosterProblem{Why: RosterRounded, Line: line, What: v})
	}
	key := kind + " " + fold(v)
	if other := lines[key]; other > 0 {
		b.wrong(RosterProblem{Why: RosterDouble, Line: line, Other: other, What: v})
		return
	}
	lines[key] = line
}

// languageOf returns the language that a cell names, "" for an empty cell, and "?" for another language.
func languageOf(cell string) string {
	switch fold(cell) {
	case "":
		return ""
	case "ko", "kr", "kor", "ko-kr", "ko_kr", "korean", "한국어", "한글", "국문":
		return "ko"
	case "en", "eng", "en-us", "en_us", "en-gb", "english", "영어", "영문":
		return "en"
	}
	return "?"
}
