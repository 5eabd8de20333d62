package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sharedmap-workshop/checker/internal/intake"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/safetext"
	"sharedmap-workshop/checker/internal/shard"
)

// gradeFlags are the flags of `checker grade`.
type gradeFlags struct {
	out, roster, deadline, take, isolation, since, shard, gradescope string
	only                                                             []string
	repeat                                                           int
	dryRun, retry                                                    bool
}

// gradeCommand returns the command `checker grade DIR`.
func (a *app) gradeCommand() *cobra.Command {
	var flags gradeFlags
	c := a.command("grade DIR", func(c *cobra.Command, args []string) error {
		return a.grade(c.Context(), args[0], flags)
	})
	c.Args = a.gradeArgs
	f := c.Flags()
	f.StringVar(&flags.out, "out", "", a.say.Say("flag.grade-out"))
	f.StringVar(&flags.roster, "roster", "", a.say.Say("flag.roster"))
	f.StringVar(&flags.deadline, "deadline", "", a.say.Say("flag.deadline"))
	f.StringVar(&flags.take, "take", string(intake.TakeLast), a.say.Say("flag.take"))
	f.BoolVar(&flags.dryRun, "dry-run", false, a.say.Say("flag.dry-run"))
	f.StringVar(&flags.isolation, "isolation", string(defaultIsolation()), a.say.Say("flag.isolation"))
	f.StringSliceVar(&flags.only, "only", nil, a.say.Say("flag.grade-only"))
	f.StringVar(&flags.since, "since", "", a.say.Say("flag.since"))
	f.BoolVar(&flags.retry, "retry", false, a.say.Say("flag.retry"))
	f.StringVar(&flags.shard, "shard", "", a.say.Say("flag.shard"))
	f.StringVar(&flags.gradescope, "gradescope", "", a.say.Say("flag.gradescope"))
	f.IntVar(&flags.repeat, "repeat", 0, a.say.Say("flag.repeat"))
	return c
}

// gradeArgs returns a usage error if there is not exactly one folder or zip.
func (a *app) gradeArgs(_ *cobra.Command, args []string) error {
	switch len(args) {
	case 0:
		return usage(a.say.Say("grade.no-dir"))
	case 1:
		return nil
	}
	return usage(a.say.Say("grade.one-dir", "name", safetext.Line(args[1])))
}

// grade reads a class, and grades it or shows what would be graded.
func (a *app) grade(ctx context.Context, dir string, flags gradeFlags) error {
	o, err := a.intakeOptions(ctx, flags)
	if err != nil {
		return err
	}
	if flags.out == "" && !flags.dryRun {
		return usage(a.say.Say("grade.no-out", "dir", safetext.Line(dir)))
	}
	if flags.gradescope != "" && flags.dryRun {
		return usage(a.say.Say("gradescope.dry"))
	}
	if flags.repeat < 0 {
		return usage(a.say.Say("grade.repeat", "value", flags.repeat))
	}
	class, part, err := a.readClass(ctx, dir, flags, o)
	if err != nil {
		return err
	}
	whole := class
	if part != nil {
		whole = part.whole // of a small class there may be nothing in a shard
	}
	live, err := a.newLiveResult(whole, part, flags)
	if err != nil {
		return err
	}
	if !flags.dryRun && somethingHandedIn(whole) {
		return a.gradeClass(ctx, class, part, flags, live)
	}
	live.nothing()
	if a.json {
		err = a.writeJSON(a.gradeDoc(class, flags.roster, o.Roster))
	} else {
		g := gradeTable{a, a.Stdout, a.style(a.Stdout), class}
		g.write(dir, flags.roster, o)
	}
	if err != nil {
		return err
	}
	if !somethingHandedIn(whole) {
		a.print(a.Stderr, a.say.Say("grade.nothing", "dir", safetext.Line(dir)))
		return exitCode(exitMachine)
	}
	if count(class).MachineFault > 0 {
		return errRed
	}
	return nil
}

