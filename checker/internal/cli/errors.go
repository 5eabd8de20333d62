package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/safetext"
	"sharedmap-workshop/checker/internal/term"
)

// errRed means that a step is red. The command has already reported the result.
var errRed = errors.New("red")

// errNotJudged means that no step is red, but some steps have no verdict. The command has already reported the result.
var errNotJudged = errors.New("not judged")

// usageError is a wrong command line. Its text is in the user's language.
type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

func usage(text string) error { return &usageError{text} }

// afterInterrupt returns context.Canceled in place of an error that an interrupt may have caused, such as a killed compiler. Such an error is not a
// fault of the machine. It returns any other error unchanged.
func afterInterrupt(ctx context.Context, err error) error {
	var machine *gotest.EnvironmentError
	if ctx.Err() != nil && (errors.As(err, &machine) || !isExpected(err)) {
		return context.Canceled
	}
	return err
}

// isExpected reports whether err is nil, an error that a command returns on purpose, or a broken pipe.
func isExpected(err error) bool {
	var wrong *usageError
	var code exitCode
	return err == nil || errors.As(err, &code) || errors.As(err, &wrong) || errors.Is(err, errRed) || errors.Is(err, errNotJudged) || errors.Is(err, syscall.EPIPE)
}

// fail writes the message of an error and returns the exit code.
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
		a.print(a.Stderr, wrong.text)
		return exitUsage
	case errors.As(err, &machine):
		a.print(a.Stderr, a.say.Say("machine."+string(machine.Fault)))
		a.print(a.Stderr, indent(machine.Detail))
		a.print(a.Stderr, a.say.Say("machine.doctor"))
	case errors.Is(err, syscall.EPIPE):
		a.print(a.Stderr, a.say.Say("reader-left"))
	case errors.Is(err, context.Canceled):
		a.print(a.Stderr, a.say.Say(map[bool]string{true: "run.interrupted", false: "interrupted"}[a.progressSaved]))
	default:
		a.print(a.Stderr, a.say.Say("machine.unknown", "error", unforeseen(err, a.say)))
	}
	return exitMachine
}

// unforeseen returns the words for an error that no command has foreseen.
func unforeseen(err error, say *msg.Printer) string {
	words := report.ErrorWords(err, say)
	var path *fs.PathError
	if errors.As(err, &path) {
		return safetext.Line(path.Path) + ": " + words
	}
	return words
}

// print writes a text. It wraps the text to the terminal's width, and writes it unchanged to a file or a pipe.
func (a *app) print(w io.Writer, text string) {
	if term.IsTerminal(w) {
		text = term.Fold(text, a.style(w).Column)
	}
	fmt.Fprintln(w, text)
}

func indent(s string) string { return "    " + strings.ReplaceAll(s, "\n", "\n    ") }

// flagError translates cobra's English flag errors.
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
	return usage(a.say.Say("usage.flag-form", "what", safetext.Line(lastWord(err.Error())), "command", c.CommandPath()))
}

// lastWord returns what stands behind the last space: there the flag library names what it could not read.
func lastWord(s string) string { return s[strings.LastIndex(s, " ")+1:] }

func dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

// noCommand returns a usage error if the word after "checker" is not a command. The error names similar commands.
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

// noArgs returns a usage error if there are arguments.
func (a *app) noArgs(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return usage(a.say.Say("usage.no-args", "command", c.CommandPath(), "name", args[0]))
}

// choose returns the lessons and steps with the given names. Its usage error for an unknown name suggests similar names.
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
