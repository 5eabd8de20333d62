// Package schedtest runs small programs under the scheduler, for the tests of package rt and of the stand-ins. A program logs words; the
// result of a schedule is its log and how it ended:
//
//	a b                              the program has ended
//	a | deadlock: main wait, b lock  main and b never move again
//	a | panic: close of nil channel
package schedtest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"sharedmap-workshop/checker/explore/rt"
	"sharedmap-workshop/checker/explore/strategy"
)

// P is a program while one of its schedules is made.
type P struct {
	log      []string
	children []*rt.G
}

// Log adds words to the schedule's log. It is not a scheduling point.
func (p *P) Log(words ...any) {
	for _, w := range words {
		p.log = append(p.log, fmt.Sprint(w))
	}
}

// Go starts f in a goroutine.
func (p *P) Go(name string, f func()) { p.children = append(p.children, rt.Enter().Spawn(name, f)) }

// Wait waits for the goroutines that Go has started.
func (p *P) Wait() {
	g := rt.Enter()
	for _, child := range p.children {
		g.Point(rt.Op{Kind: "wait"}, child.Done)
		g.After(child)
	}
	p.children = nil
}

// Once returns the result of the schedule that takes the first way of every choice.
func Once(t *testing.T, program func(p *P)) string {
	result, _ := run(t, strategy.Fair, rt.NewSchedulingPoints(), program)
	return result
}

// All returns the different results of all schedules within a bound of preemptions, in the order of the alphabet.
func All(t *testing.T, bound int, program func(p *P)) []string {
	return slices.Sorted(maps.Keys(Count(t, bound, program)))
}

// Count returns how many schedules within the bound have each result.
func Count(t *testing.T, bound int, program func(p *P)) map[string]int {
	results, _ := explore(t, bound, program)
	return results
}

// Races reports whether a schedule within the bound has accesses that nothing orders.
func Races(t *testing.T, bound int, program func(p *P)) bool {
	_, points := explore(t, bound, program)
	return len(points.Races) > 0
}

// maxSchedules keeps a test from running for ever.
const maxSchedules = 20_000

func explore(t *testing.T, bound int, program func(p *P)) (map[string]int, *rt.SchedulingPoints) {
	t.Helper()
	points := rt.NewSchedulingPoints()
	results, todo := map[string]int{}, strategy.NewBounded(strategy.Preemptions, bound)
	for range maxSchedules {
		ways, ok := todo.Next()
		if !ok {
			return results, points
		}
		result, o := run(t, strategy.NewReplay(ways, strategy.Fair), points, program)
		if points.Changed {
			points.Changed = false
			results, todo = map[string]int{}, strategy.NewBounded(strategy.Preemptions, bound)
			continue
		}
		if o.End != rt.Pruned {
			results[result]++
		}
		todo.Expand(o.Path, len(ways))
	}
	t.Fatalf("more than %d schedules", maxSchedules)
	return nil, nil
}

func run(t *testing.T, st strategy.Strategy, points *rt.SchedulingPoints, program func(p *P)) (string, *rt.Outcome) {
	p := &P{}
	o := rt.Run(t, rt.Config{Strategy: st, Points: points, NoSleepSets: true, MaxSteps: 10_000, Record: true},
		func(*testing.T, *rt.Sched) { program(p) })
	return p.result(o), o
}

func (p *P) result(o *rt.Outcome) string {
	log := strings.Join(p.log, " ")
	if o.End == rt.Fine {
		return log
	}
	what := o.Message
	var blocked []string
	for _, b := range o.Blocked {
		blocked = append(blocked, b.Goroutine+" "+b.State)
	}
	if len(blocked) > 0 {
		what = strings.Join(blocked, ", ")
	}
	return strings.TrimSpace(fmt.Sprintf("%s | %s: %s", log, o.End, what))
}

// Panic returns the text of the panic of f, or "".
func Panic(f func()) (text string) {
	defer func() {
		if r := recover(); r != nil {
			text = fmt.Sprint(r)
		}
	}()
	f()
	return ""
}
