package classreport

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/safetext"
	"sharedmap-workshop/checker/internal/term"
)

// readCSV reads grades.csv by the format's rules, and returns a map of header to cell for each row.
func readCSV(t *testing.T, c Class) []map[string]string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, c.WriteCSV(&out))
	text, ok := strings.CutPrefix(out.String(), byteOrderMark)
	require.True(t, ok, "spreadsheets need the byte order mark")
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	require.NoError(t, err)
	var all []map[string]string
	for _, row := range rows[1:] {
		cells := map[string]string{}
		for i, header := range rows[0] {
			cells[header] = row[i]
		}
		require.Len(t, cells, len(rows[0]), "two headers are the same")
		all = append(all, cells)
	}
	return all
}

func TestCSVRoundTrips(t *testing.T) {
	class := newClass(t, 300)
	rows := readCSV(t, class)
	require.Len(t, rows, 300)
	for i, s := range class.Students {
		row := rows[i]
		assert.Equal(t, []string{s.Student, s.Name, s.Email, s.Group, string(s.State), strconv.FormatBool(s.Late), strconv.Itoa(s.Max)},
			[]string{row["id"], row["name"], row["email"], row["group"], row["state"], row["late"], row["max"]})
		for _, l := range s.Lessons {
			if !l.State.Final() {
				assert.Empty(t, row[l.ID], "a lesson without a verdict is no number")
				assert.Empty(t, row["points"])
				continue
			}
			assert.Equal(t, strconv.Itoa(l.Points), row[l.ID])
			sum := 0
			for header, cell := range row {
				if strings.HasPrefix(header, l.ID+"/") {
					n, err := strconv.Atoi(cell)
					require.NoError(t, err, header)
					sum += n
				}
			}
			assert.Equal(t, l.Points, sum, "the steps' points add up")
		}
	}
	assert.Len(t, rows[0], 9+4+29, "a column for each lesson and step of the course")
}

// The columns are the course's, even if nobody has results of a step.
func TestCSVOfNobody(t *testing.T) {
	class := newClass(t, 1)
	class.Students[0].Lessons = nil
	class.Students[0].State = results.Missing
	rows := readCSV(t, class)
	assert.Equal(t, "0", rows[0]["02-mutex/order"])
	class.Students = nil
	assert.Empty(t, readCSV(t, class))
}

func TestCSVCellsAreHarmless(t *testing.T) {
	names := []string{
		"=1+1", "+82 10", "-2", "@SUM(A1)", "\t=1+1", "\r=1+1", "=cmd|' /C calc'!A0", "＝1+1", "a;=1", `=HYPERLINK("http://e.vil";"x")`, "'=1", " =1", "김\"민,수\n",
	}
	class := Class{}
	for i, name := range names {
		s := graded(name, 1)
		s.Name, s.Email, s.Group = name, name, name
		s.Lessons[0].ID, s.Lessons[0].Steps = fmt.Sprint(name, i), nil
		class.Students = append(class.Students, s)
	}
	class.Students = append(class.Students, hostile())
	for i, row := range readCSV(t, class) {
		for header, cell := range row {
			for _, text := range []string{header, cell} {
				assert.NotRegexp(t, `(^|;)[\s"]*[=+\-@＝＋－＠\t\r]`, text)
				assert.NotRegexp(t, unprintable+`|\n`, text)
			}
		}
		if i < len(names) && !strings.ContainsAny(names[i], "\t\r\n") {
			for _, header := range []string{"id", "name", "email", "group"} {
				assert.Equal(t, names[i], safetext.FromCell(row[header]), header)
			}
		}
	}
}

// The points of who is in no roster are not final either, while a lesson has no verdict.
func TestNoPointsWithoutAVerdict(t *testing.T) {
	s := graded("s1", 1)
	s.State, s.Lessons[0].State = results.Unmatched, results.Unstable
	class := Class{Students: []results.Student{s}}
	assert.Empty(t, readCSV(t, class)[0]["points"])
	assert.Contains(t, tableOf(term.Style{Column: 80}, "en", class.Students), "?/2")
	assert.Contains(t, markdownText(t, class, s, "en"), "no grade yet")
}
