package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/term"
)

const (
	demoColumns = 72              // the width on a projector with large letters
	demoTimeout = 2 * time.Second // after this time, the program is asked to end
)

// demoFlags are the flags of `checker demo`.
type demoFlags struct {
	times   int
	noPause bool
}

// demoDoc is the JSON of `checker demo`.
type demoDoc struct {
	Version  int             `json:"version"`
	Lesson   string          `json:"lesson"`
	Plain    demoCount       `json:"plain"`
	Race     demoCount       `json:"race"`
	Findings []goout.Finding `json:"findings"`
}

func (a *app) demoCommand() *cobra.Command {
	var f demoFlags
	c := a.command("demo LESSON", func(c *cobra.Command, names []string) error {
		if len(names) != 1 || f.times < 1 {
			return usage(a.say.Say("demo.usage"))
		}
		choices, err := a.choose(names)
		if err != nil {
			return err
		}
		return a.demo(c.Context(), choices[0], f)
	})
	c.Flags().IntVar(&f.times, "times", 10, a.say.Say("flag.demo.times"))
	c.Flags().BoolVar(&f.noPause, "no-pause", false, a.say.Say("flag.demo.no-pause"))
	return c
}

// demo demonstrates the original broken program of a lesson. It does not use the student's file.
func (a *app) demo(ctx context.Context, choice course.Choice, f demoFlags) error {
	root, err := a.repo()
	if err != nil {
		return err
	}
	b, err := a.builder(root)
	if err != nil {
		return err
	}
	defer b.Close()
	d := &demo{app: a, b: b, root: root, lesson: choice.Lesson, steps: scenariosOf(choice), keys: bufio.NewReader(term.Reader(ctx, a.Stdin))}
	d.live = a.style(a.Stdout).Live && !a.json
	d.pauses = d.live && !f.noPause
	return d.run(ctx, f.times)
}

// scenariosOf returns the chosen steps that have a scenario.
func scenariosOf(c course.Choice) []course.Step {
	var out []course.Step
	for _, s := range c.Steps {
		if s.Scenario != "" {
			out = append(out, s)
		}
	}
	return out
}

// demo is one run of `checker demo`.
type demo struct {
	app    *app
	b      *gotest.Builder
	root   string
	lesson course.Lesson
	steps  []course.Step // the steps that have a scenario
	keys   *bufio.Reader
	live   bool
	pauses bool
}

func (d *demo) run(ctx context.Context, times int) error {
	start, err := d.app.course.Start(d.lesson)
	if err != nil {
		return err
	}
	file, err := d.b.Write(d.lesson.File, start)
	if err != nil {
		return err
	}
	src := gotest.Source{Lesson: d.lesson, File: file}
	want, err := d.expectedOutput(ctx)
	if err != nil {
		return err
	}
	doc := demoDoc{Version: 1, Lesson: d.lesson.ID, Findings: []goout.Finding{}}
	d.title("demo.plain", "go run ./"+d.lesson.Dir())
	if doc.Plain, _, err = d.runMany(ctx, src, false, times, want); err != nil {
		return err
	}
	if err := d.pause(); err != nil {
		return err
	}
	d.title("demo.race", "go run -race ./"+d.lesson.Dir())
	var output []byte
	if doc.Race, output, err = d.runMany(ctx, src, true, times, want); err != nil {
		return err
	}
	if err := d.pause(); err != nil {
		return err
	}
	doc.Findings = d.explain(output, start)
	if len(d.steps) > 0 {
		if err := d.pause(); err != nil {
			return err
		}
		if err := d.schedule(ctx, src, &doc); err != nil {
			return err
		}
	}
	if d.app.json {
		return d.app.writeJSON(doc)
	}
	return nil
}

func (d *demo) title(key, command string) {
	if d.app.json {
		return
	}
	p := d.app.style(d.app.Stdout).Palette()
	fmt.Fprintf(d.app.Stdout, "%s\n    %s\n", p.Bold(d.app.say.Say(key)), p.Code(command))
}

// pause waits for the speaker's Enter key.
func (d *demo) pause() error {
	defer d.blankLine()
	if !d.pauses {
		return nil
	}
	fmt.Fprint(d.app.Stdout, d.app.say.Say("demo.pause"))
	return d.waitForEnter()
}

// waitForEnter waits for the Enter key, or for the end of the input.
func (d *demo) waitForEnter() error {
	if _, err := d.keys.ReadString('\n'); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read a key: %w", err)
	}
	return nil
}

func (d *demo) blankLine() {
	if !d.app.json {
		fmt.Fprintln(d.app.Stdout)
	}
}
