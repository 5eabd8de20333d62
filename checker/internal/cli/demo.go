package cli

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/diagnose"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/term"
)

const (
	demoColumns  = 72              // big letters on a projector
	demoPatience = 2 * time.Second // a program that goes on for longer is asked to end
)

// demoFlags are the flags of `checker demo`.
type demoFlags struct {
	times   int
	noPause bool
}

// demoCount is how often the broken program ended in which way.
type demoCount struct {
	Runs   int `json:"runs"`
	Right  int `json:"right"`  // the right output, by luck
	Wrong  int `json:"wrong"`  // another output
	Died   int `json:"died"`   // fatal error, panic, another exit code
	Hung   int `json:"hung"`   // it did not end
	Caught int `json:"caught"` // the race detector reported
}

// demoDoc is the JSON of `checker demo`.
type demoDoc struct {
	Version  int                `json:"version"`
	Lesson   string             `json:"lesson"`
	Plain    demoCount          `json:"plain"`
	Race     demoCount          `json:"race"`
	Findings []diagnose.Finding `json:"findings"`
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

// demo shows the broken program as it was published, whatever the student's file holds.
func (a *app) demo(ctx context.Context, choice course.Choice, f demoFlags) error {
	root, err := a.repo()
	if err != nil {
		return err
	}
	b, err := gotest.NewBuilder(root, a.course)
	if err != nil {
		return err
	}
	defer b.Close()
	d := &demo{app: a, b: b, root: root, lesson: choice.Lesson, steps: scenariosOf(choice), keys: bufio.NewReader(a.Stdin)}
	d.live = a.style(a.Stdout).Live && !a.json
	d.pauses = d.live && !f.noPause
	return d.run(ctx, f.times)
}

// scenariosOf returns the steps that can be explored.
func scenariosOf(c course.Choice) []course.Step {
	var out []course.Step
	for _, s := range c.Steps {
		if s.Scenario != "" {
			out = append(out, s)
		}
	}
	return out
}

// demo is one showing.
type demo struct {
	app    *app
	b      *gotest.Builder
	root   string
	lesson course.Lesson
	steps  []course.Step // those with a scenario
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
	want, err := d.wanted(ctx)
	if err != nil {
		return err
	}
	doc := demoDoc{Version: 1, Lesson: d.lesson.ID, Findings: []diagnose.Finding{}}
	d.title("demo.plain", "go run ./"+d.lesson.Dir())
	if doc.Plain, _, err = d.series(ctx, src, false, times, want); err != nil {
		return err
	}
	d.pause()
	d.title("demo.race", "go run -race ./"+d.lesson.Dir())
	var output []byte
	if doc.Race, output, err = d.series(ctx, src, true, times, want); err != nil {
		return err
	}
	d.pause()
	doc.Findings = d.explain(output, start)
	if len(d.steps) > 0 {
		d.pause()
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
func (d *demo) pause() {
	if !d.pauses {
		d.space()
		return
	}
	fmt.Fprint(d.app.Stdout, d.app.say.Say("demo.pause"))
	_, _ = d.keys.ReadString('\n') // at the end of the input the show goes on
	d.space()
}

func (d *demo) space() {
	if !d.app.json {
		fmt.Fprintln(d.app.Stdout)
	}
}

// wanted is what the repaired program prints; nil where that one, too, runs until it is asked to end.
func (d *demo) wanted(ctx context.Context) ([]byte, error) {
	solved, err := os.ReadFile(filepath.Join(d.root, filepath.FromSlash(d.lesson.Solution())))
	if err != nil {
		return nil, usage(d.app.say.Say("demo.no-solution", "file", d.lesson.Solution()))
	}
	file, err := d.b.Write(d.lesson.File, solved)
	if err != nil {
		return nil, err
	}
	bin, failure, err := d.b.Program(ctx, gotest.Source{Lesson: d.lesson, File: file}, false)
	if err != nil || failure != nil {
		return nil, d.notBuilt(failure, err)
	}
	e, err := gotest.RunProgram(ctx, d.lesson, bin, demoPatience)
	if err != nil || e.Asked {
		return nil, err
	}
	return e.Stdout, nil
}

func (d *demo) notBuilt(failure *gotest.BuildFailure, err error) error {
	if err == nil && failure != nil {
		err = fmt.Errorf("build %s: %s", d.lesson.ID, failure.Output)
	}
	return err
}

// series runs the program so many times and counts. It returns the output that there is most to explain of.
func (d *demo) series(ctx context.Context, src gotest.Source, race bool, times int, want []byte) (demoCount, []byte, error) {
	var c demoCount
	var output []byte
	bin, failure, err := d.b.Program(ctx, src, race)
	if err != nil || failure != nil {
		return c, nil, d.notBuilt(failure, err)
	}
	for range times {
		e, err := gotest.RunProgram(ctx, d.lesson, bin, demoPatience)
		if err != nil {
			return c, nil, err
		}
		c.add(e, want)
		if output == nil || e.Raced() && !bytes.Contains(output, []byte("DATA RACE")) {
			output = e.Output
		}
		if d.live {
			fmt.Fprintf(d.app.Stdout, "\r\x1b[K    %s", d.counts(c, race))
		}
	}
	if !d.app.json {
		if d.live {
			fmt.Fprint(d.app.Stdout, "\r\x1b[K")
		}
		fmt.Fprintf(d.app.Stdout, "    %s\n", d.counts(c, race))
	}
	return c, output, nil
}

func (c *demoCount) add(e gotest.Ended, want []byte) {
	c.Runs++
	if e.Raced() {
		c.Caught++
	}
	switch {
	case e.Hung || e.Asked && want != nil:
		c.Hung++
	case e.ExitCode != 0 && !e.Raced() || bytes.Contains(e.Output, []byte("fatal error: ")):
		c.Died++
	case want != nil && !bytes.Equal(e.Stdout, want):
		c.Wrong++
	default:
		c.Right++
	}
}

func (d *demo) counts(c demoCount, race bool) string {
	key := "demo.counts"
	if race {
		key = "demo.counts-race"
	}
	return d.app.say.Say(key, "runs", c.Runs, "right", c.Right, "wrong", c.Wrong, "died", c.Died, "hung", c.Hung, "caught", c.Caught)
}

// explain draws the first finding of an output: a race, where there is one.
func (d *demo) explain(output, start []byte) []diagnose.Finding {
	found, _ := diagnose.Read(bytes.NewReader(output)) // a bytes.Reader does not fail
	src := report.Overlaid(os.DirFS(d.root), d.lesson.Path(), start)
	doc := report.Found(diagnose.ExplainAll(found, src), d.app.say)
	if len(doc.Findings) == 0 {
		if !d.app.json {
			fmt.Fprintln(d.app.Stdout, d.app.say.Say("demo.silent"))
		}
		return doc.Findings
	}
	doc.Findings = doc.Findings[:1]
	if !d.app.json {
		own, err := fs.Sub(src, d.lesson.Dir())
		if err != nil {
			own = src
		}
		report.Explain(d.app.Stdout, d.narrow(), d.app.say, doc, own, func(file string) string { return filepath.Base(file) })
	}
	return doc.Findings
}

// narrow is the output's style with lines short enough for the last row of seats.
func (d *demo) narrow() term.Style {
	style := d.app.style(d.app.Stdout)
	style.Column = min(style.Column, demoColumns)
	return style
}

// showable explores the steps until a schedule breaks in which at least two goroutines move: one alone makes no picture.
func (d *demo) showable(ctx context.Context, e *gotest.Explorer) (*diagnose.Finding, course.Step) {
	for _, s := range d.steps {
		x := e.Explore(ctx, s, gotest.Options{})
		if f := report.ScheduleFinding(x.Result, d.app.say); f != nil && report.Movers(*f) > 1 {
			return f, s
		}
	}
	return nil, course.Step{}
}

// schedule explores the broken program and shows the schedule that breaks it, a row a key.
func (d *demo) schedule(ctx context.Context, src gotest.Source, doc *demoDoc) error {
	e, err := d.b.Explorer(ctx, src)
	if err != nil {
		return err
	}
	defer e.Close()
	f, step := d.showable(ctx, e)
	if f == nil {
		return nil
	}
	doc.Findings = append(doc.Findings, *f)
	if d.app.json {
		return nil
	}
	d.title("demo.schedule", "go run ./checker explore "+d.lesson.StepID(step))
	for i, row := range report.ScheduleRows(d.narrow(), d.app.say, *f) {
		fmt.Fprintf(d.app.Stdout, "  %s", strings.TrimRight(row, " "))
		if d.pauses && i > 1 {
			_, _ = d.keys.ReadString('\n') // the key's own line feed ends the row
			continue
		}
		fmt.Fprintln(d.app.Stdout)
	}
	d.space()
	for _, line := range term.Wrap(strings.Join(strings.Fields(f.Text), " "), demoColumns-2) {
		fmt.Fprintln(d.app.Stdout, line)
	}
	return nil
}
