// Lesson 01: an access log is tallied by several workers, and the tally is wrong.
//
// This program is complete. What is to be repaired is in tally.go.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
)

const (
	programWorkers   = 8
	programLogLength = 100_000
	programSlowFrom  = 90 // milliseconds
)

func main() {
	if err := runProgram(context.Background(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "01-race:", err)
		os.Exit(1)
	}
}

// runProgram tallies a made-up log with the functions of tally.go, and prints each
// result beside the one that plain counting gives.
func runProgram(ctx context.Context, out io.Writer) error {
	visits := makeProgramLog(programLogLength)
	parts := []func(io.Writer, []Visit){showSum, showSlow, showParse, showCount}
	for _, part := range parts {
		if err := ctx.Err(); err != nil {
			return err
		}
		part(out, visits)
	}
	return nil
}

// makeProgramLog makes the same log every time.
func makeProgramLog(n int) []Visit {
	pages := []string{"/", "/docs/", "/Docs", "/blog", "/BLOG/", "/about"}
	visits := make([]Visit, n)
	for i := range visits {
		visits[i] = Visit{Page: pages[i*7%len(pages)], Millis: 1 + i*37%100}
	}
	return visits
}

func showSum(out io.Writer, visits []Visit) {
	want := 0
	for _, v := range visits {
		want += v.Millis
	}
	got := Sum(visits, programWorkers, func(v Visit) int { return v.Millis })
	showTally(out, "total time, ms", want, got)
}

func showSlow(out io.Writer, visits []Visit) {
	isSlow := func(v Visit) bool { return v.Millis >= programSlowFrom }
	want := 0
	for _, v := range visits {
		if isSlow(v) {
			want++
		}
	}
	showTally(out, "slow visits", want, len(Slow(visits, programWorkers, isSlow)))
}

func showParse(out io.Writer, visits []Visit) {
	lines := make([]string, len(visits))
	for i, v := range visits {
		lines[i] = v.Page
	}
	lines[20], lines[70_000] = "line 21?", "line 70001?" // the two that are no page
	_, err := ParseAll(lines, programWorkers, parseLogLine)
	showTally(out, "the first bad line", "line 21?: no page", fmt.Sprint(err))
}

func showCount(out io.Writer, visits []Visit) {
	counts := CountByPage(visits, programWorkers, normalizePage)
	sum := 0
	for _, n := range counts {
		sum += n
	}
	showTally(out, "visits counted", len(visits), sum)
}

func parseLogLine(line string) (Visit, error) {
	if !strings.HasPrefix(line, "/") {
		return Visit{}, fmt.Errorf("%s: no page", line)
	}
	return Visit{Page: line}, nil
}

// normalizePage gives "/docs" for "/Docs/".
func normalizePage(page string) string {
	return "/" + strings.ToLower(strings.Trim(page, "/"))
}

// showTally prints one line of the report.
func showTally(out io.Writer, what string, want, got any) {
	verdict := "ok"
	if want != got {
		verdict = "WRONG"
	}
	fmt.Fprintf(out, "%-18s want %v, got %v: %s\n", what, want, got, verdict)
}
