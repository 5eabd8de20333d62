package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"

	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
	"sharedmap-workshop/checker/internal/verify"
)

// TrialsReport is the JSON of `checker verify`.
type TrialsReport struct {
	Version int           `json:"version"`
	OK      bool          `json:"ok"`
	Faults  []string      `json:"faults"`
	Trials  []TrialReport `json:"trials"`

	Explained *verify.ExplanationScore `json:"explained,omitempty"` // the score of the explanations of the bank's wrong answers
}

// TrialReport is the result of one trial.
type TrialReport struct {
	Kind   verify.Kind `json:"kind"`
	Lesson string      `json:"lesson"`
	Name   string      `json:"name"`
	Runs   int         `json:"runs"`
	Red    int         `json:"red"`
	Green  int         `json:"green"`
	Open   int         `json:"not_judged,omitempty"`
	OK     bool        `json:"ok"`
}

// TrialsDoc returns the JSON of the outcomes.
func TrialsDoc(outcomes []verify.Outcome, faults []string) TrialsReport {
	doc := TrialsReport{Version: 1, OK: verify.AllOK(outcomes) && len(faults) == 0, Faults: slices.Concat([]string{}, faults)}
	for _, o := range verify.Sorted(outcomes) {
		runs, red, green := o.Sum()
		doc.Trials = append(doc.Trials, TrialReport{o.Trial.Kind, o.Trial.Lesson.ID, o.Trial.Name, runs, red, green, o.NotJudged(), o.OK()})
	}
	return doc
}

// Trials writes the table of the outcomes, then the wrong verdicts and the faults.
func Trials(w io.Writer, style term.Style, say *msg.Printer, outcomes []verify.Outcome, faults []string) {
	p := style.Palette()
	all := verify.Sorted(outcomes)
	trialTable(w, style, say, all)
	total, wrong := 0, 0
	for _, o := range all {
		runs, _, _ := o.Sum()
		total += runs
		wrong += writeWrong(w, p, say, o)
	}
	for _, f := range faults {
		fmt.Fprintln(w, p.Bad(term.Fold(f, style.Column)))
	}
	fmt.Fprintln(w, say.Say("verify.sum", "trials", len(all), "runs", total, "wrong", wrong))
	if verify.AllOK(outcomes) && len(faults) == 0 {
		fmt.Fprintln(w, p.Good(say.Say("verify.all-ok")))
	}
}

// writeWrong writes each step of an outcome that gave a wrong verdict, with the end of its output. It returns the number of wrong runs.
func writeWrong(w io.Writer, p term.Palette, say *msg.Printer, o verify.Outcome) int {
	name := o.Trial.Lesson.ID + "/" + string(o.Trial.Kind) + "/" + o.Trial.Name
	if o.Build != nil {
		fmt.Fprintf(w, "%s\n%s\n", p.Bad(name+": "+say.Say("verify.not-built")), tail(o.Build.Output, 8))
		return 1
	}
	wrong := 0
	for _, t := range o.Steps {
		if t.NotJudged > 0 {
			fmt.Fprintln(w, p.Note(say.Say("verify.step-open", "name", name, "step", t.Step.ID, "count", t.NotJudged, "why", t.Reason)))
		}
		if t.Wrong() == 0 {
			continue
		}
		wrong += t.Wrong()
		fmt.Fprintln(w, p.Bad(say.Say("verify.step-wrong", "name", name, "step", t.Step.ID, "want", t.Want, "count", t.Wrong(), "runs", t.Red+t.Green)))
		fmt.Fprint(w, tail(t.Sample, 12))
	}
	return wrong
}

func tail(out []byte, n int) string {
	text := strings.TrimSpace(string(out))
	if text == "" {
		return ""
	}
	lines := strings.Split(text, "\n")
	return "    " + strings.Join(lines[max(0, len(lines)-n):], "\n    ") + "\n"
}

func trialTable(w io.Writer, style term.Style, say *msg.Printer, outcomes []verify.Outcome) {
	t := table.NewWriter()
	look := table.StyleLight
	if style.Ascii {
		look = table.StyleDefault
	}
	look.Options.DrawBorder = false
	look.Options.SeparateColumns = false
	look.Format.Header = 0 // no capitals: Korean has none
	t.SetStyle(look)
	t.AppendHeader(table.Row{say.Say("verify.kind"), say.Say("verify.answer"), say.Say("verify.runs"), say.Say("verify.red"), say.Say("verify.green"), ""})
	p := style.Palette()
	for _, o := range outcomes {
		runs, red, green := o.Sum()
		verdict := p.Good(say.Say("verify.ok"))
		if !o.OK() {
			verdict = p.Bad(say.Say("verify.wrong"))
		}
		if o.Wrong() == 0 && o.NotJudged() > 0 {
			verdict = p.Note("?")
		}
		t.AppendRow(table.Row{o.Trial.Kind, o.Trial.Lesson.ID + "/" + o.Trial.Name, runs, red, green, verdict})
	}
	fmt.Fprintln(w, t.Render())
}
