package cli

import (
	"fmt"
	"regexp"
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

// help writes a command's help. Cobra's own help is in English only, and counts characters instead of columns, which breaks Korean tables.
func (a *app) help(c *cobra.Command, _ []string) {
	w, n := a.Stdout, a.helpWidth()
	for _, line := range term.Wrap(term.Flow(c.Long), n) {
		fmt.Fprintln(w, line)
	}
	fmt.Fprintf(w, "\n%s\n", a.say.Say("help.usage"))
	for _, line := range term.Wrap(a.useLine(c), n-4) {
		fmt.Fprintf(w, "    %s\n", line)
	}
	if c.HasAvailableSubCommands() {
		fmt.Fprintf(w, "\n%s\n", a.say.Say("help.commands"))
		for _, sub := range c.Commands() {
			if sub.IsAvailableCommand() {
				a.row(12, sub.Name(), sub.Short)
			}
		}
	}
	fmt.Fprintf(w, "\n%s\n", a.say.Say("help.examples"))
	for line := range strings.SplitSeq(c.Example, "\n") {
		a.example(line)
	}
	fmt.Fprintf(w, "\n%s\n", a.say.Say("help.flags"))
	c.LocalNonPersistentFlags().VisitAll(a.flagRow)
	c.Root().PersistentFlags().VisitAll(func(f *pflag.Flag) {
		if f.Name != "json" || hasJSON(c) {
			a.flagRow(f)
		}
	})
	if c == c.Root() {
		fmt.Fprintf(w, "\n%s\n", term.Fold(a.say.Say("help.codes"), n))
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
	a.row(17, name, f.Usage)
}

// helpWidth returns the width of the help: the terminal's width, but at most 80 columns, because wider lines are hard to read.
func (a *app) helpWidth() int { return max(40, min(a.style(a.Stdout).Column, 80)) }

// betweenColumns matches the spaces between a command and its description in an example.
var betweenColumns = regexp.MustCompile(` {2,}`)

// example writes a line of the examples: a command and its description. It writes the description on lines of its own if the line is too wide.
func (a *app) example(line string) {
	n := a.helpWidth() - 4
	at := betweenColumns.FindStringIndex(line)
	if term.Width(line) <= n || at == nil {
		fmt.Fprintf(a.Stdout, "    %s\n", line) // a command is not wrapped, so that users can copy it
		return
	}
	fmt.Fprintf(a.Stdout, "    %s\n", line[:at[0]])
	for _, part := range term.Wrap(line[at[1]:], n-4) {
		fmt.Fprintf(a.Stdout, "        %s\n", part)
	}
}

// row writes two columns. The first has the given width, and the second is wrapped.
func (a *app) row(first int, name, text string) {
	for i, line := range term.Wrap(text, a.helpWidth()-4-first-1) {
		if i > 0 {
			name = ""
		}
		fmt.Fprintf(a.Stdout, "    %s %s\n", term.Pad(name, first), line)
	}
}

// helpCommand returns the command `checker help [COMMAND]`.
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
		if near := course.Closest(names, args[0]); len(near) > 0 {
			text += "\n" + a.say.Say("usage.near", "names", strings.Join(near, ", "))
		}
		return usage(text)
	})
}
