package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"sharedmap-workshop/checker/internal/diagnose"
	"sharedmap-workshop/checker/internal/report"
)

func (a *app) explainCommand() *cobra.Command {
	return a.command("explain [FILE] | explain -- COMMAND...", func(c *cobra.Command, args []string) error {
		switch dash := c.ArgsLenAtDash(); {
		case dash >= 0 && len(args) > dash:
			if dash > 0 {
				return usage(a.say.Say("explain.both"))
			}
			return a.explainCommandOutput(c.Context(), args)
		case len(args) > 1:
			return usage(a.say.Say("explain.too-many", "name", args[1]))
		case len(args) == 1 && args[0] != "-":
			return a.explainFile(args[0])
		}
		return a.explainReader(a.Stdin)
	})
}

func (a *app) explainFile(name string) error {
	info, err := os.Stat(name)
	if err == nil && info.IsDir() {
		return usage(a.say.Say("explain.folder", "file", name))
	}
	f, err := os.Open(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return usage(a.say.Say("explain.missing", "file", name))
	case err != nil:
		return usage(a.say.Say("explain.unreadable", "file", name, "error", err.Error()))
	}
	defer f.Close()
	return a.explainReader(f)
}

// explainReader explains what r holds. It ends green whatever that is: the explanation is the result.
func (a *app) explainReader(r io.Reader) error {
	counted := &counter{r: r}
	found, err := diagnose.Read(counted)
	if err != nil {
		return fmt.Errorf("read the output: %w", err)
	}
	if counted.n == 0 && !a.json {
		fmt.Fprintln(a.Stdout, a.say.Say("explain.empty"))
		return nil
	}
	return a.showFound(found)
}

func (a *app) showFound(found []diagnose.Finding) error {
	src := newTree()
	doc := report.Found(diagnose.ExplainAll(found, src), a.say)
	if a.json {
		return a.writeJSON(doc)
	}
	if len(doc.Findings) == 0 {
		fmt.Fprintln(a.Stdout, a.say.Say("explain.nothing"))
		return nil
	}
	report.Explain(a.Stdout, a.style(a.Stdout), a.say, doc, src, src.rel)
	return nil
}

// explainCommandOutput runs a command, passes on what it prints, explains that, and ends with the command's own exit code.
func (a *app) explainCommandOutput(ctx context.Context, args []string) error {
	toStdout := a.Stdout
	if a.json {
		toStdout = a.Stderr // stdout holds the JSON and nothing else
	}
	pr, pw := io.Pipe()
	var found []diagnose.Finding
	var readErr error
	var wg sync.WaitGroup
	wg.Go(func() {
		found, readErr = diagnose.Read(pr)
		_, _ = io.Copy(io.Discard, pr) // after an error the command must not wait for a reader
	})
	out, errs := &lines{to: toStdout, also: pw}, &lines{to: a.Stderr, also: pw}
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = a.Stdin, out, errs
	cmd.WaitDelay = time.Second
	err := cmd.Run()
	out.flush()
	errs.flush()
	_ = pw.Close() // the reader's end: it has no error to give
	wg.Wait()
	if cmd.ProcessState == nil {
		return usage(a.say.Say("explain.not-started", "command", args[0], "error", err.Error()))
	}
	if readErr != nil {
		return fmt.Errorf("read the output: %w", readErr)
	}
	code := cmd.ProcessState.ExitCode()
	if code < 0 {
		fmt.Fprintln(a.Stderr, a.say.Say("explain.signal", "state", cmd.ProcessState.String()))
		code = exitMachine
	}
	if code != 0 || len(found) > 0 || a.json {
		if !a.json {
			fmt.Fprintln(a.Stdout)
		}
		if err := a.showFound(found); err != nil {
			return err
		}
	}
	return exitWith(code)
}

// exitCode ends the checker with a command's own exit code.
type exitCode int

func (e exitCode) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

func exitWith(code int) error {
	if code == 0 {
		return nil
	}
	return exitCode(code)
}

// counter counts what is read.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// lines passes on what is written, and gives whole lines to a second writer, so that two streams do not break each other's.
type lines struct {
	to, also io.Writer
	part     []byte
}

// maxPart is how much of an unended line is held back, in bytes.
const maxPart = 64 << 10

func (l *lines) Write(p []byte) (int, error) {
	if _, err := l.to.Write(p); err != nil {
		return 0, err
	}
	l.part = append(l.part, p...)
	end := strings.LastIndexByte(string(l.part), '\n') + 1
	if end == 0 && len(l.part) > maxPart {
		end = len(l.part)
	}
	if end > 0 {
		if _, err := l.also.Write(l.part[:end]); err != nil {
			return 0, err
		}
		l.part = append(l.part[:0], l.part[end:]...)
	}
	return len(p), nil
}

func (l *lines) flush() {
	if len(l.part) > 0 {
		_, _ = l.also.Write(append(l.part, '\n')) // the pipe's reader takes all
	}
}

// tree finds the sources that an output names: by their whole path, else below the working directory.
type tree struct {
	dir string
	all fs.FS
	cwd fs.FS
}

func newTree() tree {
	dir, err := os.Getwd()
	if err != nil {
		dir = "."
	}
	return tree{dir, os.DirFS(filepath.VolumeName(dir) + string(filepath.Separator)), os.DirFS(dir)}
}

// Open opens name as a whole path without its first slash, or as a path below the working directory.
func (t tree) Open(name string) (fs.File, error) {
	if f, err := t.cwd.Open(name); err == nil {
		return f, nil
	}
	return t.all.Open(name)
}

// rel shortens a path that lies below the working directory.
func (t tree) rel(file string) string {
	if r, err := filepath.Rel(t.dir, file); err == nil && filepath.IsAbs(file) && !strings.HasPrefix(r, "..") {
		return filepath.ToSlash(r)
	}
	return file
}
