package quiz

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/course"
)

// How often Check runs a program. What it prints has to be the same each time. A run with the race detector takes longer.
const (
	printRuns = 20
	waitRuns  = 5
	raceRuns  = 5
)

// Check compares what the question's program does with what the options say. It returns each difference as a sentence for the author of the
// question. An error means that the program could not be run.
func (r *Runner) Check(ctx context.Context, q course.Question) ([]string, error) {
	if q.Kind == course.Schedules {
		var results []Explored
		for _, o := range q.Options {
			e, err := r.Explore(ctx, q.Program, o.Test)
			if err != nil {
				return nil, err
			}
			results = append(results, e)
		}
		return checkSchedules(q, results), nil
	}
	kinds := map[course.QuestionKind]struct {
		runs  int
		race  bool
		check func(course.Question, Run) []string
	}{
		course.Prints: {printRuns, false, checkPrints},
		course.Waits:  {waitRuns, false, checkWaits},
		course.Races:  {raceRuns, true, checkRaces},
	}
	k := kinds[q.Kind]
	var all []string
	for range k.runs {
		run, err := r.Run(ctx, q.Program, k.race)
		if err != nil {
			return nil, err
		}
		for _, p := range k.check(q, run) {
			if !slices.Contains(all, p) {
				all = append(all, p)
			}
		}
	}
	return all, nil
}

// checkPrints compares a run's output with what the options say that it prints.
func checkPrints(q course.Question, run Run) []string {
	var bad []string
	for i, o := range q.Options {
		switch same := string(run.Output) == *o.Prints; {
		case o.Right && !same:
			bad = append(bad, fmt.Sprintf("option %d is right and says that it prints %q, but it printed %q", i+1, *o.Prints, run.Output))
		case !o.Right && same:
			bad = append(bad, fmt.Sprintf("option %d is wrong and says that it prints %q, but it printed just that", i+1, *o.Prints))
		}
	}
	return bad
}

// checkWaits compares the lines at which goroutines wait with those of the options.
func checkWaits(q course.Question, run Run) []string {
	if !run.Deadlocked() {
		return []string{fmt.Sprintf("expected the end %q, but it printed %q", deadlockMessage, run.Output)}
	}
	var lines []int
	for _, g := range run.Waiting() {
		lines = append(lines, g.Line)
	}
	return checkLines(q, lines, "a goroutine waits")
}

// checkRaces compares the lines of the race detector's report with those of the options.
func checkRaces(q course.Question, run Run) []string {
	var lines []int
	for _, a := range run.Accesses() {
		lines = append(lines, a.Line)
	}
	return checkLines(q, lines, "the race detector reports an access")
}

// checkLines compares the lines at which something happened with those of the options.
func checkLines(q course.Question, lines []int, what string) []string {
	var bad []string
	slices.Sort(lines)
	seen := strings.Trim(fmt.Sprint(slices.Compact(slices.Clone(lines))), "[]")
	if seen == "" {
		seen = "none"
	}
	for i, o := range q.Options {
		switch there := slices.Contains(lines, o.Number); {
		case o.Right && !there:
			bad = append(bad, fmt.Sprintf("option %d is right and says that %s at line %d, but the lines were: %s", i+1, what, o.Number, seen))
		case !o.Right && there:
			bad = append(bad, fmt.Sprintf("option %d is wrong, but %s at its line %d", i+1, what, o.Number))
		}
	}
	return bad
}

// checkSchedules compares the results of the options' tests with what the options say is possible.
func checkSchedules(q course.Question, results []Explored) []string {
	var bad []string
	for i, o := range q.Options {
		if p := checkSchedule(o, results[i]); p != "" {
			bad = append(bad, fmt.Sprintf("option %d: %s", i+1, p))
		}
	}
	return bad
}

// checkSchedule compares the result of an option's test with what the option says is possible. It returns "" if they agree.
func checkSchedule(o course.Option, e Explored) string {
	switch {
	case e.Result == nil:
		return fmt.Sprintf("%s could not be explored: %v", o.Test, e.Err)
	case *o.Possible && !e.Possible():
		return fmt.Sprintf("expected that a schedule makes %s fail, but none of %d does (the search ended with %q)", o.Test, e.Result.Schedules, e.Result.Cause)
	case !*o.Possible && e.Possible():
		return fmt.Sprintf("expected that no schedule makes %s fail, but number %d does: %s", o.Test, e.Result.Found, strings.TrimSpace(e.Result.Message))
	case !*o.Possible && !e.Impossible():
		return fmt.Sprintf("expected that all schedules of %s are tried and controlled, but the search ended after %d (limit %q, reasons %v)", o.Test, e.Result.Schedules, e.Result.Limit, e.Reasons)
	}
	return ""
}
