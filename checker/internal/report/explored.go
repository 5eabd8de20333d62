package report

import (
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/blame"
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/instrument"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
)

// Exploration is the JSON of `checker explore`.
type Exploration struct {
	Version int            `json:"version"`
	Tests   []ExploredTest `json:"tests"`
}

// ExploredTest is the result of exploring one scenario or test. Status is pass, fail, capped or not-explorable.
type ExploredTest struct {
	Test      string          `json:"test"`
	Status    string          `json:"status"`
	Schedules int             `json:"schedules"`
	Failed    int             `json:"failed,omitempty"` // with --all
	Seconds   float64         `json:"seconds"`
	Choices   []int           `json:"schedule,omitempty"` // the choices of the failing schedule, for a replay
	Notes     []string        `json:"notes,omitempty"`
	Findings  []goout.Finding `json:"findings"`

	dir     string           // the folder of the files that findings name without a folder
	src     fs.FS            // that folder's files, or nil
	Steps   []ExploredStep   `json:"steps,omitempty"`   // of the failing schedule, each with how everything stood before it
	Final   *explore.Moment  `json:"final,omitempty"`   // how everything stood at its end
	Objects []explore.Object `json:"objects,omitempty"` // the locks, channels, variables … of its steps

	bound  int
	delays bool // the bound limits delays, not preemptions
	anyway bool // explored although the scheduler does not control all of it
}

// NewExploredTest turns the result of an exploration into its report. It makes file names relative to dir.
func NewExploredTest(name, dir string, r *explore.Result, err error, reasons []instrument.Reason, say *msg.Printer) ExploredTest {
	t := ExploredTest{Test: name, Status: "pass", Findings: []goout.Finding{}, dir: dir}
	if r == nil {
		t.Status, t.Notes = "not-explorable", reasonWords(reasons, say)
		if len(reasons) == 0 {
			t.Notes = []string{strings.TrimSpace(fmt.Sprint(err))}
		}
		return t
	}
	t.Schedules, t.Failed, t.Seconds, t.bound, t.delays = r.Schedules, r.Failed, round(r.Millis/1000), r.Bound, r.Delays
	if f := ScheduleFinding(r, say); f != nil && !((len(reasons) > 0 || r.Outside) && maybeUncontrolled(r.Cause)) {
		t.Status, t.Choices = "fail", r.Choices
		relativize(f, dir)
		t.Steps, t.Final, t.Objects = exploredSteps(r.Trace, dir), relativeMoment(r.Final, dir), r.Objects
		t.Findings = append(t.Findings, *f)
		if more := ScheduleFinding(r.Also, say); more != nil {
			relativize(more, dir)
			t.Findings = append(t.Findings, *more)
		}
	} else if r.Capped {
		t.Status = "capped"
		t.Notes = append(t.Notes, scheduleNote(r, nil, say))
	}
	if r.Cause == explore.Skipped {
		t.Status = "not-explorable"
		t.Notes = append(t.Notes, say.Say("schedule.skipped", "why", r.Message))
	}
	if r.Outside && maybeUncontrolled(r.Cause) {
		t.Status = "not-explorable"
	}
	if len(reasons) > 0 && t.Status != "fail" {
		t.Status, t.anyway = "not-explorable", r.Cause == explore.None
	}
	if t.Status == "fail" {
		t.Notes = append(t.Notes, outsideNotes(reasons, say)...)
	} else {
		t.Notes = append(t.Notes, reasonWords(reasons, say)...)
	}
	if r.Outside {
		t.Notes = append(t.Notes, say.Say("schedule.outside"))
	}
	return t
}

// Explain adds to the findings what the sources show. src has the files that the findings name.
func (t *ExploredTest) Explain(src fs.FS) {
	t.src, t.Findings = src, blame.ExplainAll(t.Findings, src)
}

// reasonWords returns the reasons why a test cannot be explored, one sentence each.
func reasonWords(reasons []instrument.Reason, say *msg.Printer) []string {
	var out []string
	for _, r := range reasons {
		if r.File == "" {
			out = append(out, say.Say("schedule."+r.Kind, "what", r.What))
			continue
		}
		out = append(out, say.Say("schedule.not-explorable", "what", r.What, "place", fmt.Sprintf("%s:%d", filepath.Base(r.File), r.Line)))
	}
	return out
}

// outsideNotes returns a sentence for each operation of a failing test that the scheduler does not control. The finding is valid in spite of
// those operations.
func outsideNotes(reasons []instrument.Reason, say *msg.Printer) []string {
	var out []string
	for _, r := range reasons {
		if r.File != "" {
			out = append(out, say.Say("schedule.also-outside", "what", r.What, "place", fmt.Sprintf("%s:%d", filepath.Base(r.File), r.Line)))
		}
	}
	return out
}

// maybeUncontrolled reports whether operations outside the scheduler's control, instead of the test, may have caused the result.
func maybeUncontrolled(c explore.Cause) bool {
	return c == explore.Nondeterministic || c == explore.Endless
}

// Explored writes a line for each explored test, and the picture of each failing schedule.
func Explored(w io.Writer, style term.Style, say *msg.Printer, doc Exploration) {
	p := style.Palette()
	for _, t := range doc.Tests {
		mark := p.Good(style.Mark(true))
		if t.Status == "fail" {
			mark = p.Bad(style.Mark(false))
		} else if t.Status != "pass" {
			mark = p.Note("?")
		}
		fmt.Fprintf(w, "%s %s\n", mark, p.Bold(t.Test))
		if t.Status == "pass" {
			tried := "schedule.all-tried"
			if t.delays {
				tried = "schedule.all-delays"
			}
			if t.Schedules == 1 {
				tried = "schedule.one-tried"
			}
			writeWrapped(w, style, say.Say(tried, "schedules", t.Schedules, "bound", t.bound, "millis", int(t.Seconds*1000+0.5)))
		}
		for _, f := range t.Findings {
			if f.File != "" && f.Line > 0 {
				fmt.Fprintf(w, "  %s\n", p.Code(fmt.Sprintf("%s:%d", f.File, f.Line)))
			}
			finding(w, style, say, f, t.src)
		}
		if t.Failed > 0 {
			writeWrapped(w, style, say.Say("schedule.failed-of", "failed", t.Failed, "schedules", t.Schedules))
		}
		for _, note := range t.Notes {
			writeWrapped(w, style, note)
		}
		if t.anyway {
			writeWrapped(w, style, say.Say("schedule.tried-anyway", "schedules", t.Schedules))
		}
	}
}