// readClass reads the class, or the part of it that --shard names. Without --shard the part is nil.
func (a *app) readClass(ctx context.Context, dir string, flags gradeFlags, o intake.Options) (*intake.Class, *gradeShard, error) {
	var asked shard.Shard
	var err error
	if flags.shard != "" {
		if asked, err = a.shardOf(flags.shard); err != nil {
			return nil, nil, err
		}
	}
	class, err := intake.Read(ctx, dir, o)
	if err != nil {
		return nil, nil, a.classError(dir, err)
	}
	if flags.shard == "" {
		return class, nil, nil
	}
	part, err := a.partOf(class, asked, flags, o)
	if err != nil {
		return nil, nil, err
	}
	a.print(a.Stderr, a.say.Say("shard.is", "shard", asked.String(), "count", len(part.class.Students), "total", len(class.Students)))
	return part.class, part, nil
}

// somethingHandedIn reports whether there is a file of a lesson.
func somethingHandedIn(class *intake.Class) bool {
	return slices.ContainsFunc(class.Students, func(s intake.Student) bool { return len(s.Lessons) > 0 })
}

// intakeOptions returns the options that the flags ask for.
func (a *app) intakeOptions(ctx context.Context, flags gradeFlags) (intake.Options, error) {
	o := intake.Options{Course: a.course, Take: intake.Take(flags.take), Zone: time.Local, Skip: flags.out}
	if !slices.Contains(intake.Takes(), o.Take) {
		return o, usage(a.say.Say("grade.take", "value", safetext.Line(flags.take)))
	}
	if flags.deadline != "" {
		at, err := intake.ParseDeadline(flags.deadline)
		if err != nil {
			key := "grade.deadline"
			switch {
			case errors.Is(err, intake.ErrZone):
				key = "grade.deadline-zone"
			case errors.Is(err, intake.ErrUnknownZone):
				key = "grade.deadline-unknown-zone"
			}
			return o, usage(a.say.Say(key, "value", safetext.Line(flags.deadline)))
		}
		o.Deadline, o.Zone = at, at.Location()
	}
	if flags.roster == "" {
		return o, nil
	}
	roster, err := await(ctx, func() (*intake.Roster, error) { return readRoster(flags.roster, o.Zone) }) // it may be a pipe
	var wrong *intake.RosterError
	var system *fs.PathError
	switch {
	case errors.As(err, &wrong):
		return o, usage(a.rosterWords(flags.roster, wrong))
	case errors.As(err, &system):
		return o, usage(a.say.Say("grade.roster-unreadable", "file", safetext.Line(flags.roster), "error", report.ErrorWords(system, a.say)))
	}
	o.Roster = roster
	return o, err
}

func readRoster(name string, zone *time.Location) (*intake.Roster, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return intake.ReadRoster(f, zone)
}

// maxRosterProblems is how many problems of a roster are shown.
const maxRosterProblems = 10

// rosterWords returns the text about a roster that cannot be used, a line for each problem.
func (a *app) rosterWords(file string, wrong *intake.RosterError) string {
	lines := []string{a.say.Say("grade.roster-bad", "file", safetext.Line(file))}
	for _, p := range wrong.Problems[:min(len(wrong.Problems), maxRosterProblems)] {
		lines = append(lines, "  "+a.say.Say("roster."+p.Why, "line", p.Line, "other", p.Other, "what", safetext.Line(p.What)))
	}
	if more := len(wrong.Problems) - maxRosterProblems; more > 0 {
		lines = append(lines, "  "+a.say.Say("grade.roster-more", "count", more))
	}
	return strings.Join(lines, "\n")
}

// classError returns the error for a class that cannot be read: the command line is wrong, or the class is.
func (a *app) classError(dir string, err error) error {
	name := safetext.Line(dir)
	var class *intake.ClassError
	switch {
	case errors.As(err, &class):
		text := a.say.Say("class."+class.Why, "dir", safetext.Line(class.What))
		if class.Why == intake.ClassOne || class.Why == intake.ClassFormat {
			return usage(text)
		}
		a.print(a.Stderr, text)
		return exitCode(exitMachine)
	case errors.Is(err, fs.ErrNotExist):
		return usage(a.say.Say("class.missing", "dir", name))
	case errors.Is(err, fs.ErrPermission):
		a.print(a.Stderr, a.say.Say("class.unreadable", "dir", name))
		return exitCode(exitMachine)
	}
	return fmt.Errorf("grade: %w", err)
}
