package cli

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/panics"
	"sharedmap-workshop/checker/internal/term"
	"sharedmap-workshop/checker/internal/watch"
)

func (a *app) watchCommand() *cobra.Command {
	c := a.command("watch [LESSON]", func(c *cobra.Command, names []string) error { return a.watch(c.Context(), names) })
	c.Args = a.atMostOne
	return c
}

// watch runs a lesson each time that its file is saved, until the user presses q.
func (a *app) watch(ctx context.Context, names []string) error {
	choices, err := a.choose(names)
	if err != nil {
		return err
	}
	root, err := a.repo()
	if err != nil {
		return err
	}
	in, out, err := a.terminal()
	if err != nil {
		return err
	}
	first, _, open := firstOpen(choices, a.openProgress(root))
	if !open {
		first = choices[0].Lesson
	}
	return a.watchOn(ctx, root, first, in, out)
}

// terminal returns stdin and stdout if both are terminals, and a usage error otherwise.
func (a *app) terminal() (in, out *os.File, err error) {
	if !term.IsTerminal(a.Stdin) || !term.IsTerminal(a.Stdout) {
		return nil, nil, usage(a.say.Say("watch.no-terminal"))
	}
	in, _ = a.Stdin.(*os.File) // IsTerminal checked that both are files
	out, _ = term.Unwrap(a.Stdout).(*os.File)
	return in, out, nil
}

// watchOn runs the watch and draws its views in this goroutine. It restores the terminal in all cases, also after a panic.
func (a *app) watchOn(ctx context.Context, root string, first course.Lesson, in, out *os.File) (err error) {
	signals := watch.Listen() // before the terminal is changed, so that no signal ends the process without restoring it
	defer signals.Stop()
	keys, err := term.OpenKeyboard(in)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, keys.Close()) }()
	ctx, cancel := context.WithCancel(ctx)
	views, ended := make(chan watch.View), make(chan error, 1)
	text := watchText{a, root}
	go func() {
		ended <- panics.Recover(func() error {
			return watch.Run(ctx, watch.Config{
				Root: root, Course: a.course, First: first, Lang: a.say.Lang(), Views: views,
				Terminal: watch.Terminal{Keys: keys, Signals: signals, Size: func() (int, int) { return a.watchSize(out) }, Text: text.page},
			})
		})
	}()
	defer func() { // also when drawing panics
		cancel()
		for range views {
		}
		err = errors.Join(err, <-ended)
	}()
	d := &drawer{watchText: text}
	for v := range views {
		d.draw(v)
	}
	fmt.Fprintln(a.Stdout)
	a.print(a.Stdout, a.say.Say("watch.bye"))
	return nil
}

// watchSize returns the size of the screen. Its height is 0 if the output cannot be redrawn: then everything is written, one time.
func (a *app) watchSize(out *os.File) (columns, rows int) {
	columns, rows = term.Size(out)
	if !a.style(a.Stdout).Live {
		rows = 0
	}
	return columns, rows
}
