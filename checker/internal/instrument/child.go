package instrument

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// childName is the argument that makes this program build an exploring binary and exit.
const childName = "instrument-child"

// builtFile is the file in the work folder in which the child reports.
const builtFile = "built.json"

// built is what the child reports.
type built struct {
	Binary  *Instrumented `json:",omitempty"`
	Path    string
	Reads   []string
	Rewrite *RewriteError `json:",omitempty"` // or one of the errors
	Problem *ProblemError `json:",omitempty"`
	Load    string        `json:",omitempty"`
	Other   string        `json:",omitempty"`
}

// Child builds an exploring binary if the arguments, which are os.Args, ask for that. It reports with which status the process must exit
// then. A program that calls BuildApart calls Child before anything else.
func Child(args []string) (code int, ok bool) {
	if len(args) != 3 || args[1] != childName {
		return 0, false
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var o Options
	if err := json.Unmarshal([]byte(args[2]), &o); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 3, true
	}
	o.Env = os.Environ()
	if err := report(ctx, o); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 3, true
	}
	return 0, true
}

// report builds and writes the report.
func report(ctx context.Context, o Options) error {
	var r built
	b, err := Build(ctx, o)
	var problem *ProblemError
	var rewrite *RewriteError
	switch {
	case err == nil:
		r.Binary, r.Path, r.Reads = b.Instrumented, b.Path, b.reads
	case errors.As(err, &rewrite):
		r.Rewrite = rewrite
	case errors.As(err, &problem):
		r.Problem = problem
	case errors.Is(err, ErrLoad):
		r.Load = err.Error()
	default:
		r.Other = err.Error()
	}
	text, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(o.Work, builtFile), text, 0o644)
}

// A Starter runs this program with the arguments until it ends. It may write in the folder work. The error says why it did not end with
// status 0; output is what it printed.
type Starter func(ctx context.Context, work string, args []string) (output []byte, err error)

// BuildApart is Build in a process of its own, which start starts: the type checker reads the package there. o.Env is not passed on.
func BuildApart(ctx context.Context, o Options, start Starter) (*Binary, error) {
	work, err := os.MkdirTemp(o.Work, "explore-")
	if err != nil {
		return nil, fmt.Errorf("make folder: %w", err)
	}
	b := &Binary{work: work, env: o.Env}
	o.Work, o.Env = work, nil
	if err := b.buildApart(ctx, o, start); err != nil {
		return nil, errors.Join(err, b.Close())
	}
	return b, nil
}

func (b *Binary) buildApart(ctx context.Context, o Options, start Starter) error {
	order, err := json.Marshal(o)
	if err != nil {
		return fmt.Errorf("write the order: %w", err)
	}
	if err := os.Chmod(b.work, 0o755); err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	out, err := start(ctx, b.work, []string{childName, string(order)})
	if err != nil {
		return fmt.Errorf("rewrite: %w%s", err, said(out))
	}
	text, err := os.ReadFile(filepath.Join(b.work, builtFile))
	if err != nil {
		return fmt.Errorf("rewrite: %w%s", err, said(out))
	}
	var r built
	if err := json.Unmarshal(text, &r); err != nil {
		return fmt.Errorf("rewrite: %w", err)
	}
	if err := r.failure(); err != nil {
		return err
	}
	b.Instrumented, b.Path, b.reads, b.inner = r.Binary, r.Path, r.Reads, filepath.Dir(r.Path)
	return nil
}

// Built reports whether the binary is there already: BuildApart compiles, Prepare does not.
func (b *Binary) Built() bool {
	_, err := os.Stat(b.Path)
	return err == nil
}

// failure returns the error that the child reported, or nil.
func (r built) failure() error {
	switch {
	case r.Rewrite != nil:
		r.Rewrite.Err = errors.New("the go command failed")
		return fmt.Errorf("build: %w", r.Rewrite)
	case r.Problem != nil:
		return r.Problem
	case r.Load != "":
		return fmt.Errorf("%w: %s", ErrLoad, r.Load)
	case r.Other != "":
		return errors.New(r.Other)
	case r.Binary == nil:
		return errors.New("rewrite: no result")
	}
	return nil
}

// said returns what a process printed, as a part of an error.
func said(out []byte) string {
	text := strings.TrimSpace(string(out))
	if text == "" {
		return ""
	}
	return ": " + strconv.Quote(text[:min(len(text), 500)])
}
