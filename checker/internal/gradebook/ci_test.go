package gradebook_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/classreport"
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/gradebook"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/results"
)

// junit is what a CI reads of a JUnit file.
type junit struct {
	XMLName  xml.Name `xml:"testsuites"`
	Tests    int      `xml:"tests,attr"`
	Failures int      `xml:"failures,attr"`
	Suites   []struct {
		Name     string `xml:"name,attr"`
		Tests    int    `xml:"tests,attr"`
		Failures int    `xml:"failures,attr"`
		Skipped  int    `xml:"skipped,attr"`
		Cases    []struct {
			Class   string  `xml:"classname,attr"`
			Name    string  `xml:"name,attr"`
			Time    float64 `xml:"time,attr"`
			Skipped *struct {
				Message string `xml:"message,attr"`
			} `xml:"skipped"`
			Failure *struct {
				Message string `xml:"message,attr"`
				Type    string `xml:"type,attr"`
				Text    string `xml:",chardata"`
			} `xml:"failure"`
		} `xml:"testcase"`
	} `xml:"testsuite"`
}

// junitText returns the class as JUnit. Each line is taken away as soon as the writer has seen it: a class may be larger than the memory.
func junitText(t *testing.T, c classreport.Class) string {
	t.Helper()
	light := c
	light.Students = nil
	for _, s := range c.Students {
		light.Students = append(light.Students, results.Student{Student: s.Student, Name: s.Name})
	}
	lines := func(visit func(results.Student) error) error {
		for _, s := range c.Students {
			var own results.Student
			b, err := json.Marshal(s)
			require.NoError(t, err)
			require.NoError(t, json.Unmarshal(b, &own))
			if err := visit(own); err != nil {
				return err
			}
			for i := range own.Lessons {
				clear(own.Lessons[i].Steps)
				clear(own.Lessons[i].Refusals)
			}
			clear(own.Lessons)
		}
		return nil
	}
	return written(t, func(w *bytes.Buffer) error { return gradebook.JUnit(w, light, lines, msg.New("en")) })
}

func readJUnit(t *testing.T, c classreport.Class) junit {
	t.Helper()
	var doc junit
	require.NoError(t, xml.Unmarshal([]byte(junitText(t, c)), &doc))
	return doc
}

func TestJUnitHasACaseForEachStep(t *testing.T) {
	c := class()
	c.Students[3].Lessons[1] = results.Lesson{ID: "02-b", State: results.Missing, Max: 6}
	doc := readJUnit(t, c)
	assert.Equal(t, []int{12, 6}, []int{doc.Tests, doc.Failures})
	require.Len(t, doc.Suites, 8)
	s2 := doc.Suites[2]
	assert.Equal(t, "s2/01-a", s2.Name)
	assert.Equal(t, []string{"TestX", "TestY"}, []string{s2.Cases[0].Name, s2.Cases[1].Name})
	assert.Nil(t, s2.Cases[0].Failure)
	assert.Equal(t, "data-race", s2.Cases[1].Failure.Type)
	assert.Contains(t, s2.Cases[1].Failure.Text, "s2/lessons/01-a/a.go:7")
	assert.NotNil(t, doc.Suites[4].Cases[0].Skipped, "no verdict is no failure")
	assert.Contains(t, doc.Suites[7].Cases[0].Failure.Message, "No file of this lesson was found")
}

func TestJUnitTakesAnyName(t *testing.T) {
	doc := readJUnit(t, nastyClass())
	require.Len(t, doc.Suites, 2*len(nasty))
	for i, name := range nasty {
		first, _, _ := strings.Cut(name, "\n")
		first = strings.ReplaceAll(first, "\x1b", "·")
		assert.Contains(t, doc.Suites[2*i].Cases[1].Failure.Text, strings.TrimSpace("Data race: "+first))
	}
}

// sarif is what a reader of SARIF needs of it.
type sarif struct {
	Version string `json:"version"`
	Runs    []struct {
		Results []struct {
			Rule      string `json:"ruleId"`
			Message   struct{ Text string }
			Locations []struct {
				Physical struct {
					Artifact struct{ URI string } `json:"artifactLocation"`
					Region   struct {
						StartLine int `json:"startLine"`
					}
				} `json:"physicalLocation"`
			}
		}
	}
}

func TestSARIFNamesTheFilesOfEachStudent(t *testing.T) {
	c := class()
	c.Students[3].Lessons[1] = results.Lesson{ID: "02-b", State: results.Refused, Path: "x/b.go", Refusals: []results.Refusal{{Line: 3, Text: "no answer needs os"}}}
	c.Students[3].Lessons[0] = results.Lesson{ID: "01-a", State: results.DoesNotBuild, Findings: []goout.Finding{{Kind: goout.KindBuild, Text: "undefined: x", File: "a.go", Line: 7}}}
	c.Students[0].Lessons[1] = results.Lesson{ID: "02-b", State: results.Missing}
	var doc sarif
	text := written(t, func(w *bytes.Buffer) error { return gradebook.SARIF(w, c, msg.New("en")) })
	assert.NotContains(t, text, "occurrenceCount", "the first step of a lesson that does not build stands for all")
	require.NoError(t, json.Unmarshal([]byte(text), &doc))
	assert.Equal(t, "2.1.0", doc.Version)
	found := map[string]int{}
	for _, r := range doc.Runs[0].Results {
		require.Len(t, r.Locations, 1, r.Message.Text)
		found[r.Locations[0].Physical.Artifact.URI] = r.Locations[0].Physical.Region.StartLine
	}
	assert.Equal(t, map[string]int{"s2/lessons/01-a/a.go": 7, "s2/lessons/02-b/b.go": 7, "s3/lessons/02-b/b.go": 7, "s4/lessons/01-a/a.go": 7, "s4/lessons/02-b/b.go": 3}, found)
}

func TestMarkdownHasARowForEachStudent(t *testing.T) {
	for _, c := range []classreport.Class{class(), nastyClass(), outOf(t, class(), "out_of = 10\npass = 5")} {
		text := written(t, func(w *bytes.Buffer) error { return gradebook.Markdown(w, c, msg.New("en")) })
		var rows []string
		for line := range strings.SplitSeq(text, "\n") {
			if strings.HasPrefix(line, "|") {
				rows = append(rows, line)
			}
		}
		require.Len(t, rows, 2+len(c.Students))
		for _, row := range rows {
			assert.Equal(t, strings.Count(rows[1], "|"), strings.Count(strings.ReplaceAll(row, `\|`, ""), "|"), row)
			assert.NotContains(t, row, "</failure>")
		}
	}
	text := written(t, func(w *bytes.Buffer) error {
		return gradebook.Markdown(w, outOf(t, class(), "out_of = 10\npass = 5"), msg.New("en"))
	})
	assert.Contains(t, text, "| 3/10 | graded, below the pass line | 1 | 2 |")
}

// GitHub refuses a summary that is too large.
func TestMarkdownStaysSmall(t *testing.T) {
	c := class()
	s := c.Students[0]
	s.Name = strings.Repeat("x", 4000)
	for range 1000 {
		c.Students = append(c.Students, s)
	}
	text := written(t, func(w *bytes.Buffer) error { return gradebook.Markdown(w, c, msg.New("en")) })
	assert.Less(t, len(text), 1<<20)
	assert.Regexp(t, `and \d+ more\n$`, text)
}
