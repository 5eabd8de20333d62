package report

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"path"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/safetext"
)

const sarifSchema = "https://json.schemastore.org/sarif-2.1.0.json"

// WriteSARIF writes the findings as SARIF 2.1.0, one result for each cause. The lines of a race's accesses, and those at which goroutines wait, are
// related locations. A schedule is a code flow with one thread flow for each goroutine; executionOrder gives the order over all of them.
func WriteSARIF(w io.Writer, say *msg.Printer, r Results) error {
	s := sarifWriter{say: say, rules: map[goout.Kind]int{}}
	run := sarifRun{Language: say.Lang(), ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	for _, p := range r.problems() {
		run.Results = append(run.Results, s.result(p))
	}
	run.Tool.Driver = sarifDriver{Name: "checker", Version: sarifVersion(r.Version), Rules: s.driver}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	if err := e.Encode(sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{run}}); err != nil {
		return fmt.Errorf("write SARIF: %w", err)
	}
	return nil
}

// A sarifWriter collects the rules that the results use.
type sarifWriter struct {
	say    *msg.Printer
	rules  map[goout.Kind]int
	driver []sarifRule
}

// rule returns the index of the rule for the kind.
func (s *sarifWriter) rule(k goout.Kind) int {
	i, ok := s.rules[k]
	if !ok {
		i = len(s.driver)
		s.rules[k] = i
		about := sarifMessage{s.say.Say("rule." + string(k))}
		s.driver = append(s.driver, sarifRule{ID: string(k), Short: about, Full: about, Help: about, Default: sarifLevel{levelOf(k)}})
	}
	return i
}

// sarifVersion returns the version as the format asks for it: beginning with a number. Commits get the version number of the findings before them.
func sarifVersion(v string) string {
	if v == "" || v[0] >= '0' && v[0] <= '9' && strings.Contains(v, ".") {
		return v
	}
	return "1+" + strings.Trim(v, "()")
}

func levelOf(k goout.Kind) string {
	if k == goout.KindUnknown {
		return "warning"
	}
	return "error"
}

func (s *sarifWriter) result(p problem) sarifResult {
	out := sarifResult{
		Rule: string(p.Kind), RuleIndex: s.rule(p.Kind), Level: levelOf(p.Kind), Message: sarifMessage{safeLines(p.text(s.say))},
		Fingerprints: map[string]string{"finding/v1": p.fingerprint},
	}
	if p.count > 1 {
		out.Occurrences = p.count
	}
	if p.File != "" {
		main := sarifPlace(p, goout.Location{File: p.File, Line: p.Line, Func: p.Func}, "")
		if main.Physical.Region != nil && p.Column > 0 {
			main.Physical.Region.StartColumn = p.Column
		}
		out.Locations = []sarifLocation{main}
	}
	for i, l := range s.related(p) {
		id := i
		l.ID = &id
		out.Related = append(out.Related, l)
	}
	if len(p.Trace) > 0 {
		out.CodeFlows = []sarifCodeFlow{{s.threads(p)}}
	}
	return out
}

// maxRelated is how many lines a result names besides its own.
const maxRelated = 50

// related returns the other lines of a problem: accesses, where their goroutines started, waiting goroutines, and lines of the pattern.
func (s *sarifWriter) related(p problem) []sarifLocation {
	var out []sarifLocation
	add := func(l goout.Location, message string) {
		if l.File != "" && len(out) < maxRelated {
			out = append(out, sarifPlace(p, l, safetext.Line(message)))
		}
	}
	for _, a := range p.Accesses {
		key := "formats.reads"
		if isWrite(a) {
			key = "formats.writes"
		}
		add(goout.Location{File: a.File, Line: a.Line, Func: a.Func}, s.say.Say(key))
		if a.Created != nil {
			add(*a.Created, s.say.Say("formats.started"))
		}
	}
	if p.Kind != goout.KindDataRace {
		for _, g := range p.Goroutines {
			add(goout.Location{File: g.File, Line: g.Line, Func: g.Func}, s.say.Say("formats.waits", "state", operation(g)))
		}
	}
	for _, l := range p.Other {
		add(l, s.say.Say("picture.also"))
	}
	return out
}

// threads returns one thread flow for each goroutine of a schedule, in the order of their first steps.
func (s *sarifWriter) threads(p problem) []sarifThreadFlow {
	var out []sarifThreadFlow
	at := map[string]int{}
	for i, e := range p.Trace {
		if e.File == "" {
			continue
		}
		n, ok := at[e.Goroutine]
		if !ok {
			n = len(out)
			at[e.Goroutine] = n
			out = append(out, sarifThreadFlow{ID: safetext.Line(e.Goroutine), Message: sarifMessage{safetext.Line(e.Goroutine)}})
		}
		step := sarifFlowLocation{Location: sarifPlace(p, goout.Location{File: e.File, Line: e.Line}, safetext.Line(eventText(e))), Order: i + 1}
		if e.Switch {
			step.Level = "essential"
		}
		out[n].Locations = append(out[n].Locations, step)
	}
	return out
}

// eventText returns what a goroutine did in one step of a schedule: its line, and the value that it read or wrote.
func eventText(e goout.Event) string {
	text := e.Goroutine + ": " + e.Op
	if e.Code != "" {
		text = e.Goroutine + ": " + e.Code
	}
	if e.Value != "" {
		text += "  // " + strings.TrimSpace(e.Op+" "+e.Name) + " " + e.Value
	}
	return text
}

// sarifPlace returns a line as a location. Its message is left out if it is "".
func sarifPlace(p problem, l goout.Location, message string) sarifLocation {
	out := sarifLocation{Physical: sarifPhysical{Artifact: sarifArtifact{fileURI(p.local(l.File))}}}
	if l.Line > 0 {
		out.Physical.Region = &sarifRegion{StartLine: l.Line}
	}
	if l.Func != "" {
		out.Logical = []sarifName{{safetext.Line(l.Func), "function"}}
	}
	if message != "" {
		out.Message = &sarifMessage{message}
	}
	return out
}

// fileURI returns a file's name as a URI: relative, or with the scheme file if it is absolute.
func fileURI(file string) string {
	file = safetext.Line(goout.Slashed(file))
	if len(file) > 1 && file[1] == ':' { // a drive of Windows
		file = "/" + file
	}
	if path.IsAbs(file) {
		return (&url.URL{Scheme: "file", Path: file}).String()
	}
	return strings.TrimPrefix((&url.URL{Path: file}).String(), "./")
}
