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

// The columns of Canvas' gradebook that are not grades. Canvas writes and reads them in English, whatever its language is.
// https://github.com/instructure/canvas-lms/blob/master/lib/gradebook_importer.rb
const (
	canvasStudent = "Student"
	canvasLast    = "LastName" // in place of Student, where names are exported in two columns
	canvasFirst   = "FirstName"
	canvasID      = "ID"
	canvasSIS     = "SIS User ID"
	canvasLogin   = "SIS Login ID"
	canvasSection = "Section"
	canvasMax     = "Points Possible" // in the first column, of the row with the largest grades
	canvasTest    = "Student, Test"   // whom Canvas adds for the instructor
)

// canvasFixed are all columns before the grades but those that an instructor has added.
var canvasFixed = []string{canvasStudent, canvasLast, canvasFirst, canvasID, canvasSIS, canvasLogin, canvasSection, "Root Account", "Integration ID"}

// What Canvas computes itself: by the header, and by the cell in the row with the largest grades.
var (
	canvasComputed = regexp.MustCompile(`(Current|Final) (Score|Points|Grade)|Override (Score|Grade|Status)`)
	canvasLocked   = regexp.MustCompile(`read\s+only`)
)

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
	f := filler{sheet: s, grades: all, overwrite: o.Overwrite, seen: map[int]string{}}
	f.index = newIndex(all, func(s results.Student) []string { return lmsIDs(s, intake.LMSID, "canvas") })
	if f.column, err = canvasColumn(s.rows[0], s.rows[most], o.Assignment); err != nil {
		return Filled{}, err
	}
	if has := cell(s.rows[most], f.column); has != "" && !sameNumber(has, maxOf(all)) { // an empty cell stays: to fill it would change the assignment
		return Filled{}, &Error{Why: WhyMax, What: has, Ours: maxOf(all)}
	}
	for i := most + 1; i < len(s.rows); i++ {
		row := s.rows[i]
		name := cell(row, 0)
		if columns[canvasFirst] >= 0 {
			name += ", " + cell(row, columns[canvasFirst])
		}
		if name == canvasTest {
			continue
		}
		f.fill(i, name, [][2]string{
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
	columns = map[string]int{}
	for _, name := range canvasFixed {
		columns[name] = -1
	}
	if len(s.rows) > 0 {
		for i := range s.rows[0] {
			if name := cell(s.rows[0], i); columns[name] == -1 {
				columns[name] = i
			}
		}
	}
	switch {
	case columns[canvasStudent] != 0 && columns[canvasLast] != 0:
		return nil, 0, &Error{Why: WhyNotCanvas, What: canvasStudent}
	case columns[canvasID] < 0:
		return nil, 0, &Error{Why: WhyNotCanvas, What: canvasID}
	}
	for i, row := range s.rows[:min(len(s.rows), 4)] { // a row about manual posting may stand before it
		if strings.Contains(cell(row, 0), canvasMax) {
			return columns, i, nil
		}
	}
	return nil, 0, &Error{Why: WhyNotCanvas, What: canvasMax}
}

// canvasNumber matches the assignment's id behind its name. A column that an instructor has added to the gradebook has none.
var canvasNumber = regexp.MustCompile(` \(\d+\)$`)

// canvasColumn returns the column of an assignment: the one of that name, or the only one that is not computed.
func canvasColumn(headers, most []string, assignment string) (int, error) {
	var names []string // of the assignments
	at := map[string][]int{}
	for i := range headers {
		name := cell(headers, i)
		switch {
		case name == "", slices.Contains(canvasFixed, name), canvasComputed.MatchString(name), canvasLocked.MatchString(cell(most, i)):
		case canvasNumber.MatchString(name), cell(most, i) != "":
			names = append(names, name)
			at[name] = append(at[name], i)
			if short := canvasNumber.ReplaceAllString(name, ""); short != name {
				at[short] = append(at[short], i)
			}
		}
	}
	columns := at[assignment]
	if assignment == "" && len(names) == 1 {
		columns = at[names[0]]
	}
	switch {
	case len(columns) == 1:
		return columns[0], nil
	case len(names) > 0 && (assignment == "" || len(columns) > 1):
		return 0, &Error{Why: WhyWhich, What: assignment, Names: names}
	}
	return 0, &Error{Why: WhyNoColumn, What: assignment, Names: names}
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
