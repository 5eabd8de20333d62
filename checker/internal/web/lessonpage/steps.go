package lessonpage

import (
	"cmp"
	"strings"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/outcome"
	"sharedmap-workshop/checker/internal/term"
)

// steps returns the steps with their states, and how many of them are green.
func (b builder) steps(judged *outcome.Lesson) (out []stepView, passed int) {
	for _, s := range b.l.Steps {
		v := stepView{ID: s.ID, Title: s.Title.In(b.say.Lang()), Points: b.say.Say("list.points", "points", s.Points)}
		v.Play = b.playAddress(s)
		v.Class = b.stateOf(s, judged)
		v.Mark = map[string]string{"pass": "✓", "fail": "✗", "before": "✓", "open": "·"}[v.Class]
		v.Mark = cmp.Or(v.Mark, "?")
		v.State = b.say.Say("web.state." + v.Class)
		if v.Class == "pass" || judged == nil && v.Class == "before" {
			passed++
		}
		out = append(out, v)
	}
	return out, passed
}

// playAddress returns the address at which the reader is the scheduler of a step, or "" for a step without a scenario.
func (b builder) playAddress(s course.Step) string {
	if b.Play == nil || s.Scenario == "" {
		return ""
	}
	return b.page.To(b.Play(b.l, s))
}

// stateOf returns the class of a step: the verdict, or without one whether the step was green before.
func (b builder) stateOf(s course.Step, judged *outcome.Lesson) string {
	if judged != nil {
		for _, x := range judged.Steps {
			if x.Step.ID == s.ID && x.Status != outcome.NotRun {
				return string(x.Status)
			}
		}
		return string(outcome.NotRun)
	}
	if b.store.Done(outcome.StepOf(b.l, s)) {
		return "before"
	}
	return "open"
}

// hints returns the hints of the first step that is not green, or nil.
func (b builder) hints(judged *outcome.Lesson) *hintView {
	for _, s := range b.l.Steps {
		switch b.stateOf(s, judged) {
		case "pass", "before":
			continue
		}
		lang := b.say.Lang()
		v := &hintView{Step: s.ID, Title: s.Title.In(lang), Total: len(s.Hints)}
		for i, text := range s.Hints[:min(b.store.Hints(b.l.StepID(s), b.l.WasIDs(s)...), len(s.Hints))] {
			v.Taken = append(v.Taken, term.Flow(strings.TrimSpace(text.In(lang))))
			v.Heads = append(v.Heads, b.say.Say("hint.number", "n", i+1, "total", len(s.Hints)))
		}
		return v
	}
	return nil
}
