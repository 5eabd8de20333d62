package cli

import (
	"context"
	"errors"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/progress"
	"sharedmap-workshop/checker/internal/quiz"
)

// The JSON of `checker quiz`. It has the options in the order in which they are shown.
type (
	quizDoc struct {
		Version int          `json:"version"`
		Lessons []quizLesson `json:"lessons"`
	}
	quizLesson struct {
		ID        string         `json:"id"`
		Right     int            `json:"right"`
		Total     int            `json:"total"`
		Questions []quizQuestion `json:"questions"`
	}
	quizQuestion struct {
		ID       string              `json:"id"`
		Program  string              `json:"program"`
		Kind     course.QuestionKind `json:"kind"`
		Ask      string              `json:"ask"`
		Options  []string            `json:"options"`
		Answered bool                `json:"answered"`         // rightly, at any time
		Answer   int                 `json:"answer,omitempty"` // the number of the right option, once it was answered
	}
)

// askable is a lesson with questions.
type askable struct {
	lesson    course.Lesson
	questions []course.Question
}

func (a *app) quizCommand() *cobra.Command {
	var again bool
	c := a.command("quiz [LESSON]", func(c *cobra.Command, names []string) error { return a.quiz(c.Context(), names, again) })
	c.Args = a.atMostOne
	c.Flags().BoolVar(&again, "again", false, a.say.Say("flag.quiz.again"))
	return c
}

// quiz asks the questions of the named lesson, or of the first lesson that has a question to ask.
func (a *app) quiz(ctx context.Context, names []string, again bool) error {
	lessons := a.course.Lessons
	if len(names) > 0 {
		l, err := a.lesson(names[0])
		if err != nil {
			return err
		}
		lessons = []course.Lesson{l}
	}
	root, err := a.repo()
	if err != nil {
		return err
	}
	all, err := a.askables(root, lessons)
	if err != nil {
		return err
	}
	store := a.openProgress(root)
	if a.json {
		return a.writeJSON(a.quizDoc(all, store))
	}
	if l := firstToAsk(all, store, again); l != nil {
		return a.askAll(ctx, root, *l, again)
	}
	a.nothingToAsk(lessons, all)
	return nil
}

// firstToAsk returns the first lesson with a question that is still to be answered, or, to ask again, the first lesson. It returns nil if
// there is none.
func firstToAsk(all []askable, store *progress.Store, again bool) *askable {
	for i, l := range all {
		if again || l.right(store) < len(l.questions) {
			return &all[i]
		}
	}
	return nil
}

// askables returns the lessons that have questions. It reports a quiz.toml that is wrong.
func (a *app) askables(root string, lessons []course.Lesson) ([]askable, error) {
	var out []askable
	for _, l := range lessons {
		questions, err := course.Questions(os.DirFS(root), l)
		if err != nil {
			a.print(a.Stderr, a.say.Say("quiz.broken", "id", l.ID, "error", err.Error()))
			return nil, exitCode(exitMachine)
		}
		if len(questions) > 0 {
			out = append(out, askable{l, questions})
		}
	}
	return out, nil
}

// right returns how many of the lesson's questions were answered rightly.
func (l askable) right(store *progress.Store) int {
	n := 0
	for _, q := range l.questions {
		if store.Answered(l.lesson.ID, q.ID) {
			n++
		}
	}
	return n
}

// nothingToAsk writes why none of the lessons has a question to ask.
func (a *app) nothingToAsk(lessons []course.Lesson, all []askable) {
	switch {
	case len(all) > 0 && len(lessons) == 1:
		a.print(a.Stdout, a.say.Say("quiz.all-answered", "id", all[0].lesson.ID))
	case len(all) > 0:
		a.print(a.Stdout, a.say.Say("quiz.every-answered"))
	case len(lessons) == 1:
		a.print(a.Stdout, a.say.Say("quiz.none", "id", lessons[0].ID))
	default:
		a.print(a.Stdout, a.say.Say("quiz.none-anywhere"))
	}
}

func (a *app) quizDoc(all []askable, store *progress.Store) quizDoc {
	doc, lang := quizDoc{Version: 1, Lessons: []quizLesson{}}, a.say.Lang()
	for _, l := range all {
		out := quizLesson{ID: l.lesson.ID, Right: l.right(store), Total: len(l.questions)}
		for _, q := range l.questions {
			shown := quizQuestion{q.ID, q.Program, q.Kind, q.Ask.In(lang), nil, store.Answered(l.lesson.ID, q.ID), 0}
			for i, at := range quiz.Order(l.lesson.ID, q) {
				shown.Options = append(shown.Options, q.Options[at].Text.In(lang))
				if shown.Answered && q.Options[at].Right {
					shown.Answer = i + 1
				}
			}
			out.Questions = append(out.Questions, shown)
		}
		doc.Lessons = append(doc.Lessons, out)
	}
	return doc
}

// whyNoEvidence returns a sentence about why a question's program could not be run, or its schedules not be tried.
func (a *app) whyNoEvidence(err error) string {
	var broken *quiz.BuildError
	var machine *gotest.EnvironmentError
	why := err.Error()
	switch {
	case errors.As(err, &broken):
		why = a.say.Say("quiz.does-not-compile", "error", lastLine(broken.Output))
	case errors.As(err, &machine):
		why = a.say.Say("machine." + string(machine.Fault))
	case errors.Is(err, quiz.ErrEndless):
		why = a.say.Say("quiz.endless")
	}
	first, _, _ := strings.Cut(strings.TrimSpace(why), "\n")
	return first
}
