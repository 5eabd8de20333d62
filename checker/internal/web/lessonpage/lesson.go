package lessonpage

import (
	"fmt"
	"html/template"
	"io/fs"
	"os"
	"path"
	"strings"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/outcome"
	"sharedmap-workshop/checker/internal/progress"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/safetext"
	"sharedmap-workshop/checker/internal/term"
	"sharedmap-workshop/checker/internal/watch"
)

// lessonView is a lesson in one language.
type lessonView struct {
	Lang, ID, Title, Goal string
	About                 string // minutes and points
	File                  string
	Editor                template.URL // opens the file in the editor
	Status                string       // what is going on, in a sentence
	Busy                  bool
	Judged                bool // there is a verdict
	Notes                 []string
	Steps                 []stepView
	Passed                int
	Learnt                []learnt
	Red                   *redView
	Hints                 *hintView
	Questions             []questionView
	Solution              *solutionView
	Text                  any // template.HTML
	page                  page
	printer               *msg.Printer
}

// stepView is a step in the list.
type stepView struct {
	ID, Title, Points string
	Mark, Class       string
	State             string // in a word
	Seconds           string
	Play              string // the address at which the reader is the scheduler of the step, or ""
}

// learnt is what a step that has just turned green has shown.
type learnt struct{ Title, Proves, Ours string }

// hintView is the hints of a step that were taken.
type hintView struct {
	Step, Title string
	Taken       []string
	Total       int
	Heads       []string
}

// More reports whether there is a hint to take.
func (v hintView) More() bool { return len(v.Taken) < v.Total }

// builder makes a lessonView.
type builder struct {
	*handler
	l        course.Lesson
	watch    watch.View
	store    *progress.Store
	say      *msg.Printer
	page     page
	answered string // the question that was just answered, and the option
}

// Say returns a text in the lesson's language.
func (v lessonView) Say(key string) string { return v.printer.Say(key) }

// To returns an address that keeps the view.
func (v lessonView) To(address string) string { return v.page.To(address) }

// View returns the page's view, for forms.
func (v lessonView) View() string { return v.page.View }

// tabTitle returns the title of the browser's tab: it tells from afar how many steps are green.
func (v lessonView) tabTitle() string {
	return fmt.Sprintf("%d/%d · %s %s", v.Passed, len(v.Steps), v.ID, v.Title)
}

func (b builder) build() lessonView {
	lang := b.say.Lang()
	v := lessonView{Lang: lang, ID: b.l.ID, Title: b.l.Title.In(lang), Goal: term.Flow(b.l.Goal.In(lang)), File: b.l.Path(), Editor: b.editor(b.l.Path(), 1), Busy: b.watch.Busy, page: b.page}
	v.printer = b.say
	judged := b.judged()
	v.Steps, v.Passed = b.steps(judged)
	v.About = b.about()
	v.Status = b.status(judged)
	v.Judged = judged != nil
	if judged != nil {
		src := b.source()
		v.Notes = report.NotesOf(*judged, b.say)
		v.Notes = append(v.Notes, b.turnedRed()...)
		run := report.New([]outcome.Lesson{*judged}, b.say, src)
		run.MarkGreenBefore(b.wasGreen)
		v.Red = b.red(*judged, run, src)
		if ran := b.watch.Verdict; v.Red != nil && ran != nil && b.page.View != both {
			v.Red.OtherLang = ran.Lang != "" && ran.Lang != lang
		}
		v.Learnt = b.learnt()
	}
	if b.watch.Err != nil {
		v.Notes = append(v.Notes, report.FaultWords(b.watch.Err, b.say))
	}
	if b.watch.SaveErr != nil {
		v.Notes = append(v.Notes, b.say.Say("progress.unwritable", "error", b.watch.SaveErr.Error()))
	}
	for i := range v.Notes {
		v.Notes[i] = paragraph(v.Notes[i])
	}
	v.Hints = b.hints(judged)
	v.Questions = b.questions()
	if stepsDone(b.store, b.l) || judged != nil && judged.Passed() == len(b.l.Steps) && b.watch.RaceVerdict == nil {
		v.Solution = b.solution()
	}
	v.Text = b.text()
	return v
}

