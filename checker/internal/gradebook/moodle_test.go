package gradebook_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"html"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/gradebook"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/safetext"
)

const worksheet = `Identifier,"Full name","ID number","Email address",Status,Grade,"Maximum Grade","Grade can be changed","Last modified (submission)","Last modified (grade)","Feedback comments"
"Participant 1001",김민수,,minsu@example.com,"Submitted for grading",,10.00,Yes,"Friday, 20 March 2026, 9:00 PM",-,
"Participant 1002","=Al ""Q"", Jr",s2,,Submitted,2.50,10.00,Yes,-,-,"by hand"
"Participant 1003",박지호,s3,,,,10.00,Yes,-,-,
"Participant 1004",Lee,,,,,10.00,No,-,-,
"Participant 1009",Choi,,choi@example.com,,,10.00,Yes,-,-,
`

const koreanWorksheet = `식별자,"성명","이메일 주소",상태,성적,"최대 성적","Grade can be changed","마지막 수정됨(성적)","피드백 코멘트"
참가자1001,김민수,MINSU@example.com,,,"10,00",예,-,
참가자1002,Al,,,,"10,00",예,-,
`

func comment(s results.Student) string { return "<b> " + s.Name }

func moodle(t *testing.T, sheet string, o gradebook.Options) ([][]string, gradebook.Filled) {
	t.Helper()
	var filled gradebook.Filled
	text := written(t, func(w *bytes.Buffer) (err error) {
		filled, err = gradebook.Moodle(w, class(), []byte(sheet), comment, o)
		return err
	})
	return rowsOf(t, text), filled
}

func TestMoodleTakesItsWorksheetBack(t *testing.T) {
	want := rowsOf(t, worksheet)
	got, filled := moodle(t, worksheet, gradebook.Options{})
	for i := range want {
		for k := range want[i] {
			if i == 0 || k != 5 && k != 10 {
				assert.Equal(t, want[i][k], safetext.FromCell(got[i][k]), "row %d, column %d", i, k)
			}
		}
	}
	assert.Equal(t, []string{"10", "&lt;b&gt; 김민수"}, []string{got[1][5], got[1][10]})
	assert.Equal(t, []string{"2.50", "by hand"}, []string{got[2][5], got[2][10]}, "what was set by hand stays")
	assert.Equal(t, []string{"", ""}, []string{got[3][5], got[3][10]}, "feedback without a grade would remove the grade")
	assert.Equal(t, []string{"", ""}, []string{got[4][5], got[4][10]}, "Moodle says that this grade must not change")
	assert.Equal(t, gradebook.Filled{Written: 1, Kept: []gradebook.Kept{{"s2", "2.50", "3"}, {"Lee Participant 1004", " (No)", ""}}, NoGrade: []string{"s3"}, NoLine: []string{"Choi Participant 1009"}}, filled)

	over, filled := moodle(t, worksheet, gradebook.Options{Overwrite: true})
	assert.Equal(t, 2, filled.Written)
	assert.Equal(t, "3", over[2][5])
}

func TestAKoreanWorksheet(t *testing.T) {
	c := outOf(t, class(), "out_of = 10\n[lesson]\n02-b = 0.5")
	text := written(t, func(w *bytes.Buffer) error {
		_, err := gradebook.Moodle(w, c, []byte(koreanWorksheet), comment, gradebook.Options{})
		return err
	})
	rows := rowsOf(t, text)
	assert.Equal(t, "10", rows[1][4])
	assert.Equal(t, "2,86", rows[2][4], "the number as this Moodle writes numbers")
	assert.Equal(t, rowsOf(t, koreanWorksheet)[0], rows[0], "Moodle finds its columns by their headers")
}

func TestAnExportOfMoodlesGradebook(t *testing.T) {
	export := "First name,Surname,ID number,Email address,Assignment: Homework 1 (Real),Assignment: Homework 1 (Feedback),Quiz: Q (Real)\nMinsu,Kim,s1,,,,3\n"
	rows, filled := moodle(t, export, gradebook.Options{Assignment: "Homework 1"})
	assert.Equal(t, 1, filled.Written)
	assert.Equal(t, []string{"Minsu", "Kim", "s1", "", "10", "", "3"}, rows[1])
	_, err := gradebook.Moodle(io.Discard, class(), []byte(export), comment, gradebook.Options{})
	var wrong *gradebook.Error
	require.True(t, errors.As(err, &wrong))
	assert.Equal(t, gradebook.WhyWhich, wrong.Why)
}

