package lessonpage

import (
	"html/template"
	"io/fs"
	"path"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/outcome"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/term"
)

// redView explains the first red step.
type redView struct {
	ID, Title   string
	Heading     string
	GreenBefore bool
	OtherLang   bool // the tests' words are in another language than the page, and running the lesson again changes that
	NotBuilt    string
	Findings    []findingView
	More        string // how many further findings are not shown
	Terminal    string // the same as on the terminal
	Schedule    string // the address of the schedule that breaks the step, or ""
	Play        string // the address at which the reader is the scheduler of the step, or ""
}

// findingView is a finding of the first red step.
type findingView struct {
	Kind, Place      string
	Editor           template.URL
	Text             []string
	Expected, Actual string
	Pattern          string
	TaughtBy         string // the address of the lesson that teaches it
	TaughtWords      string
	Sites            []siteView
	Sides            bool // the sites are the two accesses of a race
}

// siteView is a line that belongs to a finding, with the code around it.
type siteView struct {
	Head, Place string
	Notes       []string
	Editor      template.URL
	Code        []codeLine
}

// red explains the first red step. It returns nil if there is none.
func (b builder) red(judged outcome.Lesson, run report.Run, src fs.FS) *redView {
	i := firstRed(judged)
	if i < 0 {
		return nil
	}
	s := judged.Steps[i]
	v := &redView{ID: s.Step.ID, Title: s.Step.Title.In(b.say.Lang()), GreenBefore: run.Lessons[0].Steps[i].GreenBefore && judged.Build == nil, NotBuilt: report.NotBuilt(judged, b.say)}
	v.Heading = b.say.Say("run.first-red", "id", s.Step.ID)
	if judged.Build != nil {
		v.Heading = b.say.Say("run.why-"+judged.Build.Kind, "lesson", b.l.ID)
		v.Title = ""
	}
	shown, more := report.Shown(b.say, run, i)
	for _, f := range shown {
		v.Findings = append(v.Findings, b.finding(f, src))
	}
	if more > 0 {
		v.More = b.say.Say("run.more-findings", "count", more)
	}
	v.Terminal = paragraph(report.Explanation(term.Style{Column: terminalColumns}, b.say, run, i))
	if s.Explored != nil && s.Explored.Result != nil && !s.Explored.Result.OK() {
		v.Schedule = b.page.To(path.Join("/lesson", b.l.ID, "schedule", s.Step.ID)) + "#0"
	}
	if judged.Build == nil {
		v.Play = b.playAddress(s.Step)
	}
	return v
}

// terminalColumns is the width of the explanation as on a terminal.
const terminalColumns = 80

func (b builder) finding(f report.ShownFinding, src fs.FS) findingView {
	v := findingView{Kind: b.say.Say("kind." + string(f.Kind)), Place: f.Place, Pattern: f.Pattern}
	if f.Place != "" {
		v.Editor = b.editor(inRepo(f.Place), max(1, f.Line))
	}
	for _, line := range f.Text {
		if strings.TrimSpace(line) != "" {
			v.Text = append(v.Text, paragraph(line))
		}
	}
	v.Expected, v.Actual = f.Values()
	v.Expected, v.Actual = paragraph(v.Expected), paragraph(v.Actual)
	if f.TaughtBy != "" && f.TaughtBy != b.l.ID {
		v.TaughtBy, v.TaughtWords = b.page.To(path.Join("/lesson", f.TaughtBy)), b.say.Say("web.taught", "lesson", f.TaughtBy)
	}
	for _, s := range f.Sites {
		v.Sites = append(v.Sites, b.site(s, src))
		v.Sides = v.Sides || s.Side
	}
	if f.Kind == goout.KindSchedule { // the player shows it
		v.Place, v.Sites = "", nil
	}
	return v
}

// around is how many lines are shown before and after a line.
const around = 2

func (b builder) site(s report.ShownSite, src fs.FS) siteView {
	v := siteView{Head: s.Head, Place: s.Place}
	for _, n := range s.Notes {
		v.Notes = append(v.Notes, paragraph(n))
	}
	v.Head = paragraph(v.Head)
	if s.File == "" || s.Line == 0 {
		return v
	}
	name := inRepo(s.Place)
	v.Editor = b.editor(name, s.Line)
	if code, err := fs.ReadFile(src, name); err == nil {
		v.Code = excerpt(string(code), s.Line, around)
	}
	return v
}

// inRepo returns the file of a place, without its line and column.
func inRepo(place string) string {
	file, _, _ := strings.Cut(place, ":")
	return file
}
