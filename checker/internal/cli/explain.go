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
	c := a.command("explain [FILE] | explain -- COMMAND...", func(c *cobra.Command, args []string) error {
		switch dash := c.ArgsLenAtDash(); {
		case dash >= 0 && len(args) > dash:
			if dash > 0 {
				return usage(a.say.Say("explain.both"))
			}
			return a.explainCommandOutput(c.Context(), args)
		case len(args) > 1:
			return usage(a.say.Say("explain.too-many", "name", args[1]))
		case len(args) == 1 && args[0] != "-":
			return a.explainFile(c.Context(), args[0])
		}
		return a.explainReader(term.Reader(c.Context(), a.Stdin))
	})
	a.rawFlag(c)
	return c
}

// rawFlag adds the flag --raw, which also shows the unchanged output.
func (a *app) rawFlag(c *cobra.Command) {
	c.Flags().BoolVar(&a.raw, "raw", false, a.say.Say("flag.raw"))
}

func (a *app) explainFile(ctx context.Context, name string) error {
	info, err := os.Stat(name)
	if err == nil && info.IsDir() {
		return usage(a.say.Say("explain.folder", "file", name))
	}
	f, err := await(ctx, func() (*os.File, error) { return os.Open(name) }) // opening a pipe without a writer blocks
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return usage(a.say.Say("explain.missing", "file", name))
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return usage(a.say.Say("explain.unreadable", "file", name, "error", err.Error()))
	}
	defer f.Close()
	return a.explainReader(term.Reader(ctx, f))
}

// explainReader explains the output in r, which is UTF-8 or UTF-16 with a byte order mark, as Windows PowerShell's > writes. A finding is
// not an error: the explanation is the result of the command.
func (a *app) explainReader(r io.Reader) error {
	r = transform.NewReader(r, unicode.BOMOverride(transform.Nop))
	counted := &counter{r: r}
	if a.raw {
		counted.r = io.TeeReader(r, a.passThroughWriter())
	}
	found, err := goout.Read(counted)
	if err != nil {
		return fmt.Errorf("read the output: %w", err)
	}
	if counted.n == 0 && !a.json {
		a.print(a.Stdout, a.say.Say("explain.empty"))
		return nil
	}
	return a.showFound(found)
}

// passThroughWriter returns the writer for the explained output. With --json it is stderr, because stdout holds only the JSON.
func (a *app) passThroughWriter() io.Writer {
	if a.json {
		return a.Stderr
	}
	return a.Stdout
}

func (a *app) showFound(found []goout.Finding) error {
	tree := newTree()
	found, src := blame.CheckSources(found, tree)
	doc := report.Found(blame.ExplainAll(found, src), a.say)
	if a.json {
		return a.writeJSON(doc)
	}
	if len(doc.Findings) == 0 {
		a.print(a.Stdout, a.say.Say("explain.nothing"))
		return nil
	}
	report.Explain(a.Stdout, a.style(a.Stdout), a.say, doc, src, tree.rel)
	return nil
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