func TestMoodleRefusesWhatItCannotFill(t *testing.T) {
	for text, want := range map[string]gradebook.Error{
		"":           {Why: gradebook.WhyNotMoodle, What: "Email address"},
		"a,b\n1,2\n": {Why: gradebook.WhyNotMoodle, What: "Email address"},
		"Student,ID,SIS User ID,SIS Login ID,Section,Homework\n": {Why: gradebook.WhyIsCanvas},
		"식별자,x\n1,2\n":                                  {Why: gradebook.WhyWhich, Names: []string{"x"}},
		"Identifier,Grade\nParticipant 7,\n":            {Why: gradebook.WhyNobody},
		strings.Replace(worksheet, "10.00", "20.00", 1): {Why: gradebook.WhyMax, What: "20.00", Ours: "10", Line: 2},
	} {
		var out bytes.Buffer
		_, err := gradebook.Moodle(&out, class(), []byte(text), comment, gradebook.Options{})
		var wrong *gradebook.Error
		require.True(t, errors.As(err, &wrong), text)
		assert.Equal(t, want, *wrong, text)
		assert.Empty(t, out.String())
	}
}

// Whoever has no grade has no line, so that no line has feedback alone.
func TestMoodleWithoutAWorksheet(t *testing.T) {
	for _, c := range []struct {
		lines int
		text  string
	}{
		{3, written(t, func(w *bytes.Buffer) error {
			_, err := gradebook.Moodle(w, class(), nil, comment, gradebook.Options{Assignment: "=HW"})
			return err
		})},
		{len(nasty), written(t, func(w *bytes.Buffer) error {
			_, err := gradebook.Moodle(w, nastyClass(), nil, comment, gradebook.Options{})
			return err
		})},
	} {
		rows := rowsOf(t, c.text)
		require.Len(t, rows, 1+c.lines)
		for _, row := range rows {
			assert.NotEmpty(t, row[2], "a grade stands in every line")
			for _, cell := range row {
				assert.NotRegexp(t, `(^|;)\s*[=+@-]`, cell)
			}
		}
	}
	rows := rowsOf(t, written(t, func(w *bytes.Buffer) error {
		_, err := gradebook.Moodle(w, nastyClass(), nil, comment, gradebook.Options{})
		return err
	}))
	for i, name := range nasty {
		assert.Equal(t, "<b> "+name, html.UnescapeString(safetext.FromCell(rows[1+i][3])))
	}
}

// moodleReads returns the participant's number and the file's name, as Moodle's import of feedback reads them from a path.
func moodleReads(path string) (number int, file string) {
	parts := strings.Split(path, "/")
	for i, part := range parts {
		info := strings.SplitN(part, "_", 5)
		if len(info) < 4 {
			continue
		}
		if n, err := strconv.Atoi(info[1]); err == nil && info[2] == "assignsubmission" && info[3] == "file" {
			return n, strings.Join(parts[i+1:], "/")
		}
	}
	return 0, ""
}

func TestTheFeedbackZip(t *testing.T) {
	c := nastyClass()
	text := written(t, func(w *bytes.Buffer) error {
		_, err := gradebook.MoodleFeedback(w, c, nil, msg.New)
		return err
	})
	z, err := zip.NewReader(strings.NewReader(text), int64(len(text)))
	require.NoError(t, err)
	require.Len(t, z.File, len(nasty))
	for i, f := range z.File {
		number, file := moodleReads(f.Name)
		assert.Equal(t, 1001+i, number, f.Name)
		assert.Equal(t, "feedback.html", file)
		assert.NotRegexp(t, `[\\:<>"|?*\n\x1b]|\.\.`, f.Name)
		r, err := f.Open()
		require.NoError(t, err)
		page, err := io.ReadAll(r)
		require.NoError(t, err)
		assert.Regexp(t, regexp.MustCompile(`(?s)^<!doctype html>.*</html>\s*$`), string(page))
		assert.NotContains(t, string(page), "</failure>")
	}
}

// The worksheet knows the numbers of those whose submission does not say it.
func TestTheFeedbackZipTakesNumbersFromTheWorksheet(t *testing.T) {
	c := class()
	for i := range c.Students {
		for k := range c.Students[i].Lessons {
			c.Students[i].Lessons[k].From = "work.zip"
		}
	}
	var filled gradebook.Filled
	text := written(t, func(w *bytes.Buffer) (err error) {
		filled, err = gradebook.MoodleFeedback(w, c, []byte(worksheet), msg.New)
		return err
	})
	assert.Equal(t, gradebook.Filled{Written: 3, NoNumber: []string{"s4"}}, filled)
	assert.Contains(t, text, "김민수_1001_assignsubmission_file_/feedback.html")
	_, err := gradebook.MoodleFeedback(io.Discard, c, nil, msg.New)
	var wrong *gradebook.Error
	require.True(t, errors.As(err, &wrong))
	assert.Equal(t, gradebook.WhyNoStudents, wrong.Why)
}
