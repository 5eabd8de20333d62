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
	Taken   int      `json:"taken"` // how many of the hints have been taken by now
	Total   int      `json:"total"`
	Hints   []string `json:"hints"` // those taken, the newest last
}

func (a *app) hintCommand() *cobra.Command {
	c := a.command("hint [STEP]", func(_ *cobra.Command, names []string) error { return a.hint(names) })
	c.Args = a.atMostOne
	return c
}

// hint shows the next hint of the first open step, or of the one named, and remembers that it was taken.
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
	l, s, open := firstOpen(choices, store)
	if !open && a.json {
		return a.writeJSON(hintDoc{Version: 1, Hints: []string{}})
	}
	if !open {
		a.tell(a.Stdout, a.say.Say("hint.none-open"))
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

// firstOpen finds the first step that was never passed; a step that was named alone counts as open whatever it is.
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

// takeHint takes one hint more, as long as there is one.
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
	fmt.Fprintf(a.Stdout, "\n%s\n    %s\n", a.say.Say(key), p.Code("go run ./checker "+map[bool]string{true: "run ", false: "hint "}[doc.Taken == doc.Total]+name))
}

// save keeps the progress and reports whether it could; a folder that cannot be written costs the memory of it only.
func (a *app) save(store *progress.Store) bool {
	err := store.Save()
	if err != nil {
		a.tell(a.Stderr, a.say.Say("progress.unwritable", "error", err.Error()))
	}
	return err == nil
}
