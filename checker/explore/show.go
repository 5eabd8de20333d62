package explore

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"sharedmap-workshop/checker/explore/rt"
)

// show runs a broken schedule again, as simple as it can be made, and puts what happened into r.
func (s *search) show(r *Result, o *rt.Outcome) {
	simple, choices := s.minimise(o)
	final := s.schedule(choices, nil, true)
	if other := s.unlike(simple, choices); other != nil {
		s.differ(r, simple, other, choices)
		return
	}
	if final.End != simple.End {
		s.differ(r, simple, final, choices)
		return
	}
	s.tell(r, final)
	r.Choices, r.Learned = choices, s.learned.Export()
}

// tell copies an outcome into r.
func (s *search) tell(r *Result, o *rt.Outcome) {
	src := newSources(s.order.Sources)
	r.Cause, r.Message, r.By = Cause(o.End), o.Message, o.By
	r.File, r.Line, r.After = o.Place.File, o.Place.Line, o.After
	rows := o.Rows
	if s.learned.Hang {
		rows = onceRound(rows)
	}
	if r.Omitted = max(0, len(rows)-maxTrace); r.Omitted > 0 {
		rows = rows[r.Omitted:]
	}
	r.Trace = steps(rows, src)
	for _, b := range o.Blocked {
		r.Blocked = append(r.Blocked, Blocked{b.Goroutine, b.State, b.Place.File, b.Place.Line, src.line(b.Place)})
	}
	if r.Line == 0 && len(r.Blocked) > 0 {
		r.File, r.Line = r.Blocked[0].File, r.Blocked[0].Line
	}
}

// maxTrace is how many steps of a schedule are kept: what happened last, where that is too much to read.
const maxTrace = 400

// onceRound leaves out the rounds at the end of rows that are like the one before them.
func onceRound(rows []rt.Row) []rt.Row {
	same := func(a, b rt.Row) bool { return a.G == b.G && a.Op == b.Op && a.Place == b.Place }
	for size := 1; size <= longestRound && 2*size < len(rows); size++ {
		n := len(rows)
		for n > size && same(rows[n-1], rows[n-1-size]) {
			n--
		}
		if len(rows)-n >= size {
			return rows[:n]
		}
	}
	return rows
}

// longestRound is how many steps a round has at most.
const longestRound = 50

func steps(rows []rt.Row, src *sources) []Step {
	var out []Step
	for i, row := range rows {
		out = append(out, Step{
			Goroutine: row.Goroutine, File: row.Place.File, Line: row.Place.Line, Code: src.line(row.Place),
			Op: row.Op, Value: row.Value, Name: row.Name, Switch: i > 0 && row.G != rows[i-1].G && row.Preempts,
		})
	}
	return out
}

// unlike makes one schedule again and again and returns an outcome that is not like the first, if any.
func (s *search) unlike(o *rt.Outcome, choices []int) *rt.Outcome {
	start := newStopwatch()
	for i := 0; i < maxAgain && !start.over(maxAgainTime); i++ {
		if other := s.schedule(choices, nil, false); other.End != o.End || other.Message != o.Message {
			return other
		}
	}
	return nil
}

// How often a schedule is made again to see whether it always ends alike.
const (
	maxAgain     = 24
	maxAgainTime = 40 * time.Millisecond
)

// differ says that one schedule ended in two ways.
func (s *search) differ(r *Result, a, b *rt.Outcome, choices []int) {
	r.Cause, r.Choices, r.Learned = Unstable, choices, s.learned.Export()
	r.Outcomes = []string{describe(a), describe(b)}
	r.Message = strings.Join(r.Outcomes, " / ")
}

func describe(o *rt.Outcome) string {
	if o.Message == "" {
		return string(o.End)
	}
	return fmt.Sprintf("%s: %s", o.End, o.Message)
}

