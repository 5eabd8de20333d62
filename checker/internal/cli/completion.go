package cli

import (
	"io"
	"strings"

	"github.com/spf13/cobra"
)

// shells maps each shell to the function that writes its completion script.
var shells = map[string]func(*cobra.Command, *app) error{
	"bash":       bashCompletion,
	"zsh":        func(c *cobra.Command, a *app) error { return c.GenZshCompletion(a.Stdout) },
	"fish":       func(c *cobra.Command, a *app) error { return c.GenFishCompletion(a.Stdout, true) },
	"powershell": func(c *cobra.Command, a *app) error { return c.GenPowerShellCompletionWithDesc(a.Stdout) },
}

// bashFallback makes the script work without the package bash-completion, which some machines do not have. It joins the words that bash splits
// at = and at :.
const bashFallback = `
if ! declare -F _init_completion >/dev/null 2>&1 && ! declare -F _get_comp_words_by_ref >/dev/null 2>&1; then
    __checker_init_completion()
    {
        local i word glue=
        COMPREPLY=() words=() cword=-1
        for ((i = 0; i <= COMP_CWORD; i++)); do
            word=${COMP_WORDS[i]}
            if [[ ${word} == [=:]* || -n ${glue} ]] && ((cword > 0)); then
                words[cword]+=${word}
            else
                cword=$((cword + 1))
                words[cword]=${word}
            fi
            glue=
            [[ ${word} == [=:] ]] && glue=1
        done
        cur=${words[cword]}
        prev=${words[cword > 0 ? cword - 1 : 0]}
    }
fi
`

func bashCompletion(c *cobra.Command, a *app) error {
	if err := c.GenBashCompletionV2(a.Stdout, true); err != nil {
		return err
	}
	_, err := io.WriteString(a.Stdout, bashFallback)
	return err
}

func (a *app) completionCommand() *cobra.Command {
	names := []string{"bash", "zsh", "fish", "powershell"}
	c := a.command("completion SHELL", func(c *cobra.Command, args []string) error {
		write, ok := shells[strings.ToLower(args[0])]
		if !ok {
			return usage(a.say.Say("completion.unknown", "name", args[0], "names", strings.Join(names, ", ")))
		}
		return write(c.Root(), a)
	})
	c.Args = func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return usage(a.say.Say("completion.which", "names", strings.Join(names, ", ")))
		}
		return a.atMostOne(c, args)
	}
	c.ValidArgs = names
	return c
}

// complete adds the completion of lessons' and steps' names to each command that takes names, and the completion of flags' values.
func (a *app) complete(root *cobra.Command) {
	takes := map[string]struct{ steps, several bool }{
		"run": {true, true}, "hint": {true, false}, "explore": {true, false}, "play": {true, false}, "watch": {false, false}, "solution": {false, false}, "reset": {false, false},
		"demo": {false, false}, "quiz": {false, false}, "submit": {false, true},
	}
	for _, c := range root.Commands() {
		if t, ok := takes[c.Name()]; ok && c.ValidArgsFunction == nil {
			c.ValidArgsFunction = func(_ *cobra.Command, args []string, prefix string) ([]string, cobra.ShellCompDirective) {
				if len(args) > 0 && !t.several {
					return nil, cobra.ShellCompDirectiveNoFileComp
				}
				return a.names(t.steps, prefix), cobra.ShellCompDirectiveNoFileComp
			}
		}
	}
	for name, values := range map[string][]string{"lang": {"en", "ko"}, "color": {"auto", "always", "never"}} {
		_ = root.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)) // cannot fail: both flags exist
	}
}

// names returns the lessons and steps whose names begin with prefix, each followed by a tab and its title.
func (a *app) names(steps bool, prefix string) []string {
	var out []string
	add := func(name, title string) {
		if strings.HasPrefix(name, strings.ToLower(prefix)) {
			out = append(out, name+"\t"+title)
		}
	}
	lang := a.say.Lang()
	for _, l := range a.course.Lessons {
		add(l.ID, l.Title.In(lang))
		for _, s := range l.Steps {
			if steps {
				add(l.StepID(s), s.Title.In(lang))
				if name := a.stepName(l, s); name == s.ID && prefix != "" {
					add(name, s.Title.In(lang))
				}
			}
		}
	}
	return out
}
