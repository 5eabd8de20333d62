package cli

import (
	"os/exec"
	"regexp"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sharedmap-workshop/checker/internal/submission"
)

// submitter is who hands in.
type submitter struct {
	id     string // "" if nobody is named
	source string // where the id comes from: flag, email or name; the texts are under "submit.named-by-<source>"
}

// flag returns the --id flag that was given, as a shell reads it, with a space before it. It returns "" if there was none.
func (s submitter) flag() string {
	switch {
	case s.source != "flag" || strings.Contains(s.id, "'"):
		return ""
	case plainWord.MatchString(s.id):
		return " --id " + s.id
	}
	return " --id '" + s.id + "'" // the quotes of bash and of PowerShell
}

// plainWord matches what shells do not interpret.
var plainWord = regexp.MustCompile(`^[\pL\pM\d._@+][\pL\pM\d._@+-]*$`)

// submitter returns the id of --id, or else git's user.email or user.name in the repo.
func (a *app) submitter(c *cobra.Command, root, flag string) (submitter, error) {
	if c.Flags().Changed("id") {
		id := submission.NormalizeID(flag)
		if id == "" || len(id) > submission.MaxID {
			return submitter{}, usage(a.say.Say("submit.bad-id", "max", submission.MaxID))
		}
		return submitter{id, "flag"}, nil
	}
	for _, source := range []string{"email", "name"} {
		if id := gitUser(c, root, source); id != "" && len(id) <= submission.MaxID {
			return submitter{id, source}, nil
		}
	}
	return submitter{}, c.Context().Err()
}

// gitUser returns git's user.<key> in the repo. It returns "" if that is not set, or if there is no git.
func gitUser(c *cobra.Command, root, key string) string {
	cmd := exec.CommandContext(c.Context(), "git", "config", "user."+key)
	cmd.Dir, cmd.WaitDelay = root, time.Second
	out, err := cmd.Output()
	if err != nil {
		return ""
	}
	return submission.NormalizeID(string(out))
}
