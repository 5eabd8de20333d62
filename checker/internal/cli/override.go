package cli

import (
	"errors"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"sharedmap-workshop/checker/internal/classreport"
	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/points"
	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/safetext"
)

// overrideFlags are the flags of `checker override`.
type overrideFlags struct {
	why  string
	undo bool
}

// overrideCommand returns the command `checker override OUT STUDENT LESSON/STEP POINTS`.
func (a *app) overrideCommand() *cobra.Command {
	var flags overrideFlags
	c := a.command("override OUT STUDENT LESSON/STEP POINTS", func(_ *cobra.Command, args []string) error {
		return a.override(args, flags)
	})
	c.Args = func(_ *cobra.Command, args []string) error {
		if want := map[bool]int{false: 4, true: 3}[flags.undo]; len(args) != want {
			return usage(a.say.Say(map[bool]string{false: "override.args", true: "override.args-undo"}[flags.undo]))
		}
		return nil
	}
	c.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		var none *pflag.NotExistError
		if errors.As(err, &none) && isNumber(none.GetSpecifiedName()) { // points below 0 look like a flag
			return usage(a.say.Say("override.negative", "points", "-"+none.GetSpecifiedShortnames()))
		}
		return a.flagError(c, err)
	})
	c.Flags().StringVar(&flags.why, "why", "", a.say.Say("flag.why"))
	c.Flags().BoolVar(&flags.undo, "undo", false, a.say.Say("flag.undo"))
	return c
}

func isNumber(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return !unicode.IsDigit(r) }) < 0
}

// override sets the points of a student's step, or takes that back. Everything is checked before the file is opened for writing.
func (a *app) override(args []string, flags overrideFlags) error {
	out, id := args[0], args[1]
	o, err := a.newOverride(args, flags)
	if err != nil {
		return err
	}
	scheme, err := a.scheme(out, "")
	if err != nil {
		return err
	}
	lines, err := a.readResults(out, "results.none")
	if err != nil {
		return err
	}
	if err := a.checkOverride(lines, id, o.Step, flags.undo); err != nil {
		return err
	}
	before, after, lines, err := a.appendOverride(out, id, o, flags.undo)
	if err != nil {
		return err
	}
	class := classreport.Class{Course: a.course, Students: points.WithOverrides(a.course, inOrder(lines)), At: now(), Scheme: scheme}
	return a.overrideEnd(out, o.Step, before, after, class)
}

// newOverride returns the override that the command line says. What is to be undone has no points, and its step may have left the course.
func (a *app) newOverride(args []string, flags overrideFlags) (results.Override, error) {
	lesson, step, err := a.oneStep(args[2])
	if err != nil && flags.undo {
		return results.Override{Step: args[2]}, nil
	}
	if err != nil {
		return results.Override{}, err
	}
	o := results.Override{Step: lesson.StepID(step), Why: strings.TrimSpace(flags.why), At: now().UTC().Truncate(time.Second)}
	if flags.undo {
		return o, nil
	}
	if o.Points, err = a.overridePoints(args[3], o.Step, step.Points); err != nil {
		return o, err
	}
	if o.Why == "" {
		return o, usage(a.say.Say("override.no-why"))
	}
	return o, nil
}

// oneStep returns the step of a name.
func (a *app) oneStep(name string) (course.Lesson, course.Step, error) {
	choices, err := a.choose([]string{name})
	if err != nil {
		return course.Lesson{}, course.Step{}, err
	}
	if len(choices) != 1 || len(choices[0].Steps) != 1 {
		return course.Lesson{}, course.Step{}, usage(a.say.Say("override.one-step", "name", safetext.Line(name)))
	}
	return choices[0].Lesson, choices[0].Steps[0], nil
}

// overridePoints returns the points that the text says, from 0 to the largest number of the step.
func (a *app) overridePoints(text, step string, most int) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > most {
		return 0, usage(a.say.Say("override.points", "points", safetext.Line(text), "step", step, "max", most))
	}
	return n, nil
}

// checkOverride returns a usage error if there is no such student, or nothing to take back.
func (a *app) checkOverride(lines []results.Student, id, step string, undo bool) error {
	i := slices.IndexFunc(lines, func(s results.Student) bool { return s.Student == id })
	if i < 0 {
		return a.noStudent(lines, id)
	}
	if undo && !slices.ContainsFunc(lines[i].Overrides, func(o results.Override) bool { return o.Step == step }) {
		return usage(a.say.Say("override.nothing", "id", safetext.Line(id), "step", safetext.Line(step)))
	}
	return nil
}

// noStudent returns the usage error for an id that no student has. It names the ids of students of that name, and similar ids.
func (a *app) noStudent(lines []results.Student, id string) error {
	text := a.say.Say("results.no-student", "id", safetext.Line(id))
	var ids, named []string
	for _, s := range lines {
		ids = append(ids, safetext.Line(s.Student))
		if s.Name == id && id != "" {
			named = append(named, safetext.Line(s.Student))
		}
	}
	if near := append(named, course.Closest(ids, id)...); len(near) > 0 {
		text += "\n" + a.say.Say("usage.near", "names", strings.Join(near[:min(len(near), 5)], ", "))
	}
	return usage(text)
}

// appendOverride appends the student's line with the override, or without it. It returns that line, the one before, and the last lines of all.
func (a *app) appendOverride(out, id string, o results.Override, undo bool) (before, after results.Student, lines []results.Student, err error) {
	name := filepath.Join(out, results.FileName)
	file, all, err := results.Open(name)
	if err != nil {
		return before, after, nil, a.outError(name, err)
	}
	defer file.Close()
	lines = results.Last(all) // read again: now the file is locked
	if err := a.checkOverride(lines, id, o.Step, undo); err != nil {
		return before, after, nil, err
	}
	i := slices.IndexFunc(lines, func(s results.Student) bool { return s.Student == id })
	before, after = lines[i], lines[i].With(o)
	if undo {
		after = lines[i].Without(o.Step)
	}
	if err := file.Append(after); err != nil {
		return before, after, nil, a.outError(name, err)
	}
	lines[i] = after
	return before, after, lines, nil
}

// overrideEnd makes the reports anew and says what has changed.
func (a *app) overrideEnd(out, step string, before, after results.Student, class classreport.Class) error {
	if err := class.WriteFilesOf(out, after.Student, a.say); err != nil {
		return a.outError(out, err)
	}
	if a.json {
		return a.writeJSON(after)
	}
	both := points.WithOverrides(a.course, []results.Student{before, after})
	a.print(a.Stdout, a.say.Say("override.done", "id", safetext.Line(after.Student), "step", safetext.Line(step), "before", stepPoints(both[0], step), "after", stepPoints(both[1], step),
		"points", both[1].Points, "max", both[1].Max))
	a.print(a.Stdout, a.say.Say("override.written", "out", safetext.Line(out)))
	return nil
}

// stepPoints returns the points that a student has for a step.
func stepPoints(s results.Student, step string) int {
	for _, l := range s.Lessons {
		for _, own := range l.Steps {
			if own.ID == step {
				return own.Points
			}
		}
	}
	return 0
}
