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

// yesWords lists the answers that mean yes, in both languages. Any other answer means no.
var yesWords = []string{"y", "yes", "ㅇ", "예", "네", "응"}

// ask asks a yes-or-no question on the terminal. If stdin is not a terminal, it returns a usage error that suggests --yes.
func (a *app) ask(ctx context.Context, question string) (bool, error) {
	if !term.IsTerminal(a.Stdin) {
		return false, usage(question + "\n" + a.say.Say("ask.no-terminal"))
	}
	fmt.Fprint(a.Stdout, question+" "+a.say.Say("ask.yes-no")+" ")
	line, err := bufio.NewReader(term.Reader(ctx, a.Stdin)).ReadString('\n')
	if err != nil {
		fmt.Fprintln(a.Stdout) // end the question's line, because the user did not press Enter
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return false, fmt.Errorf("read the answer: %w", err)
	}
	return slices.Contains(yesWords, strings.ToLower(strings.TrimSpace(line))), nil
}

// withLinks turns each file:line of text into a link, if stdout is a terminal that supports links.
func (a *app) withLinks(text, root string) string {
	if !a.style(a.Stdout).Live {
		return text
	}
	return term.Hyperlink(text, root, term.Links(a.Getenv))
}

// oneName returns a usage error unless there is exactly one name.
func (a *app) oneName(c *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return usage(a.say.Say("usage.one-name", "command", c.CommandPath()))
	case len(args) > 1:
		return usage(a.say.Say("usage.one-name-only", "command", c.CommandPath(), "name", args[1]))
	}
	return nil
}

// atMostOne returns a usage error if there is more than one name.
func (a *app) atMostOne(c *cobra.Command, args []string) error {
	if len(args) > 1 {
		return usage(a.say.Say("usage.one-name-only", "command", c.CommandPath(), "name", args[1]))
	}
	return nil
}

// lesson returns the lesson with a name. For the name of a step, it returns the step's lesson.
func (a *app) lesson(name string) (course.Lesson, error) {
	choices, err := a.choose([]string{name})
	if err != nil {
		return course.Lesson{}, err
	}
	return choices[0].Lesson, nil
}

// stepName returns the shortest name that selects the step on the command line.
func (a *app) stepName(l course.Lesson, s course.Step) string { return a.course.NameOf(l.StepID(s)) }
