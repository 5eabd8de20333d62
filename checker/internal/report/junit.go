package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"sharedmap-workshop/checker/internal/msg"
)

// The elements of a JUnit report, as gotestsum writes them.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Time     string       `xml:"time,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Skipped  int         `xml:"skipped,attr,omitempty"`
		Time     string      `xml:"time,attr"`
		Name     string      `xml:"name,attr"`
		Cases    []junitCase `xml:"testcase"`
		seconds  float64
	}
	junitCase struct {
		Class   string       `xml:"classname,attr"`
		Name    string       `xml:"name,attr"`
		Time    string       `xml:"time,attr"`
		Skipped *junitReason `xml:"skipped"`
		Failure *junitReason `xml:"failure"`
	}
	junitReason struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr,omitempty"`
		Text    string `xml:",chardata"`
	}
)

// WriteJUnit writes the results as JUnit XML: a suite for each package, a case for each test. A finding that belongs to no test is a case of the name
// of its kind and place. The texts of several findings of one test stand in one failure, because readers of the format expect one.
func WriteJUnit(w io.Writer, say *msg.Printer, r Results) error {
	var all junitSuites
	at := map[string]int{}
	total := 0.0
	for _, t := range r.Tests {
		i, ok := at[t.Package]
		if !ok {
			i = len(all.Suites)
			at[t.Package] = i
			all.Suites = append(all.Suites, junitSuite{Name: safeLines(t.Package)})
		}
		s := &all.Suites[i]
		for _, c := range junitCases(say, r, t) {
			s.add(c)
		}
		s.seconds += t.Seconds
		total += t.Seconds
		s.Time = seconds(s.seconds)
	}
	for _, s := range all.Suites {
		all.Tests += s.Tests
		all.Failures += s.Failures
	}
	all.Time = seconds(total)
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return fmt.Errorf("write JUnit: %w", err)
	}
	e := xml.NewEncoder(w)
	e.Indent("", "\t")
	if err := e.Encode(all); err != nil {
		return fmt.Errorf("write JUnit: %w", err)
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func (s *junitSuite) add(c junitCase) {
	s.Tests++
	if c.Failure != nil {
		s.Failures++
	}
	if c.Skipped != nil {
		s.Skipped++
	}
	s.Cases = append(s.Cases, c)
}

// junitCases returns the cases of a test: one, or one for each cause if the test has no name.
func junitCases(say *msg.Printer, r Results, t ResultTest) []junitCase {
	problems := Results{Tests: []ResultTest{t}, Src: r.Src, Local: r.Local}.problems()
	base := junitCase{Class: safeLines(t.Package), Name: safeLines(t.Name), Time: seconds(t.Seconds)}
	switch {
	case t.Name == "":
		var out []junitCase
		for _, p := range problems {
			c := base
			c.Name = strings.TrimSpace(string(p.Kind) + " " + safeLines(p.at()))
			c.Failure = junitFailure(say, []problem{p})
			out = append(out, c)
		}
		return out
	case len(problems) > 0:
		base.Failure = junitFailure(say, problems)
	case t.Skipped != "":
		base.Skipped = &junitReason{Message: safeLines(t.Skipped)}
	}
	return []junitCase{base}
}

// junitFailure returns the failure with the texts of the problems.
func junitFailure(say *msg.Printer, problems []problem) *junitReason {
	out := &junitReason{Message: safeLines(problems[0].firstLine(say)), Type: string(problems[0].Kind)}
	var b strings.Builder
	for _, p := range problems {
		if at := p.at(); at != "" {
			b.WriteString(at + ": ")
		}
		b.WriteString(string(p.Kind) + "\n" + p.text(say) + "\n")
	}
	out.Text = safeLines(b.String())
	return out
}

func seconds(s float64) string { return fmt.Sprintf("%.6f", s) }
