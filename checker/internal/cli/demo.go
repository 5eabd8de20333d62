package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/term"
)

const (
	demoColumns = 72              // the width of lines that no terminal shows
	demoPage    = 80              // the widest page on a projector
	demoTimeout = 2 * time.Second // after this time, the program is asked to end
	demoEnded   = 3               // so many runs that had to be ended are enough
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
	Step     string          `json:"step"` // the step whose bug is explained and drawn
	Plain    demoCount       `json:"plain"`
	Race     demoCount       `json:"race"`
	Output   []string        `json:"output"` // what one wrong run printed
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
	d := &demo{app: a, b: b, root: root, lesson: choice.Lesson, step: demoStep(choice), times: f.times}
	d.doc = demoDoc{Version: 1, Lesson: d.lesson.ID, Step: d.lesson.StepID(d.step), Output: []string{}, Findings: []goout.Finding{}}
	d.live = a.style(a.Stdout).Live && !a.json
	if err := d.prepare(); err != nil {
		return err
	}
	if d.live && !f.noPause && term.IsTerminal(a.Stdin) {
		return d.showPages(ctx)
	}
	return d.printLines(ctx)
}

// demoStep returns the step whose bug is shown: the step that was named, or the demo step of the lesson.
func demoStep(c course.Choice) course.Step {
	demo := c.Lesson.DemoStep()
	if len(c.Steps) == 1 && c.Steps[0].ID != demo.ID {
		return c.Steps[0]
	}
	return demo
}

// demo is one run of `checker demo`.
type demo struct {
	app    *app
	b      *gotest.Builder
	root   string
	lesson course.Lesson
	step   course.Step // whose bug is explained and drawn
	times  int
	live   bool // lines can be redrawn

	start []byte        // the lesson's broken file
	src   gotest.Source // the lesson with that file
	want  []byte        // what the repaired program prints; nil if it does not end by itself
	doc   demoDoc
}

// prepare reads the broken file.
func (d *demo) prepare() error {
	start, err := d.app.course.Start(d.lesson)
	if err != nil {
		return err
	}
	file, err := d.b.Write(d.lesson.File, start)
	if err != nil {
		return err
	}
	d.start, d.src = start, gotest.Source{Lesson: d.lesson, File: file}
	return nil
}

// A demoPart is a part of the demo: its title, and what makes its content.
type demoPart struct {
	title   []string
	content func(ctx context.Context, wide int) (demoContent, error)
	picture bool // the part that the key p leads to
}

// demoContent is the content of a part: as pages, and as lines that stand below each other.
type demoContent struct {
	slides []slide
	lines  []string
}

// parts returns the parts of the demo in their order.
func (d *demo) parts() []demoPart {
	p := d.app.style(d.app.Stdout).Palette()
	part := func(key, command string, content func(context.Context, int) (demoContent, error)) demoPart {
		title := []string{p.Bold(d.app.say.Say(key))}
		if command != "" {
			title = append(title, "    "+p.Code(command))
		}
		return demoPart{title: title, content: content}
	}
	parts := []demoPart{
		part("demo.plain", "go run ./"+d.lesson.Dir(), d.plainRuns),
		part("demo.race", "go run -race ./"+d.lesson.Dir(), d.raceRuns),
		part("demo.explain", "", d.explanation),
	}
	if d.step.Scenario != "" {
		picture := part("demo.schedule", "", d.schedule)
		picture.picture = true
		parts = append(parts, picture)
	}
	return parts
}
