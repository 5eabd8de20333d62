package report

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"sharedmap-workshop/checker/internal/msg"
)

// The elements of a JUnit report, as gotestsum writes them, below testsuites.
type (
	junitSuite struct {
		XMLName  xml.Name    `xml:"testsuite"`
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
	return WriteJUnitParts(w, say, func(visit func(Results) error) error { return visit(r) })
}

// WriteJUnitParts is WriteJUnit for results that are too many to be held: parts calls its argument with one part after the other. All tests of a package
// are in one part. The report begins with its totals, so parts is called twice, and must give the same each time.
func WriteJUnitParts(w io.Writer, say *msg.Printer, parts func(visit func(Results) error) error) error {
	var tests, failures int
	var total float64
	if err := parts(func(r Results) error {
		for _, s := range suitesOf(say, r) {
			tests, failures = tests+s.Tests, failures+s.Failures
		}
		for _, t := range r.Tests {
			total += t.Seconds
		}
		return nil
	}); err != nil {
		return err
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return fmt.Errorf("write JUnit: %w", err)
	}
	e := xml.NewEncoder(w)
	e.Indent("", "\t")
	all := xml.StartElement{Name: xml.Name{Local: "testsuites"}, Attr: []xml.Attr{
		attribute("tests", strconv.Itoa(tests)), attribute("failures", strconv.Itoa(failures)), attribute("errors", "0"), attribute("time", seconds(total)),
	}}
	if err := e.EncodeToken(all); err != nil {
		return fmt.Errorf("write JUnit: %w", err)
	}
	if err := parts(func(r Results) error {
		for _, s := range suitesOf(say, r) {
			if err := e.Encode(s); err != nil {
				return fmt.Errorf("write JUnit: %w", err)
			}
		}
		return nil
	}); err != nil {
		return err
	}
	if err := errors.Join(e.EncodeToken(all.End()), e.Flush()); err != nil {
		return fmt.Errorf("write JUnit: %w", err)
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func attribute(name, value string) xml.Attr {
	return xml.Attr{Name: xml.Name{Local: name}, Value: value}
}

// suitesOf returns the suites of a part, in the order in which their packages come.
func suitesOf(say *msg.Printer, r Results) []*junitSuite {
	var all []*junitSuite
	at := map[string]*junitSuite{}
	for _, t := range r.Tests {
		s := at[t.Package]
		if s == nil {
			s = &junitSuite{Name: safeLines(t.Package)}
			at[t.Package] = s
			all = append(all, s)
		}
		for _, c := range junitCases(say, r, t) {
			s.add(c)
		}
		s.seconds += t.Seconds
		s.Time = seconds(s.seconds)
	}
	return all
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
