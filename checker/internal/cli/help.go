package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/term"
)

func firstWord(s string) string {
	word, _, _ := strings.Cut(s, " ")
	return word
}

// help writes a command's help: cobra's own is English only, and counts letters where Korean needs columns.
func (a *app) help(c *cobra.Command, _ []string) {
	w := a.Stdout
	fmt.Fprintln(w, c.Long)
	fmt.Fprintf(w, "\n%s\n    %s\n", a.say.Say("help.usage"), a.useLine(c))
	if c.HasAvailableSubCommands() {
		fmt.Fprintf(w, "\n%s\n", a.say.Say("help.commands"))
		for _, sub := range c.Commands() {
			if sub.IsAvailableCommand() {
				a.row(sub.Name(), sub.Short)
			}
		}
	}
	fmt.Fprintf(w, "\n%s\n%s\n", a.say.Say("help.examples"), indent(c.Example))
	fmt.Fprintf(w, "\n%s\n", a.say.Say("help.flags"))
	c.LocalNonPersistentFlags().VisitAll(a.flagRow)
	c.Root().PersistentFlags().VisitAll(a.flagRow)
	if c == c.Root() {
		fmt.Fprintf(w, "\n%s\n", a.say.Say("help.codes"))
	}
}

func (a *app) useLine(c *cobra.Command) string {
	line := "checker"
	if c.HasParent() {
		line += " " + c.Use
	}
	return line + " " + a.say.Say("help.flags-word")
}

func (a *app) flagRow(f *pflag.Flag) {
	if f.Hidden {
		return
	}
	name := "--" + f.Name
	if f.Shorthand != "" {
		name = "-" + f.Shorthand + ", " + name
	}
	a.row(name, f.Usage)
}

// row writes two columns, the second folded within 80.
func (a *app) row(name, text string) {
	const first, second = 14, 60
	for i, line := range term.Wrap(text, second) {
		if i > 0 {
			name = ""
		}
		fmt.Fprintf(a.Stdout, "    %s %s\n", term.Pad(name, first), line)
	}
}

// helpCommand is `checker help [COMMAND]`.
func (a *app) helpCommand(root *cobra.Command) *cobra.Command {
	return a.command("help", func(_ *cobra.Command, args []string) error {
		c, rest, err := root.Find(args)
		if err == nil && (len(rest) == 0 && (c != root || len(args) == 0)) {
			a.help(c, nil)
			return nil
		}
		var names []string
		for _, sub := range root.Commands() {
			names = append(names, sub.Name())
		}
		text := a.say.Say("usage.command", "name", strings.Join(args, " "))
		if near := course.Near(names, args[0]); len(near) > 0 {
			text += "\n" + a.say.Say("usage.near", "names", strings.Join(near, ", "))
		}
		return usage(text)
	})
}
