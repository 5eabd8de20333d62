package gradebook_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/unicode"

	"sharedmap-workshop/checker/internal/classreport"
	"sharedmap-workshop/checker/internal/gradebook"
	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/safetext"
)

// exported is what Canvas exports: a row about posting, the largest grades, a student of another class, the test student.
const exported = `Student,ID,SIS User ID,SIS Login ID,Section,"Homework 1, maps (501)",Quiz (502),Current Score,Notes
,,,,,Manual Posting,,,
    Points Possible,,,,,10.00,5,(read only),
"Kim, Minsu",101,s1,minsu,CS-1,,3,60,
"=Al ""Q"", Jr",102,,AL@example.com,"CS-1 and
CS-2",,,,-
"Lee, ""L""",104,S4,lee,CS-1,7.5,1,,"two
lines"
"Choi, Yujin",109,s9,yujin,CS-1,,2,,
"Student, Test",999,,test,CS-1,,,,
`

func canvas(t *testing.T, export string, o gradebook.Options) (string, gradebook.Filled) {
	t.Helper()
	var filled gradebook.Filled
	text := written(t, func(w *bytes.Buffer) (err error) {
		filled, err = gradebook.Canvas(w, class(), []byte(export), o)
		return err
	})
	return text, filled
}

func TestCanvasTakesItsOwnExportBack(t *testing.T) {
	text, filled := canvas(t, exported, gradebook.Options{Assignment: "Homework 1, maps"})
	want, got := rowsOf(t, exported), rowsOf(t, text)
	require.Len(t, got, len(want))
	var grades []string
	for i := range want {
		require.Len(t, got[i], len(want[i]), "row %d", i)
		for k := range want[i] {
			if k == 5 {
				grades = append(grades, got[i][k])
				continue
			}
			assert.Equal(t, want[i][k], safetext.FromCell(got[i][k]), "row %d, column %d", i, k)
		}
	}
	assert.Equal(t, []string{"Homework 1, maps (501)", "Manual Posting", "10.00", "10", "3", "7.5", "", ""}, grades)
	assert.Contains(t, text, `"'=Al ""Q"", Jr"`, "no spreadsheet runs it")
	assert.Equal(t, gradebook.Filled{Written: 2, Kept: []gradebook.Kept{{"s4", "7.5", "0"}}, NoRow: []string{"s3"}, NoLine: []string{"Choi, Yujin"}}, filled)

	again, filled := canvas(t, text, gradebook.Options{Assignment: "Homework 1, maps (501)"})
	assert.Equal(t, text, again, "what was written is read, and nothing is left to write")
	assert.Zero(t, filled.Written)
	over, filled := canvas(t, text, gradebook.Options{Assignment: "Homework 1, maps", Overwrite: true})
	assert.Equal(t, 1, filled.Written)
	assert.Equal(t, "0", rowsOf(t, over)[5][5])
}

// The file stays as the gradebook wrote it: separators, line ends, the mark at its start.
func TestTheFormOfTheFileStays(t *testing.T) {
	for _, form := range []string{
		exported, "\ufeff" + exported, strings.ReplaceAll(exported, "\n", "\r\n"),
		strings.NewReplacer("Homework 1, maps", "Homework 1 maps", "Kim, Minsu", "Kim; Minsu", ",", ";").Replace(strings.ReplaceAll(exported, "\n,,,,,M", "\n,,,,,M")),
	} {
		name := map[bool]string{true: "Homework 1 maps", false: "Homework 1, maps"}[strings.Contains(form, ";")]
		text, filled := canvas(t, form, gradebook.Options{Assignment: name})
		assert.Equal(t, 2, filled.Written)
		assert.Equal(t, strings.Count(form, "\r\n"), strings.Count(text, "\r\n"))
		assert.Equal(t, strings.HasPrefix(form, "\ufeff"), strings.HasPrefix(text, "\ufeff"))
		assert.Equal(t, strings.Count(form, ";") > 5, strings.Count(text, ";") > 5)
	}
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(exported)
	require.NoError(t, err)
	text, _ := canvas(t, utf16, gradebook.Options{Assignment: "Homework 1, maps"})
	assert.True(t, strings.HasPrefix(text, "\ufeffStudent,ID,"))
}