// minimise looks for a schedule that breaks in the same way with fewer switches.
func (s *search) minimise(o *rt.Outcome) (*rt.Outcome, []int) {
	if o.Message == "goroutines" { // how they came about is no matter
		return o, taken(o)
	}
	best, choices := s.coarsely(o)
	tries, start := 0, newStopwatch()
	more := func() bool { return tries < maxTries && !start.over(maxTriesTime) }
	for again := true; again && more(); {
		again = false
		for i := len(choices) - 1; i >= 0 && more(); i-- {
			if choices[i] == 0 {
				continue
			}
			other := append([]int(nil), choices[:min(i, len(choices))]...)
			for _, tail := range [][]int{nil, choices[i+1:]} {
				tries++
				candidate := append(append(other[:i:i], 0), tail...)
				if c := s.schedule(candidate, nil, false); c.End == o.End && !c.Diverged && c.Switches < best.Switches {
					best, choices, again = c, taken(c), true
					break
				}
			}
			i = min(i, len(choices))
		}
	}
	return best, choices
}

// coarsely takes whole stretches of choices back, ever shorter ones: a schedule made at random has many without need.
func (s *search) coarsely(o *rt.Outcome) (*rt.Outcome, []int) {
	best, choices := o, taken(o)
	start := newStopwatch()
	for size := len(choices) / 2; size > 1; size /= 2 {
		for from := 0; from+size <= len(choices) && !start.over(maxTriesTime); from += size {
			part := choices[from : from+size]
			if !slices.ContainsFunc(part, func(c int) bool { return c != 0 }) {
				continue
			}
			candidate := slices.Clone(choices)
			clear(candidate[from : from+size])
			if c := s.schedule(candidate, nil, false); c.End == o.End && c.Switches < best.Switches {
				best, choices = c, taken(c)
			}
		}
	}
	return best, choices
}

// How long minimising goes on.
const (
	maxTries     = 300
	maxTriesTime = 2 * time.Second
)

func taken(o *rt.Outcome) []int {
	out := make([]int, len(o.Path))
	for i, n := range o.Path {
		out[i] = n.Taken
	}
	return out
}

// again makes the one schedule that was asked for.
func (s *search) again() *Result {
	r := s.result()
	if s.limits.Code != "" && s.limits.Code != r.Code {
		r.Cause = Stale
		return s.seal(r)
	}
	s.learned.Import(s.limits.Learned)
	o := s.schedule(s.limits.Replay, nil, true)
	s.count = 1
	if o.Diverged {
		r.Cause = Stale
		return s.seal(r)
	}
	r.Choices, r.Learned = s.limits.Replay, s.limits.Learned
	switch {
	case wrong(o.End):
		r.Found = 1
		s.tell(r, o)
	case len(o.Conflicts) > 0:
		s.tellConflicts(r, o)
	}
	return s.seal(r)
}

// conflicts finds a schedule that shows the accesses that nothing orders.
func (s *search) conflicts(r *Result) {
	count, start := s.count, newStopwatch()
	defer func() { s.count = count }()
	s.restart()
	for tries := 0; tries < maxTries && !start.over(2*maxTriesTime); tries++ {
		b, more := s.next()
		if !more {
			return
		}
		prefix := b.choices()
		o := s.schedule(prefix, s.visited, true)
		if len(o.Conflicts) > 0 {
			choices := taken(o)
			s.tellConflicts(r, s.schedule(choices, nil, true))
			r.Choices, r.Learned = choices, s.learned.Export()
			return
		}
		s.branch(o, len(prefix))
	}
}

// tellConflicts copies a schedule that shows unsynchronised accesses into r.
func (s *search) tellConflicts(r *Result, o *rt.Outcome) {
	s.tell(r, o)
	src := newSources(s.order.Sources)
	for _, c := range o.Conflicts {
		two := steps(c[:], src)
		r.Races = append(r.Races, Conflict{two[0], two[1]})
	}
	if len(r.Races) > 0 {
		last := r.Races[0].Other
		r.Cause, r.Message, r.File, r.Line, r.By = Race, r.Races[0].name(), last.File, last.Line, last.Goroutine
	}
}
