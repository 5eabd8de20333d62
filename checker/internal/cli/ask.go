package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/term"
)

// yesWords are the answers that mean yes, in both languages; everything else means no.
var yesWords = []string{"y", "yes", "ㅇ", "예", "네", "응"}

// ask asks a question on the terminal. Where there is none, nobody can answer: that is a usage error, and --yes is its way out.
func (a *app) ask(ctx context.Context, question string) (bool, error) {
	if !term.IsTerminal(a.Stdin) {
		return false, usage(question + "\n" + a.say.Say("ask.no-terminal"))
	}
	fmt.Fprint(a.Stdout, question+" "+a.say.Say("ask.yes-no")+" ")
	line, err := bufio.NewReader(term.Reader(ctx, a.Stdin)).ReadString('\n')
	if err != nil {
		fmt.Fprintln(a.Stdout) // no Enter has ended the question's line
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return false, fmt.Errorf("read the answer: %w", err)
	}
	return slices.Contains(yesWords, strings.ToLower(strings.TrimSpace(line))), nil
}

// linked makes each file:line of text a link, where stdout is a terminal that has links.
func (a *app) linked(text, root string) string {
	if !a.style(a.Stdout).Live {
		return text
	}
	return term.Hyperlink(text, root, term.Links(a.Getenv))
}

// oneName refuses anything but one name.
func (a *app) oneName(c *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return usage(a.say.Say("usage.one-name", "command", c.CommandPath()))
	case len(args) > 1:
		return usage(a.say.Say("usage.one-name-only", "command", c.CommandPath(), "name", args[1]))
	}
	return nil
}

// atMostOne refuses a second name.
func (a *app) atMostOne(c *cobra.Command, args []string) error {
	if len(args) > 1 {
		return usage(a.say.Say("usage.one-name-only", "command", c.CommandPath(), "name", args[1]))
	}
	return nil
}

// lesson finds the lesson that a name stands for; a step's name stands for its lesson.
func (a *app) lesson(name string) (course.Lesson, error) {
	choices, err := a.choose([]string{name})
	if err != nil {
		return course.Lesson{}, err
	}
	return choices[0].Lesson, nil
}

// stepName is the shortest name under which a step can be asked for.
func (a *app) stepName(l course.Lesson, s course.Step) string { return a.course.NameOf(l.StepID(s)) }
