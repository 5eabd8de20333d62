package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/term"
)

// errRed ends a command whose result is red; everything has been said already.
var errRed = errors.New("red")

// errNotJudged ends a command of whose steps none is red, and some have no verdict; everything has been said already.
var errNotJudged = errors.New("not judged")

// usageError is a wrong command line, in the reader's words.
type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

func usage(text string) error { return &usageError{text} }

// afterInterrupt is the error of a command that ended with err. What a command meets after it was interrupted, such as a compiler that was killed for
// that, is the interruption's doing and no fault of the machine.
func afterInterrupt(ctx context.Context, err error) error {
	var machine *gotest.EnvironmentError
	if ctx.Err() != nil && (errors.As(err, &machine) || !isOwn(err)) {
		return context.Canceled
	}
	return err
}

// isOwn reports whether an error is one that a command ends with on purpose, or that of a reader who has left.
func isOwn(err error) bool {
	var wrong *usageError
	var code exitCode
	return err == nil || errors.As(err, &code) || errors.As(err, &wrong) || errors.Is(err, errRed) || errors.Is(err, errNotJudged) || errors.Is(err, syscall.EPIPE)
}

// fail prints what an error means to the reader and returns the exit code.
func (a *app) fail(err error) int {
	var wrong *usageError
	var machine *gotest.EnvironmentError
	var code exitCode
	switch {
	case err == nil:
		return exitGreen
	case errors.As(err, &code):
		return int(code)
	case errors.Is(err, errRed):
		return exitRed
	case errors.Is(err, errNotJudged):
		return exitMachine
	case errors.As(err, &wrong):
		a.tell(a.Stderr, wrong.text)
		return exitUsage
	case errors.As(err, &machine):
		a.tell(a.Stderr, a.say.Say("machine."+string(machine.Fault)))
		a.tell(a.Stderr, indent(machine.Detail))
		a.tell(a.Stderr, a.say.Say("machine.doctor"))
	case errors.Is(err, syscall.EPIPE):
		a.tell(a.Stderr, a.say.Say("reader-left"))
	case errors.Is(err, context.Canceled):
		a.tell(a.Stderr, a.say.Say(map[bool]string{true: "run.interrupted", false: "interrupted"}[a.kept]))
	default:
		a.tell(a.Stderr, a.say.Say("machine.unknown", "error", err.Error()))
	}
	return exitMachine
}

// tell writes a text for people, folded to the terminal's width; into a file or a pipe it goes as it is.
func (a *app) tell(w io.Writer, text string) {
	if term.IsTerminal(w) {
		text = term.Fold(text, a.style(w).Column)
	}
	fmt.Fprintln(w, text)
}

func indent(s string) string { return "    " + strings.ReplaceAll(s, "\n", "\n    ") }

// flagError says what is wrong with a flag, instead of cobra's English.
func (a *app) flagError(c *cobra.Command, err error) error {
	var none *pflag.NotExistError
	var lacks *pflag.ValueRequiredError
	var bad *pflag.InvalidValueError
	switch {
	case errors.As(err, &none):
		return usage(a.say.Say("usage.flag", "flag", dashed(none.GetSpecifiedName()), "command", c.CommandPath()))
	case errors.As(err, &lacks):
		return usage(a.say.Say("usage.flag-value", "flag", dashed(lacks.GetSpecifiedName()), "command", c.CommandPath()))
	case errors.As(err, &bad):
		return usage(a.say.Say("usage.flag-bad", "flag", dashed(bad.GetFlag().Name), "value", bad.GetValue(), "command", c.CommandPath()))
	}
	return usage(err.Error())
}

func dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

// noCommand refuses words after "checker" that are no command, and names those that are near.
func (a *app) noCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, sub := range c.Commands() {
		if !sub.Hidden {
			names = append(names, sub.Name())
		}
	}
	if _, err := course.Choose(a.course.Lessons, args[:1]); err == nil {
		return usage(a.say.Say("usage.command-lesson", "name", args[0]))
	}
	text := a.say.Say("usage.command", "name", args[0])
	if near := course.Closest(names, args[0]); len(near) > 0 {
		text += "\n" + a.say.Say("usage.near", "names", strings.Join(near, ", "))
	}
	return usage(text + "\n" + a.say.Say("usage.commands", "names", strings.Join(names, ", ")))
}

// noArgs refuses arguments where none are taken.
func (a *app) noArgs(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return usage(a.say.Say("usage.no-args", "command", c.CommandPath(), "name", args[0]))
}

// choose turns names into lessons and steps, or into a usage error with what may have been meant.
func (a *app) choose(names []string) ([]course.Choice, error) {
	choices, err := course.Choose(a.course.Lessons, names)
	var unknown *course.UnknownName
	var many *course.AmbiguousName
	switch {
	case errors.As(err, &unknown):
		text := a.say.Say("usage.name", "name", unknown.Name)
		if len(unknown.Near) > 0 {
			text += "\n" + a.say.Say("usage.near", "names", strings.Join(unknown.Near, ", "))
		}
		return nil, usage(text + "\n" + a.say.Say("usage.names"))
	case errors.As(err, &many):
		return nil, usage(a.say.Say("usage.ambiguous", "name", many.Name, "names", strings.Join(many.Full, ", ")))
	}
	return choices, err
}
