package cli

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"

	"sharedmap-workshop/checker/internal/play"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/web/player"
)

// testOfPackage takes the name of a test after that of a package as the value of --run, and returns the other names.
func (f *exploreFlags) testOfPackage(names []string) []string {
	if len(names) == 2 && f.run == "" {
		if _, ok := packageDir(names[0]); ok {
			f.run = names[1]
			return names[:1]
		}
	}
	return names
}

// addGood looks for a schedule that holds, if a page is to show it beside the one that breaks.
func (e *explored) addGood(ctx context.Context, f exploreFlags, replay play.Replay) (err error) {
	if f.html == "" || f.replay != "" || e.result == nil || len(e.reasons) > 0 {
		return nil
	}
	e.good, err = play.Nearest(ctx, replay, e.result)
	return err
}

// writePlayer writes the page of a failing schedule, or says that there is none.
func (a *app) writePlayer(file string, broken *explored) error {
	if broken == nil || len(broken.result.Trace) == 0 && broken.result.Final == nil {
		fmt.Fprintln(a.Stderr, a.say.Say("player.nothing"))
		return nil
	}
	var b bytes.Buffer
	in := player.Input{Name: broken.name, Result: broken.result, Good: broken.good, Source: sourceLines}
	if f := report.ScheduleFinding(broken.result, a.say); f != nil {
		in.Sentence = f.Text
	}
	if err := player.Write(&b, in, a.say); err != nil {
		return err
	}
	if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
		return fmt.Errorf("write the page: %w", err)
	}
	fmt.Fprintln(a.Stderr, a.say.Say("player.written", "file", file))
	return nil
}

// sourceLines returns the lines of a source file, or nil where it cannot be read.
func sourceLines(file string) []string {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil
	}
	return strings.Split(string(data), "\n")
}