// judged returns the verdict to show: the one of the race run while schedules are being tried, else the last one. It is nil before the first.
func (b builder) judged() *outcome.Lesson {
	if b.watch.RaceVerdict != nil {
		return b.watch.RaceVerdict
	}
	if b.watch.Verdict != nil {
		return &b.watch.Verdict.Lesson
	}
	return nil
}

// source returns the repo's tree with the student's file as it was when the verdict was made.
func (b builder) source() fs.FS {
	tree := os.DirFS(b.Root)
	if v := b.watch.Verdict; v != nil && b.watch.RaceVerdict == nil && v.Source != nil {
		return course.Overlaid(tree, b.l.Path(), v.Source)
	}
	return tree
}

// about returns how long the lesson takes and how many of its points are earned.
func (b builder) about() string {
	earned := 0
	for _, s := range b.l.Steps {
		if b.store.Done(outcome.StepOf(b.l, s)) {
			earned += s.Points
		}
	}
	return b.say.Say("list.about", "minutes", b.l.Minutes, "earned", earned, "points", b.l.Points())
}

// status returns a sentence about what is going on. A screen reader reads it at each change.
func (b builder) status(judged *outcome.Lesson) string {
	v := b.watch
	switch {
	case v.Busy && v.RaceVerdict != nil:
		return b.say.Say("watch.exploring", "id", b.l.ID)
	case v.Busy && v.Done > 0:
		return b.say.Say("watch.running", "id", b.l.ID, "done", v.Done, "total", len(b.l.Steps))
	case v.Busy:
		return b.say.Say("watch.compiling", "id", b.l.ID)
	case judged == nil:
		return b.say.Say("web.not-run", "id", b.l.ID)
	case judged.Passed() == len(b.l.Steps):
		return b.say.Say("web.all-green", "id", b.l.ID)
	}
	text := b.say.Say("web.count", "id", b.l.ID, "passed", judged.Passed(), "total", len(b.l.Steps))
	if i := firstRed(*judged); i >= 0 && judged.Build == nil {
		text += " " + b.say.Say("run.first-red", "id", judged.Steps[i].Step.ID)
	}
	return text
}

// turnedRed returns the sentences about steps that were green in this watch and are red now.
func (b builder) turnedRed() []string {
	var out []string
	for _, t := range b.watch.TurnedRed {
		out = append(out, b.say.Say("watch.turned-red", "time", t.Save.Format("15:04:05"), "steps", t.Step.ID))
	}
	return out
}

// wasGreen reports whether a step was ever green.
func (b builder) wasGreen(id string) bool {
	for _, s := range b.l.Steps {
		if b.l.StepID(s) == id {
			return b.store.Done(outcome.StepOf(b.l, s))
		}
	}
	return false
}

// learnt returns what the tests of the newly green steps have shown.
func (b builder) learnt() []learnt {
	var out []learnt
	lang := b.say.Lang()
	for _, s := range b.watch.NewlyPassed[:min(len(b.watch.NewlyPassed), report.MaxLearnt)] {
		out = append(out, learnt{b.say.Say("run.proved", "step", s.ID), term.Flow(s.Proves.In(lang)), b.say.Say("run.ours", "why", term.Flow(s.Why.In(lang)))})
	}
	return out
}

// editor returns an address that opens a file of the repo in the editor, at a line.
func (b builder) editor(name string, line int) template.URL {
	return template.URL(term.EditorURL(path.Join(strings.ReplaceAll(b.Root, `\`, "/"), name), line)) //nolint:gosec // made of our own scheme, and its path is escaped
}

// paragraph returns a text as lines that are safe to show.
func paragraph(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = safetext.Line(strings.ReplaceAll(lines[i], "\t", "    "))
	}
	return strings.Join(lines, "\n")
}

// firstRed returns the index of the first red step, or -1.
func firstRed(l outcome.Lesson) int {
	for i, s := range l.Steps {
		if s.Status == outcome.Fail {
			return i
		}
	}
	return -1
}