func TestCanvasRefusesWhatItCannotFill(t *testing.T) {
	for name, c := range map[string]struct {
		export, assignment string
		want               gradebook.Error
	}{
		"two columns":       {exported, "", gradebook.Error{Why: gradebook.WhyWhich, Names: []string{"Homework 1, maps (501)", "Quiz (502)"}}},
		"no column":         {exported, "Homework", gradebook.Error{Why: gradebook.WhyNoColumn, What: "Homework", Names: []string{"Homework 1, maps (501)", "Quiz (502)"}}},
		"computed":          {exported, "Current Score", gradebook.Error{Why: gradebook.WhyNoColumn, What: "Current Score", Names: []string{"Homework 1, maps (501)", "Quiz (502)"}}},
		"another max":       {exported, "Quiz", gradebook.Error{Why: gradebook.WhyMax, What: "5", Ours: "10"}},
		"same twice":        {strings.Replace(exported, "Quiz (502)", "\"Homework 1, maps (503)\"", 1), "Homework 1, maps", gradebook.Error{Why: gradebook.WhyWhich, What: "Homework 1, maps", Names: []string{"Homework 1, maps (501)", "Homework 1, maps (503)"}}},
		"a roster":          {"id,name\ns1,Kim\n", "", gradebook.Error{Why: gradebook.WhyNotCanvas, What: "Student"}},
		"no maximum":        {"Student,ID,Homework\nKim,101,\n", "", gradebook.Error{Why: gradebook.WhyNotCanvas, What: "Points Possible"}},
		"empty":             {"", "", gradebook.Error{Why: gradebook.WhyNotCanvas, What: "Student"}},
		"one student twice": {exported + "\"Kim, M\",105,S1,other,CS-2,,,,\n", "Homework 1, maps", gradebook.Error{Why: gradebook.WhyTwice, What: "s1", Names: []string{"Kim, Minsu", "Kim, M"}}},
		"another class":     {"Student,ID,HW\nPoints Possible,,10\nKim,900,\n", "", gradebook.Error{Why: gradebook.WhyNobody}},
		"a quote":           {"Student,ID\n\"Kim\"x,1\n", "", gradebook.Error{Why: gradebook.WhyCSV, Line: 2}},
		"binary":            {"PK\x03\x04\x00\xff\xfe", "", gradebook.Error{Why: gradebook.WhyEncoding}},
	} {
		var out bytes.Buffer
		_, err := gradebook.Canvas(&out, class(), []byte(c.export), gradebook.Options{Assignment: c.assignment})
		var wrong *gradebook.Error
		require.True(t, errors.As(err, &wrong), name)
		assert.Equal(t, c.want, *wrong, name)
		assert.Empty(t, out.String(), name)
	}
}

func TestCanvasWithoutAnExport(t *testing.T) {
	for _, c := range []classreport.Class{class(), nastyClass()} {
		var filled gradebook.Filled
		rows := rowsOf(t, written(t, func(w *bytes.Buffer) (err error) {
			filled, err = gradebook.Canvas(w, c, nil, gradebook.Options{})
			return err
		}))
		assert.Equal(t, []string{"Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Workshop"}, rows[0])
		assert.Equal(t, "Points Possible", strings.TrimSpace(rows[1][0]))
		assert.Equal(t, "10", rows[1][5])
		assert.Len(t, rows, 2+filled.Written)
		for i, row := range rows[2:] {
			if filled.NoGrade == nil {
				assert.Equal(t, c.Students[i].Name, safetext.FromCell(row[0]))
			}
			assert.NotRegexp(t, `(^|;)\s*[=+@-]`, row[0])
		}
	}
}

// Canvas can export names in two columns, computes columns, adds those of the instructor, and writes a hyphen for no grade.
func TestOtherExportsOfCanvas(t *testing.T) {
	export := `LastName,FirstName,ID,SIS User ID,SIS Login ID,Integration ID,Section,Seat,HW (7),Unposted Final Score
,,,,,,,,Manual Posting,
    Points Possible,,,,,,,,,(read only)
Kim,Minsu,101,s1,minsu,,CS-1,A1,-,
Choi,Yujin,109,s9,yujin,,CS-1,A2,,
Student,Test,999,,,,CS-1,,,
`
	text, filled := canvas(t, export, gradebook.Options{})
	assert.Equal(t, gradebook.Filled{Written: 1, NoRow: []string{"s2", "s3", "s4"}, NoLine: []string{"Choi, Yujin"}}, filled)
	assert.Equal(t, strings.Replace(export, "A1,-", "A1,10", 1), strings.ReplaceAll(text, `"    Points Possible"`, "    Points Possible"), "an assignment without a largest grade keeps none")
}

// Who shares an e-mail with somebody is found by nothing else than an id.
func TestAKeyOfTwoStudentsMeansNobody(t *testing.T) {
	c := class()
	c.Students[3].Email = c.Students[0].Email
	var out bytes.Buffer
	filled, err := gradebook.Canvas(&out, c, []byte("Student,ID,SIS Login ID,HW\nPoints Possible,,,10\nKim,1,minsu@example.com,\nLee,2,s4,\n"), gradebook.Options{})
	require.NoError(t, err)
	assert.Equal(t, []string{"Kim"}, filled.NoLine)
	assert.Equal(t, 1, filled.Written)
}

// A submission of nobody in the roster has no row in any gradebook.
func TestUnmatchedSubmissionsAreLeftOut(t *testing.T) {
	c := class()
	c.Students[0].State = results.Unmatched
	text := written(t, func(w *bytes.Buffer) error {
		_, err := gradebook.Canvas(w, c, nil, gradebook.Options{})
		return err
	})
	assert.NotContains(t, text, "s1")
}
