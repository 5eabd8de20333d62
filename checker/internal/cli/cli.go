// Package cli implements the checker's commands. A command reads its flags, calls one other package and writes the result.
//
//	code := cli.Run(ctx, cli.Env{Args: []string{"run", "01-race"}, …})
package cli

import (
	"cmp"
	"context"
	"errors"
	"io"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
)

// The exit codes of the checker.
const (
	exitGreen   = 0 // everything asked for is green
	exitRed     = 1 // something is red
	exitUsage   = 2 // the command line is wrong
	exitMachine = 3 // the checker or the machine failed
)

// Env holds all inputs and outputs of a run.
type Env struct {
	Args           []string // the arguments without the program's name
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Getenv         func(string) string
}

// app is one run of the checker.
type app struct {
	Env
	say           *msg.Printer
	other         *msg.Printer // of a student's language, if it is another one
	dir           string       // --dir
	color         string       // --color
	json          bool         // --json
	plain         bool         // --plain
	raw           bool         // --raw
	progressSaved bool         // the steps that passed are saved
	course        *course.Course
}

// Run runs one command line and returns its exit code.
func Run(ctx context.Context, env Env) int {
	if term.Detect(env.Stdout, term.Never, env.Getenv).Ascii {
		env.Stdout = term.ASCII(env.Stdout)
	}
	if term.Detect(env.Stderr, term.Never, env.Getenv).Ascii {
		env.Stderr = term.ASCII(env.Stderr)
	}
	a := &app{Env: env, say: printer(env)}
	var err error
	if a.course, err = course.Published(); err != nil {
		return a.fail(err)
	}
	root := a.root()
	root.SetArgs(acceptRunFlag(env.Args))
	err = root.ExecuteContext(ctx)
	if terminalError := term.WriteError(a.Stdout); err == nil || terminalError != nil && errors.Is(err, errRed) {
		err = cmp.Or(terminalError, err)
	}
	return a.fail(afterInterrupt(ctx, err))
}

// printer returns the printer for the texts of this call.
func printer(env Env) *msg.Printer {
	lang, fromFlag := language(env)
	say := msg.New(lang)
	if fromFlag {
		say.SetFlag("--lang " + lang)
	}
	return say
}

// language returns the value of --lang, or the environment's language. It runs before the commands exist, because their help texts
// depend on the language. It reports whether the language comes from the flag. It ignores a wrong value; checkFlags reports that value later.
func language(env Env) (lang string, fromFlag bool) {
	for i, arg := range env.Args {
		if arg == "--" {
			break
		}
		v, ok := cutFlag(arg, "--lang", env.Args[i+1:])
		if ok && msg.Known(v) {
			return v, true
		}
	}
	return msg.Pick(env.Getenv), false
}

// cutFlag returns the value of a flag given as --name=value or as --name value.
func cutFlag(arg, name string, rest []string) (string, bool) {
	if arg == name && len(rest) > 0 {
		return rest[0], true
	}
	if len(arg) > len(name) && arg[:len(name)+1] == name+"=" {
		return arg[len(name)+1:], true
	}
	return "", false
}

func (a *app) root() *cobra.Command {
	run := a.runCommand()
	root := a.command("checker", run.RunE)
	root.Args = a.noCommand
	a.rawFlag(root)
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetHelpCommand(a.helpCommand(root))
	root.SetOut(a.Stdout)
	root.SetErr(a.Stderr)
	f := root.PersistentFlags()
	f.String("lang", a.say.Lang(), a.say.Say("flag.lang"))
	f.StringVar(&a.color, "color", string(term.Auto), a.say.Say("flag.color"))
	f.StringVar(&a.dir, "dir", ".", a.say.Say("flag.dir"))
	f.BoolVar(&a.json, "json", false, a.say.Say("flag.json"))
	f.BoolVar(&a.plain, "plain", a.Getenv("CHECKER_PLAIN") != "", a.say.Say("flag.plain"))
	root.PersistentPreRunE = a.checkFlags
	root.AddCommand(run, a.explainCommand(), a.exploreCommand(), a.playCommand(), a.demoCommand(), a.listCommand(), a.verifyCommand(), a.doctorCommand(), a.versionCommand(), a.loadGeneratorCommand(),
		a.watchCommand(), a.webCommand(), a.quizCommand(), a.hintCommand(), a.solutionCommand(), a.resetCommand(), a.submitCommand(), a.gradeCommand(), a.reportCommand(), a.overrideCommand(), a.mergeCommand(), a.alikeCommand(), a.completionCommand())
	a.complete(root)
	return root
}

// command returns a command with the texts of the message keys "cmd.<first word of use>.…".
func (a *app) command(use string, run func(*cobra.Command, []string) error) *cobra.Command {
	name := firstWord(use)
	c := &cobra.Command{
		Use:           use,
		Short:         a.say.Say("cmd." + name + ".short"),
		Long:          a.say.Say("cmd." + name + ".long"),
		Example:       a.say.Say("cmd." + name + ".example"),
		RunE:          run,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	c.SetFlagErrorFunc(a.flagError)
	c.SetHelpFunc(a.help)
	c.SetUsageFunc(func(c *cobra.Command) error { a.help(c, nil); return nil })
	c.Flags().BoolP("help", "h", false, a.say.Say("flag.help"))
	return c
}

// withoutJSON lists the commands without --json: those without a result, and those whose result is not data.
var withoutJSON = []string{"watch", "web", "solution", "reset", "completion", "help", "burn"}

func hasJSON(c *cobra.Command) bool { return !slices.Contains(withoutJSON, c.Name()) }

// checkFlags returns a usage error if a persistent flag has a wrong value or does not apply to the command.
func (a *app) checkFlags(c *cobra.Command, _ []string) error {
	if a.json && !hasJSON(c) {
		return usage(a.say.Say("usage.flag", "flag", "--json", "command", c.CommandPath()))
	}
	if lang, err := c.Flags().GetString("lang"); err == nil && !msg.Known(lang) {
		return usage(a.say.Say("usage.lang", "value", lang))
	}
	switch term.ColorMode(a.color) {
	case term.Auto, term.Always, term.Never:
		return nil
	}
	return usage(a.say.Say("usage.color", "value", a.color))
}

// repo returns the workshop's root folder.
func (a *app) repo() (string, error) {
	root, err := course.FindRoot(a.dir)
	if err != nil {
		return "", usage(a.say.Say("usage.repo", "dir", a.dir))
	}
	return root, nil
}

// builder returns a builder of lessons whose tests write texts in this run's language. The caller must close the builder.
func (a *app) builder(root string) (*gotest.Builder, error) {
	b, err := gotest.NewBuilder(root, a.course)
	if err == nil {
		b.Lang = a.say.Lang()
	}
	return b, err
}

// style returns the colours, characters and width that a writer of this run supports.
func (a *app) style(w io.Writer) term.Style {
	s := term.Detect(w, term.ColorMode(a.color), a.Getenv)
	if a.plain {
		s.Plain, s.Live = true, false // a screen reader reads each line once, so no line is redrawn
	}
	return s
}

func now() time.Time { return time.Now() }
