package cli

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/safetext"
	"sharedmap-workshop/checker/internal/term"
)

// formats lists the values of --format.
var formats = []string{"text", "json", "github", "sarif", "junit", "markdown"}

// outputFlags say in which form findings are written.
type outputFlags struct {
	format string // "": not given
	brief  bool
	follow bool
}

// formatFlag adds the flag --format.
func (a *app) formatFlag(c *cobra.Command, f *outputFlags) {
	c.Flags().StringVar(&f.format, "format", "", a.say.Say("flag.explain.format"))
}

// check returns a usage error for a wrong value, and for flags that contradict each other. It turns --format json into --json.
func (f *outputFlags) check(a *app) error {
	switch {
	case f.format != "" && !slices.Contains(formats, f.format):
		return usage(a.say.Say("formats.wrong", "value", f.format, "formats", strings.Join(formats, ", ")))
	case a.json && f.format != "" && f.format != "json":
		return usage(a.say.Say("formats.json-twice", "value", f.format))
	}
	a.json = a.json || f.format == "json"
	if f.brief && (a.json || f.format != "" && f.format != "text") {
		return usage(a.say.Say("formats.brief-text"))
	}
	if f.follow && (a.json || f.format != "" && f.format != "text" && f.format != "github") {
		format := f.format
		if a.json {
			format = "json"
		}
		return usage(a.say.Say("formats.follow-text", "value", format))
	}
	return nil
}

// onGitHub reports whether a workflow of GitHub Actions runs the checker.
func (a *app) onGitHub() bool { return a.Getenv("GITHUB_ACTIONS") == "true" }

// forTools reports whether the format is for other tools.
func (f outputFlags) forTools() bool {
	return f.format == "github" || f.format == "sarif" || f.format == "junit" || f.format == "markdown"
}

// resultsOf completes the results with how files are called here, and the version. Names are relative to the repository for tools that show the
// whole repository, else to the working directory.
func (a *app) resultsOf(r report.Results, t tree, src fs.FS, f outputFlags) report.Results {
	base := t.dir
	if f.forTools() || a.onGitHub() {
		base = repositoryOf(t.dir)
	}
	r.Src, r.Local, r.Version = src, t.localNames(src, base), ownVersion()
	return r
}

// writeResults writes the results in a format for other tools.
func (a *app) writeResults(r report.Results, f outputFlags) error {
	w := term.WithoutASCII(a.Stdout)
	switch f.format {
	case "sarif":
		return report.WriteSARIF(safetext.JSON(w), a.say, r)
	case "junit":
		return report.WriteJUnit(w, a.say, r)
	case "markdown":
		report.WriteMarkdown(w, a.say, r)
		return nil
	}
	return a.annotate(w, r)
}

// annotate writes annotations for GitHub Actions, and all findings into the job summary.
func (a *app) annotate(w io.Writer, r report.Results) error {
	rest := report.WriteGitHub(w, a.say, r)
	name := a.Getenv("GITHUB_STEP_SUMMARY")
	if name == "" || !r.Any() {
		return nil
	}
	var summary bytes.Buffer
	report.WriteMarkdown(&summary, a.say, r)
	if err := appendFile(name, summary.Bytes()); err != nil {
		fmt.Fprintln(a.Stderr, a.say.Say("formats.summary-failed", "error", err.Error()))
		return nil // the findings stand in the log already
	}
	if rest > 0 {
		fmt.Fprintln(w, a.say.Say("formats.rest", "count", rest))
	}
	return nil
}

func appendFile(name string, text []byte) error {
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	if _, err := f.Write(text); err != nil {
		_ = f.Close() // the error of Write says what failed
		return err
	}
	return f.Close()
}

// stopCommands is the workflow command after which GitHub Actions reads no command until the token comes.
const stopCommands = "::stop-commands::"

// withoutCommands calls write while GitHub Actions reads no workflow commands in this step's output, because an explained output may contain some.
func (a *app) withoutCommands(write func()) {
	token := rand.Text()
	fmt.Fprintf(a.Stdout, "%s%s\n", stopCommands, token)
	write()
	fmt.Fprintf(a.Stdout, "::%s::\n", token)
}
