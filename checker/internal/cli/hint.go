package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/outcome"
	"sharedmap-workshop/checker/internal/progress"
	"sharedmap-workshop/checker/internal/term"
)

// hintDoc is the JSON of `checker hint`.
type hintDoc struct {
	Version int      `json:"version"`
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Taken   int      `json:"taken"` // the number of hints taken
	Total   int      `json:"total"`
	Hints   []string `json:"hints"` // the hints taken, the newest last
}

func (a *app) hintCommand() *cobra.Command {
	c := a.command("hint [STEP]", func(_ *cobra.Command, names []string) error { return a.hint(names) })
	c.Args = a.atMostOne
	return c
}

// hint shows the next hint of the first red step of the latest run if it is among those named, or else of the first of them that was never passed; without
// a name all steps are meant. It records that the hint was taken.
func (a *app) hint(names []string) error {
	choices, err := a.choose(names)
	if err != nil {
		return err
	}
	root, err := a.repo()
	if err != nil {
		return err
	}
	store := a.openProgress(root)
	l, s, open := stepAtWork(choices, store)
	if !open {
		l, s, open = firstOpen(choices, store)
	}
	if !open && a.json {
		return a.writeJSON(hintDoc{Version: 1, Hints: []string{}})
	}
	if !open {
		a.print(a.Stdout, a.say.Say("hint.none-open"))
		return nil
	}
	doc := takeHint(store, l, s, a.say.Lang())
	a.save(store)
	if a.json {
		return a.writeJSON(doc)
	}
	a.showHint(doc, a.stepName(l, s))
	return nil
}

// stepAtWork returns the step that was the first red one in the latest run, and whether there is one.
func stepAtWork(choices []course.Choice, store *progress.Store) (course.Lesson, course.Step, bool) {
	for _, c := range choices {
		for _, s := range c.Steps {
			if c.Lesson.StepID(s) == store.Red() {
				return c.Lesson, s, true
			}
		}
	}
	return course.Lesson{}, course.Step{}, false
}

// firstOpen returns the first chosen step that was never passed, and whether there is one. If only one step is chosen, it returns that step in any case.
func firstOpen(choices []course.Choice, store *progress.Store) (course.Lesson, course.Step, bool) {
	if len(choices) == 1 && len(choices[0].Steps) == 1 {
		return choices[0].Lesson, choices[0].Steps[0], true
	}
	for _, c := range choices {
		for _, s := range c.Steps {
			if !store.Done(outcome.StepOf(c.Lesson, s)) {
				return c.Lesson, s, true
			}
		}
	}
	return course.Lesson{}, course.Step{}, false
}

// takeHint takes one more hint of the step, if one is left, and returns all hints taken.
func takeHint(store *progress.Store, l course.Lesson, s course.Step, lang string) hintDoc {
	taken := store.NextHint(outcome.StepOf(l, s))
	doc := hintDoc{1, l.StepID(s), s.Title.In(lang), taken, len(s.Hints), nil}
	for _, h := range s.Hints[:taken] {
		doc.Hints = append(doc.Hints, strings.TrimSpace(h.In(lang)))
	}
	return doc
}

func (a *app) showHint(doc hintDoc, name string) {
	p := a.style(a.Stdout).Palette()
	fmt.Fprintf(a.Stdout, "%s  %s\n\n", p.Bold(doc.ID), doc.Title)
	for i, h := range doc.Hints {
		if i > 0 {
			fmt.Fprintln(a.Stdout)
		}
		fmt.Fprintln(a.Stdout, p.Note(a.say.Say("hint.number", "n", i+1, "total", doc.Total)))
		for _, line := range term.Wrap(term.Flow(h), 76) {
			fmt.Fprintf(a.Stdout, "  %s\n", line)
		}
	}
	key := "hint.more"
	if doc.Taken == doc.Total {
		key = "hint.last"
	}
	fmt.Fprintf(a.Stdout, "\n%s\n    %s\n", a.say.Say(key), p.Code(a.say.Command(map[bool]string{true: "run", false: "hint"}[doc.Taken == doc.Total], name)))
}

// save saves the progress and reports whether that succeeded. It reports an error to the user, but the command goes on.
func (a *app) save(store *progress.Store) bool {
	err := store.Save()
	if err != nil {
		a.print(a.Stderr, a.say.Say("progress.unwritable", "error", err.Error()))
	}
	return err == nil
}
