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
}

// expectedOutput returns the output of the repaired program, or nil if that program also runs until it is asked to end.
func (d *demo) expectedOutput(ctx context.Context) ([]byte, error) {
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
	e, err := gotest.RunProgram(ctx, d.lesson, bin, demoTimeout)
	if err != nil || e.Interrupted {
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

// runMany runs the program several times and counts the results. It returns the output to explain: that of the first run with a data race, else that
// of the first run.
func (d *demo) runMany(ctx context.Context, src gotest.Source, race bool, times int, want []byte) (demoCount, []byte, error) {
	var c demoCount
	var output []byte
	bin, failure, err := d.b.Program(ctx, src, race)
	if err != nil || failure != nil {
		return c, nil, d.notBuilt(failure, err)
	}
	for range times {
		e, err := gotest.RunProgram(ctx, d.lesson, bin, demoTimeout)
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

func (c *demoCount) add(e gotest.ProgramResult, want []byte) {
	c.Runs++
	if e.Raced() {
		c.Caught++
	}
	switch {
	case e.Hung || e.Interrupted && want != nil:
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
