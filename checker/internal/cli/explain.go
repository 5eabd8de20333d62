package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/spf13/cobra"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"sharedmap-workshop/checker/internal/blame"
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/term"
)

func (a *app) explainCommand() *cobra.Command {
	var f outputFlags
	c := a.command("explain [FILE] | explain -- COMMAND...", func(c *cobra.Command, args []string) error {
		if err := f.check(a); err != nil {
			return err
		}
		switch dash := c.ArgsLenAtDash(); {
		case dash >= 0 && len(args) > dash:
			if dash > 0 {
				return usage(a.say.Say("explain.both"))
			}
			if f.follow {
				return usage(a.say.Say("formats.follow-command"))
			}
			return a.explainCommandOutput(c.Context(), args, f)
		case len(args) > 1:
			return usage(a.say.Say("explain.too-many", "name", args[1]))
		case len(args) == 1 && args[0] != "-":
			return a.explainFile(c.Context(), args[0], f)
		}
		return a.explainReader(c.Context(), term.Reader(c.Context(), a.Stdin), f)
	})
	a.rawFlag(c)
	a.formatFlag(c, &f)
	c.Flags().BoolVar(&f.brief, "brief", false, a.say.Say("flag.explain.brief"))
	c.Flags().BoolVar(&f.follow, "follow", false, a.say.Say("flag.explain.follow"))
	return c
}

// rawFlag adds the flag --raw, which also shows the unchanged output.
func (a *app) rawFlag(c *cobra.Command) {
	c.Flags().BoolVar(&a.raw, "raw", false, a.say.Say("flag.raw"))
}

func (a *app) explainFile(ctx context.Context, name string, f outputFlags) error {
	info, err := os.Stat(name)
	if err == nil && info.IsDir() {
		return usage(a.say.Say("explain.folder", "file", name))
	}
	in, err := await(ctx, func() (*os.File, error) { return os.Open(name) }) // opening a pipe without a writer blocks
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return usage(a.say.Say("explain.missing", "file", name))
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return usage(a.say.Say("explain.unreadable", "file", name, "error", err.Error()))
	}
	defer in.Close()
	return a.explainReader(ctx, term.Reader(ctx, in), f)
}

// explainReader explains the output in r, which is UTF-8 or UTF-16 with a byte order mark, as Windows PowerShell's > writes. A finding is
// not an error: the explanation is the result of the command.
func (a *app) explainReader(ctx context.Context, r io.Reader, f outputFlags) error {
	r = transform.NewReader(r, unicode.BOMOverride(transform.Nop))
	counted := &counter{r: r}
	if a.raw {
		counted.r = io.TeeReader(r, a.passThroughWriter(f))
	}
	if f.follow {
		return a.follow(ctx, counted, f)
	}
	found, err := goout.Read(counted)
	if err != nil {
		return fmt.Errorf("read the output: %w", err)
	}
	if counted.n == 0 && !a.json && !f.forTools() {
		a.print(a.Stdout, a.say.Say("explain.empty"))
		return nil
	}
	return a.showFound(found, f)
}

// passThroughWriter returns the writer for the explained output. It is stderr if stdout holds only the JSON, or another format that tools read.
func (a *app) passThroughWriter(f outputFlags) io.Writer {
	if a.json || f.forTools() && f.format != "github" {
		return a.Stderr
	}
	return a.Stdout
}

// showFound shows the findings in the form that the flags ask for.
func (a *app) showFound(found []goout.Finding, f outputFlags) error {
	tree := newTree()
	found, src := blame.CheckSources(found, tree)
	doc := report.Found(blame.ExplainAll(found, src), a.say)
	if a.json {
		return a.writeJSON(doc)
	}
	results := a.resultsOf(report.FoundResults(doc), tree, src, f)
	if f.forTools() {
		return a.writeResults(results, f)
	}
	if len(doc.Findings) == 0 {
		a.print(a.Stdout, a.say.Say("explain.nothing"))
		return nil
	}
	show := func() {
		if f.brief {
			report.WriteBrief(a.Stdout, a.style(a.Stdout), a.say, results)
			return
		}
		report.Explain(a.Stdout, a.style(a.Stdout), a.say, doc, src, tree.shownNames(results.Local))
	}
	if f.format != "" || !a.onGitHub() {
		show()
		return nil
	}
	a.withoutCommands(show)
	return a.annotate(term.WithoutASCII(a.Stdout), results)
}

// counter counts the bytes that are read from r.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}
