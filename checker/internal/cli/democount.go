package cli

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"

	"sharedmap-workshop/checker/internal/gotest"
)

// demoCount counts the results of the broken program's runs.
type demoCount struct {
	Runs   int `json:"runs"`
	Right  int `json:"right"`  // runs with the right output, which is luck
	Wrong  int `json:"wrong"`  // runs with another output
	Died   int `json:"died"`   // runs that ended in a fatal error, a panic or with another exit code
	Hung   int `json:"hung"`   // runs that did not end
	Caught int `json:"caught"` // runs in which the race detector reported a race

	ended int // runs that did not end by themselves
}

// demoEnd is how a run of the program ended. A higher value shows a room better what is wrong.
type demoEnd int

const (
	endedRight demoEnd = iota
	endedHung
	endedDied
	endedWrong
)

// endOf returns how a run ended. want is nil for a program that runs until it is asked to end.
func endOf(e gotest.ProgramResult, want []byte) demoEnd {
	switch {
	case e.Hung || e.Interrupted && want != nil:
		return endedHung
	case e.ExitCode != 0 && !e.Raced() || bytes.Contains(e.Output, []byte("fatal error: ")):
		return endedDied
	case want != nil && !bytes.Equal(e.Stdout, want):
		return endedWrong
	}
	return endedRight
}

func (c *demoCount) add(e gotest.ProgramResult, want []byte) {
	c.Runs++
	if e.Raced() {
		c.Caught++
	}
	if e.Interrupted {
		c.ended++
	}
	switch endOf(e, want) {
	case endedHung:
		c.Hung++
	case endedDied:
		c.Died++
	case endedWrong:
		c.Wrong++
	default:
		c.Right++
	}
}

// plainRuns is the part without the race detector: the counts, and what one wrong run printed.
func (d *demo) plainRuns(ctx context.Context, wide int) (demoContent, error) {
	if err := d.expectedOutput(ctx); err != nil {
		return demoContent{}, err
	}
	count, sample, err := d.runMany(ctx, false)
	if err != nil {
		return demoContent{}, err
	}
	d.doc.Plain = count
	lines := append(d.countLines(count, false, wide), "")
	lines = append(lines, d.sampleLines(sample, wide)...)
	return demoContent{slides: []slide{{text: lines}}, lines: lines}, nil
}

// raceRuns is the part with the race detector.
func (d *demo) raceRuns(ctx context.Context, wide int) (demoContent, error) {
	count, _, err := d.runMany(ctx, true)
	if err != nil {
		return demoContent{}, err
	}
	d.doc.Race = count
	lines := d.countLines(count, true, wide)
	key := "demo.detector"
	if count.Caught == 0 {
		key = "demo.silent"
	}
	lines = append(append(lines, ""), indented(d.app.say.Say(key), "", wide)...)
	return demoContent{slides: []slide{{text: lines}}, lines: lines}, nil
}

// expectedOutput runs the repaired program. want stays nil if that program also runs until it is asked to end.
func (d *demo) expectedOutput(ctx context.Context) error {
	solved, err := os.ReadFile(filepath.Join(d.root, filepath.FromSlash(d.lesson.Solution())))
	if err != nil {
		return usage(d.app.say.Say("demo.no-solution", "file", d.lesson.Solution()))
	}
	file, err := d.b.Write(d.lesson.File, solved)
	if err != nil {
		return err
	}
	return d.busy(ctx, "demo.comparing", func(func(string)) error {
		bin, err := d.program(ctx, gotest.Source{Lesson: d.lesson, File: file}, false)
		if err != nil {
			return err
		}
		e, err := gotest.RunProgram(ctx, d.lesson, bin, demoTimeout)
		if err == nil && !e.Interrupted {
			d.want = e.Stdout
		}
		return err
	})
}

// program builds the lesson's program.
func (d *demo) program(ctx context.Context, src gotest.Source, race bool) (string, error) {
	bin, failure, err := d.b.Program(ctx, src, race)
	if err == nil && failure != nil {
		err = fmt.Errorf("build %s: %s", d.lesson.ID, failure.Output)
	}
	return bin, err
}

// runMany runs the broken program several times and counts the results. It returns the run that shows best what is wrong. Runs that have to be ended
// take long, so it makes no more than demoEnded of them.
func (d *demo) runMany(ctx context.Context, race bool) (c demoCount, best gotest.ProgramResult, err error) {
	var bin string
	if err = d.busy(ctx, "demo.building", func(func(string)) error {
		bin, err = d.program(ctx, d.src, race)
		return err
	}); err != nil {
		return c, best, err
	}
	rank := demoEnd(-1)
	err = d.busy(ctx, "demo.running", func(note func(string)) error {
		for c.Runs < d.times && c.ended < demoEnded {
			note(d.app.say.Say("demo.run", "run", c.Runs+1, "times", d.times) + d.soFar(c, race))
			e, err := gotest.RunProgram(ctx, d.lesson, bin, demoTimeout)
			if err != nil {
				return err
			}
			c.add(e, d.want)
			if end := endOf(e, d.want); end > rank {
				best, rank = e, end
			}
		}
		return nil
	})
	return c, best, err
}

// soFar returns the counts behind the number of the current run.
func (d *demo) soFar(c demoCount, race bool) string {
	if c.Runs == 0 {
		return ""
	}
	return "  " + d.counts(c, race)
}

// countLines returns the counts, and why there are fewer runs than were asked for.
func (d *demo) countLines(c demoCount, race bool, wide int) []string {
	out := indented(d.counts(c, race), "    ", wide)
	if c.Runs < d.times {
		key := "demo.limited"
		if d.want == nil {
			key = "demo.limited-endless"
		}
		out = append(out, indented(d.app.say.Say(key, "ended", c.ended, "times", d.times, "seconds", int(demoTimeout.Seconds())), "    ", wide)...)
	}
	return out
}

func (d *demo) counts(c demoCount, race bool) string {
	key := "demo.counts"
	if race {
		key = "demo.counts-race"
	}
	if c.Runs == 1 {
		key += "-one"
	}
	return d.app.say.Say(key, "runs", c.Runs, "right", c.Right, "wrong", c.Wrong, "died", c.Died, "hung", c.Hung, "caught", c.Caught)
}
