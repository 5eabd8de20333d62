package gradebook

import (
	"io"
	"regexp"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/classreport"
	"sharedmap-workshop/checker/internal/intake"
	"sharedmap-workshop/checker/internal/results"
)

// The columns of Canvas' gradebook that are not grades.
// https://community.canvaslms.com/t5/Instructor-Guide/How-do-I-import-grades-in-the-Gradebook/ta-p/807
const (
	canvasStudent = "Student"
	canvasID      = "ID"
	canvasSIS     = "SIS User ID"
	canvasLogin   = "SIS Login ID"
	canvasSection = "Section"
	canvasMax     = "Points Possible" // in the column Student, of the row with the largest grades
	canvasTest    = "Student, Test"   // whom Canvas adds for the instructor
	canvasLocked  = "(read only)"     // in that row, of a column that Canvas computes
)

// canvasOther are further columns that are not grades.
var canvasOther = []string{"Root Account", "Integration ID", "Group Name", "Notes"}

// Canvas writes the class as a CSV that Canvas imports. export is the CSV that Canvas has exported, or nil: then the file has the students of the results
// alone, who need ids that Canvas knows. Its error is an *Error or w's.
func Canvas(w io.Writer, class classreport.Class, export []byte, o Options) (Filled, error) {
	all := grades(class)
	if export == nil {
		return newCanvas(w, all, o)
	}
	s, err := readSheet(export)
	if err != nil {
		return Filled{}, err
	}
	columns, most, err := canvasShape(s)
	if err != nil {
		return Filled{}, err
	}
	f := filler{sheet: s, grades: all, overwrite: o.Overwrite, seen: map[int]bool{}}
	f.index = newIndex(all, func(s results.Student) []string { return lmsIDs(s, intake.LMSID, "canvas") })
	if f.column, err = canvasColumn(s.rows[0], s.rows[most], o.Assignment); err != nil {
		return Filled{}, err
	}
	switch has := cell(s.rows[most], f.column); {
	case has == "":
		s.set(most, f.column, maxOf(all))
	case !sameNumber(has, maxOf(all)):
		return Filled{}, &Error{Why: WhyMax, What: has, Ours: maxOf(all)}
	}
	for i := most + 1; i < len(s.rows); i++ {
		row := s.rows[i]
		if cell(row, columns[canvasStudent]) == canvasTest {
			continue
		}
		f.fill(i, cell(row, columns[canvasStudent]), [][2]string{
			{keyID, cell(row, columns[canvasLogin])}, {keyEmail, cell(row, columns[canvasLogin])}, {keyID, cell(row, columns[canvasSIS])},
			{keyLMS, cell(row, columns[canvasID])}, {keyID, cell(row, columns[canvasID])}, {keyEmail, cell(row, columns[canvasSIS])},
		})
	}
	filled, err := f.end()
	if err != nil {
		return Filled{}, err
	}
	return filled, s.write(w)
}

// canvasShape returns the columns by their names, and the row with the largest grades.
func canvasShape(s *sheet) (columns map[string]int, most int, err error) {
	columns = map[string]int{canvasStudent: -1, canvasID: -1, canvasSIS: -1, canvasLogin: -1, canvasSection: -1}
	if len(s.rows) > 0 {
		for i := range s.rows[0] {
			if name := cell(s.rows[0], i); columns[name] == -1 {
				columns[name] = i
			}
		}
	}
	for _, name := range []string{canvasStudent, canvasID} {
		if i, ok := columns[name]; !ok || i < 0 {
			return nil, 0, &Error{Why: WhyNotCanvas, What: name}
		}
	}
	for i, row := range s.rows[:min(len(s.rows), 4)] { // a row about manual posting may stand before it
		if strings.EqualFold(cell(row, columns[canvasStudent]), canvasMax) {
			return columns, i, nil
		}
	}
	return nil, 0, &Error{Why: WhyNotCanvas, What: canvasMax}
}

// canvasNumber matches the assignment's id behind its name.
var canvasNumber = regexp.MustCompile(` \(\d+\)$`)

// canvasColumn returns the column of an assignment: the one of that name, or the only one that is not computed.
func canvasColumn(headers, most []string, assignment string) (int, error) {
	var names []string
	var at []int
	for i := range headers {
		name := cell(headers, i)
		fixed := slices.Contains([]string{canvasStudent, canvasID, canvasSIS, canvasLogin, canvasSection}, name) || slices.Contains(canvasOther, name)
		if fixed || name == "" || strings.EqualFold(cell(most, i), canvasLocked) {
			continue
		}
		if assignment != "" && name != assignment && canvasNumber.ReplaceAllString(name, "") != assignment {
			names = append(names, name)
			continue
		}
		at = append(at, i)
		if assignment == "" {
			names = append(names, name)
		}
	}
	switch {
	case len(at) == 1:
		return at[0], nil
	case len(at) == 0:
		return 0, &Error{Why: WhyNoColumn, What: assignment, Names: names}
	case assignment != "":
		for _, i := range at {
			names = append(names, cell(headers, i))
		}
	}
	return 0, &Error{Why: WhyWhich, What: assignment, Names: names}
}

// newCanvas writes a file without one of Canvas'. A student without a grade is left out.
func newCanvas(w io.Writer, all []grade, o Options) (Filled, error) {
	name := o.Assignment
	if name == "" {
		name = DefaultAssignment
	}
	s := &sheet{comma: ',', rows: [][]string{
		{canvasStudent, canvasID, canvasSIS, canvasLogin, canvasSection, name},
		{"    " + canvasMax, "", "", "", "", maxOf(all)},
	}}
	var filled Filled
	for _, g := range all {
		if g.value == "" {
			filled.NoGrade = append(filled.NoGrade, g.student.Student)
			continue
		}
		s.rows = append(s.rows, []string{g.student.Name, "", g.student.Student, g.student.Email, "", g.value})
		filled.Written++
	}
	return filled, s.write(w)
}
