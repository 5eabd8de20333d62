package instrument

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"sharedmap-workshop/checker/internal/proc"
)

// Binary is a test binary whose tests explore schedules.
type Binary struct {
	*Instrumented
	Path string
	// Launch starts the tests; nil: without limits, in the package's folder.
	Launch proc.Launcher

	work  string // removed by Close
	inner string // the folder of the build: work, or one in it
	env   []string
	reads []string // the files that a test reads for the lines of its schedule
}

// Build instruments and compiles the package in o.Dir. Close removes its files.
func Build(ctx context.Context, o Options) (*Binary, error) {
	b, err := Prepare(ctx, o)
	if err != nil {
		return nil, err
	}
	if err := b.Compile(ctx); err != nil {
		b.Close()
		return nil, err
	}
	return b, nil
}

// Prepare instruments the package in o.Dir and does not compile it. It is the first half of Build.
func Prepare(ctx context.Context, o Options) (*Binary, error) {
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return nil, fmt.Errorf("find package: %w", err)
	}
	o.Dir = dir
	work, err := os.MkdirTemp(o.Work, "explore-")
	if err != nil {
		return nil, fmt.Errorf("make folder: %w", err)
	}
	if o.Env == nil {
		o.Env = os.Environ()
	}
	b := &Binary{work: work, inner: work, Path: filepath.Join(work, "explore.test"), env: o.Env}
	o.Work = work
	if err = os.Mkdir(b.data(), 0o755); err == nil {
		b.Instrumented, err = Package(ctx, o)
	}
	if err == nil {
		err = b.sources(o.Overlay)
	}
	if err != nil {
		b.Close()
		return nil, err
	}
	return b, nil
}

// Close removes the binary and its folder.
func (b *Binary) Close() error {
	if err := os.RemoveAll(b.work); err != nil {
		return fmt.Errorf("remove %s: %w", b.work, err)
	}
	return nil
}

// Compile compiles the instrumented package. It is the second half of Build.
func (b *Binary) Compile(ctx context.Context) error {
	overlay := filepath.Join(b.work, "overlay.json")
	if err := writeOverlay(overlay, b.Overlay); err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, "go", "test", "-c", "-vet=off", "-ldflags=-s -w", "-overlay", overlay, "-o", b.Path, ".")
	cmd.Dir, cmd.Env = b.Dir, append(b.env[:len(b.env):len(b.env)], "PWD="+b.Dir)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	cmd.WaitDelay = time.Second
	if err := proc.Run(cmd); err != nil {
		if ctx.Err() != nil {
			return fmt.Errorf("build: %w", ctx.Err())
		}
		return fmt.Errorf("build: %w", &RewriteError{b.Tests, b.problems(out.String()), out.String(), err})
	}
	return nil
}

// writeOverlay writes the file that the go command's -overlay reads.
func writeOverlay(file string, replace map[string]string) error {
	data, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return fmt.Errorf("encode overlay: %w", err)
	}
	if err := os.WriteFile(file, data, 0o644); err != nil {
		return fmt.Errorf("write overlay: %w", err)
	}
	return nil
}

// RewriteError is the error for code that compiles, but not with scheduling points in it, for example because it depends on the sizes of
// the types of package sync.
type RewriteError struct {
	Tests    []string // the tests that would have been explored
	Problems []string // the compiler's messages
	Output   string   // the complete output of the go command
	Err      error    `json:"-"` // the error with which the go command ended
}

func (e *RewriteError) Error() string { return strings.Join(e.Problems, "\n") }

// Unwrap returns the error with which the go command ended.
func (e *RewriteError) Unwrap() error { return e.Err }

// problems returns the lines of the compiler's output, with the original names of the files.
func (b *Binary) problems(out string) []string {
	for path, file := range b.Overlay {
		if file != "" {
			at := regexp.MustCompile(`(?m)^(.*[/\\])?` + regexp.QuoteMeta(filepath.Base(file)) + ":") // with any path before it
			out = at.ReplaceAllLiteralString(out, filepath.Base(path)+":")
		}
	}
	var lines []string
	for line := range strings.Lines(out) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			lines = append(lines, line)
		}
	}
	if len(lines) == 0 { // for example because the compiler was killed
		lines = []string{strings.TrimSpace(out)}
	}
	return lines
}

// sources writes a file with the overlay, so that the explorer finds the source lines of replaced files.
func (b *Binary) sources(overlay map[string]string) error {
	data, err := json.Marshal(overlay)
	if err != nil {
		return fmt.Errorf("encode sources: %w", err)
	}
	if err := os.WriteFile(b.sourcesFile(), data, 0o644); err != nil {
		return fmt.Errorf("write sources: %w", err)
	}
	for path := range b.Overlay {
		if file, replaced := overlay[path]; replaced {
			path = file
		}
		if _, err := os.Stat(path); err == nil {
			b.reads = append(b.reads, path)
		}
	}
	return nil
}

// data returns the folder of the files that a test reads beside the sources.
func (b *Binary) data() string { return filepath.Join(b.inner, "data") }

func (b *Binary) sourcesFile() string { return filepath.Join(b.data(), "sources.json") }
