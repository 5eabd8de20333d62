package intake

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// matcher finds the student of a roster to whom a submission belongs.
type matcher struct {
	students []RosterStudent
	byLMS    map[string][]int
	byID     map[string][]int // ids, logins and e-mails
	byName   map[string][]int
	byGroup  map[string][]int
}

func newMatcher(r *Roster) *matcher {
	m := &matcher{r.Students, map[string][]int{}, map[string][]int{}, map[string][]int{}, map[string][]int{}}
	for i, s := range m.students {
		for _, id := range s.LMS {
			add(m.byLMS, fold(id), i)
		}
		for _, id := range []string{s.ID, s.Login, s.Email} {
			add(m.byID, fold(id), i)
		}
		for _, name := range nameForms(s.Name) {
			add(m.byName, name, i)
		}
		add(m.byGroup, fold(s.Group), i)
	}
	return m
}

func add(index map[string][]int, key string, i int) {
	if key != "" && !slices.Contains(index[key], i) {
		index[key] = append(index[key], i)
	}
}

// nameForms returns the forms in which a name is compared: as it stands, and, if it has two words, the other way round.
func nameForms(name string) []string {
	words := strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == ',' })
	out := []string{foldName(name)}
	if len(words) == 2 {
		out = append(out, foldName(words[1]+words[0]))
	}
	return out
}

// find returns the students to whom a submission with this name belongs: one, or the members of a group. The second result has several students if
// the name fits all of them; then it belongs to nobody.
func (m *matcher) find(u unit) (owners, several []int) {
	if u.lms.id != "" {
		if found := m.byLMS[fold(u.lms.id)]; found != nil {
			return found, nil
		}
	}
	whole := u.name
	if u.lms.system != "" {
		whole = u.lms.name
	}
	if found := m.byID[fold(whole)]; found != nil {
		return one(found)
	}
	if u.lms.system == "" {
		if found := m.byLMS[fold(whole)]; found != nil {
			return one(found)
		}
	}
	if found := m.byGroup[fold(whole)]; found != nil {
		return found, nil
	}
	if found := m.byName[foldName(whole)]; found != nil {
		return one(found)
	}
	for _, index := range []map[string][]int{m.byID, m.byGroup, m.byName} {
		if found := m.parts(whole, index); found != nil {
			return one(found)
		}
	}
	return nil, nil
}

// one returns the only student, or else all of them as several.
func one(found []int) (owners, several []int) {
	if len(found) == 1 {
		return found, nil
	}
	return nil, found
}

// maxParts is how many words of a name may make up an id or a name, as in "kim.minsu@example.com".
const maxParts = 5

// parts returns the students whose id or name stands in a name between separators, as in "HW1_20231234_Kim Minsu". Short ids are not looked for, for they
// may be the number of the homework.
func (m *matcher) parts(name string, index map[string][]int) []int {
	var out []int
	words := wordSpans(name)
	for from := range words {
		for to := from; to < min(len(words), from+maxParts); to++ {
			part := name[words[from][0]:words[to][1]]
			if utf8.RuneCountInString(part) < 3 {
				continue
			}
			for _, key := range []string{fold(part), foldName(part)} {
				for _, i := range index[key] {
					if !slices.Contains(out, i) {
						out = append(out, i)
					}
				}
			}
		}
	}
	return out
}

// wordSpans returns where the runs of letters and digits in a text begin and end.
func wordSpans(s string) [][2]int {
	var out [][2]int
	begin := -1
	for i, r := range s + " " {
		inWord := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
		switch {
		case inWord && begin < 0:
			begin = i
		case !inWord && begin >= 0:
			out = append(out, [2]int{begin, i})
			begin = -1
		}
	}
	return out
}

// compareNatural compares names as people sort them: hw2 comes before hw10.
func compareNatural(a, b string) int {
	for a != "" && b != "" {
		an, bn := leadingDigits(a), leadingDigits(b)
		if an > 0 && bn > 0 {
			x, y := strings.TrimLeft(a[:an], "0"), strings.TrimLeft(b[:bn], "0")
			if len(x) != len(y) {
				return len(x) - len(y)
			}
			if x != y {
				return strings.Compare(x, y)
			}
			a, b = a[an:], b[bn:]
			continue
		}
		if a[0] != b[0] {
			return int(a[0]) - int(b[0])
		}
		a, b = a[1:], b[1:]
	}
	return len(a) - len(b)
}

func leadingDigits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}
