package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/outcome"
	"sharedmap-workshop/checker/internal/progress"
	"sharedmap-workshop/checker/internal/term"
)

// The JSON of `checker list`.
type (
	listDoc struct {
		Version int          `json:"version"`
		Earned  int          `json:"earned"` // the points of the steps that were ever green
		Points  int          `json:"points"` // the points of all steps
		Lessons []listLesson `json:"lessons"`
	}
	listLesson struct {
		ID      string     `json:"id"`
		Title   string     `json:"title"`
		Goal    string     `json:"goal"`
		File    string     `json:"file"`
		Minutes int        `json:"minutes"`
		Earned  int        `json:"earned"`
		Points  int        `json:"points"`
		Changed bool       `json:"changed"` // an update replaced the original
		Steps   []listStep `json:"steps"`
	}
	listStep struct {
		ID     string `json:"id"`
		Title  string `json:"title"`
		Points int    `json:"points"`
		Done   bool   `json:"done"`
		Hints  int    `json:"hints"` // the number of hints taken
	}
)

func (a *app) listCommand() *cobra.Command {
	c := a.command("list", func(*cobra.Command, []string) error { return a.list() })
	c.Args = a.noArgs
	return c
}

func (a *app) list() error {
	root, err := a.repo()
	if err != nil {
		return err
	}
	store := a.openProgress(root)
	doc := a.listDoc(root, store)
	if a.json {
		return a.writeJSON(doc)
	}
	a.showList(a.Stdout, a.style(a.Stdout), doc)
	return nil
}

func (a *app) showList(w io.Writer, style term.Style, doc listDoc) {
	p := style.Palette()
	for _, l := range doc.Lessons {
		about := a.say.Say("list.about", "minutes", l.Minutes, "earned", l.Earned, "points", l.Points)
		fmt.Fprintf(w, "%s  %s  %s\n", p.Bold(l.ID), l.Title, p.Dim(about))
		fmt.Fprintf(w, "  %s\n", p.Dim(l.File))
		if l.Changed {
			fmt.Fprintf(w, "  %s\n", p.Note(a.say.Say("list.changed", "id", l.ID)))
		}
		for _, s := range l.Steps {
			if style.Plain {
				fmt.Fprintln(w, a.say.Say(map[bool]string{true: "plain.done", false: "plain.open"}[s.Done], "step", course.ShortID(s.ID), "title", s.Title, "notes", a.listNotes(s)))
				continue
			}
			mark := p.Dim(a.say.Say("list.open"))
			if s.Done {
				mark = p.Good(a.say.Say("list.done"))
			}
			fmt.Fprintf(w, "  %s %s %s\n", term.Pad(mark, 6), term.Pad(p.Code(course.ShortID(s.ID)), 20), s.Title+"  "+p.Dim(a.listNotes(s)))
		}
		fmt.Fprintln(w)
	}
	fmt.Fprintln(w, p.Bold(a.say.Say("list.total", "earned", doc.Earned, "points", doc.Points)))
	writeWrapped(w, style, a.say.Say("list.what-points-are"), fmt.Sprint)
}

func (a *app) listDoc(root string, store *progress.Store) listDoc {
	doc := listDoc{Version: 1}
	lang := a.say.Lang()
	for _, l := range a.course.Lessons {
		out := listLesson{
			ID: l.ID, Title: l.Title.In(lang), Goal: l.Goal.In(lang), File: l.Path(), Minutes: l.Minutes, Points: l.Points(), Changed: a.outdated(root, store, l),
		}
		for _, s := range l.Steps {
			step := listStep{l.StepID(s), s.Title.In(lang), s.Points, store.Done(outcome.StepOf(l, s)), store.Hints(l.StepID(s), l.WasIDs(s)...)}
			if step.Done {
				out.Earned += s.Points
			}
			out.Steps = append(out.Steps, step)
		}
		doc.Earned, doc.Points = doc.Earned+out.Earned, doc.Points+out.Points
		doc.Lessons = append(doc.Lessons, out)
	}
	return doc
}

// openProgress reads the progress. It reports an error to the user, but the command goes on with empty progress.
func (a *app) openProgress(root string) *progress.Store {
	store, err := progress.Open(root, now())
	if err != nil {
		a.print(a.Stderr, a.say.Say("progress.unreadable", "error", err.Error()))
	}
	if store.Aside != "" {
		a.print(a.Stderr, a.say.Say("progress.aside", "file", store.Aside))
	}
	return store
}

// listNotes returns the text after a step's title: the points and the number of hints taken.
func (a *app) listNotes(s listStep) string {
	notes := a.say.Say("list.points", "points", s.Points)
	if s.Hints > 0 {
		notes += ", " + a.say.Say("hint.taken", "count", s.Hints)
	}
	return notes
}
