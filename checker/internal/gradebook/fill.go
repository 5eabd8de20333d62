package gradebook

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/safetext"
)

// foldKey returns what two spellings of an id or an e-mail have in common.
func foldKey(s string) string {
	return strings.ToLower(norm.NFC.String(strings.TrimSpace(safetext.FromCell(s))))
}

// index finds grades by what a gradebook says of a student: a kind of key and its value.
type index map[string]int

// noOne marks a key that several students have: it says nothing.
const noOne = -1

func (x index) add(kind, value string, i int) {
	if value = foldKey(value); value == "" {
		return
	}
	if other, taken := x[kind+" "+value]; taken && other != i {
		i = noOne
	}
	x[kind+" "+value] = i
}

// find returns the student of the first key that somebody has.
func (x index) find(keys [][2]string) (int, bool) {
	for _, k := range keys {
		if value := foldKey(k[1]); value != "" {
			if i, ok := x[k[0]+" "+value]; ok && i != noOne {
				return i, true
			}
		}
	}
	return 0, false
}

// The kinds of keys.
const (
	keyID    = "id"    // the id in the results
	keyEmail = "email" //
	keyLMS   = "lms"   // the id in the gradebook's LMS
)

// newIndex returns the index of the students. ids returns the ids of a student in the LMS.
func newIndex(all []grade, ids func(results.Student) []string) index {
	x := index{}
	for i, g := range all {
		x.add(keyID, g.student.Student, i)
		x.add(keyEmail, g.student.Email, i)
		for _, id := range ids(g.student) {
			x.add(keyLMS, id, i)
		}
	}
	return x
}

// filler fills the grades' column of a sheet.
type filler struct {
	*sheet
	grades    []grade
	index     index
	column    int
	overwrite bool
	comma     bool // the gradebook writes 8,5

	filled Filled
	seen   map[int]string // by student, what the row is called
	twice  *Error         // two rows of one student
}

// noGrade is how gradebooks write that there is no grade.
const noGrade = "-"

// fill writes the grade of a row's student, who has these keys, and reports whether the row has it now and which one it is. label is how the row is called.
func (f *filler) fill(row int, label string, keys [][2]string) (grade, bool) {
	i, ok := f.index.find(keys)
	if !ok {
		f.filled.NoLine = append(f.filled.NoLine, label)
		return grade{}, false
	}
	g := f.grades[i]
	if other, seen := f.seen[i]; seen && f.twice == nil {
		f.twice = &Error{Why: WhyTwice, What: g.student.Student, Names: []string{other, label}}
	}
	f.seen[i] = label
	has := cell(f.rows[row], f.column)
	if has == noGrade {
		has = ""
	}
	ours := g.value
	if f.comma {
		ours = strings.ReplaceAll(ours, ".", ",")
	}
	switch {
	case ours == "":
		f.filled.NoGrade = append(f.filled.NoGrade, g.student.Student)
		return g, false
	case sameNumber(has, ours):
		return g, true
	case has != "" && !f.overwrite:
		f.filled.Kept = append(f.filled.Kept, Kept{g.student.Student, has, ours})
		return g, false
	}
	f.set(row, f.column, ours)
	f.filled.Written++
	return g, true
}

// end returns what was filled, or an error if no row is of a student in the results: then the two belong to different classes. Two rows of one student
// are an error, too, because nobody knows which of them gets the grade.
func (f *filler) end() (Filled, error) {
	if f.twice != nil {
		return Filled{}, f.twice
	}
	if len(f.seen) == 0 {
		return Filled{}, &Error{Why: WhyNobody}
	}
	for i, g := range f.grades {
		if _, seen := f.seen[i]; !seen {
			f.filled.NoRow = append(f.filled.NoRow, g.student.Student)
		}
	}
	return f.filled, nil
}
