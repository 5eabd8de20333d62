package explore

import (
	"sharedmap-workshop/checker/explore/rt"
)

// show makes a broken schedule again, as simple as it can be made, and notes in r what happened.
func (s *search) show(r *Result, o *rt.Outcome) {
	simple, choices := s.minimise(o)
	final := s.schedule(choices, nil, true)
	if other := s.otherEnd(simple, choices); other != nil {
		s.nondeterministic(r, simple, other, choices)
		return
	}
	if final.End != simple.End {
		s.nondeterministic(r, simple, final, choices)
		return
	}
	s.describe(r, final)
	r.Choices, r.Points = choices, s.points.Export(s.base)
}

// describe copies an outcome into r.
func (s *search) describe(r *Result, o *rt.Outcome) {
	src := newSources(s.order.Sources)
	r.Cause, r.Message, r.By = Cause(o.End), o.Message, o.By
	r.File, r.Line, r.After = o.Place.File, o.Place.Line, o.After
	rows := o.Rows
	if s.points.Hang {
		rows = onceRound(rows)
	}
	if r.Omitted = max(0, len(rows)-maxTrace); r.Omitted > 0 {
		rows = rows[r.Omitted:]
	}
	r.Trace = steps(rows, src)
	r.Final = moment(o.Final, src)
	nameObjects(r, s.limits.Play != nil)
	for _, b := range o.Blocked {
		r.Blocked = append(r.Blocked, Blocked{b.Goroutine, b.State, b.Place.File, b.Place.Line, src.line(b.Place), b.Object})
	}
	if r.Line == 0 && len(r.Blocked) > 0 {
		r.File, r.Line = r.Blocked[0].File, r.Blocked[0].Line
	}
}

// maxTrace is how many steps of a schedule are kept, counted from the end: more would be too much to read.
const maxTrace = 400

// onceRound leaves out the repetitions of a loop at the end of rows.
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

// longestRound is how many steps a repetition has at most.
const longestRound = 50

// steps returns the rows of a trace with the lines of the source.
func steps(rows []rt.Row, src *sources) []Step {
	var out []Step
	numbers := map[int]int{}
	for i, row := range rows {
		if row.Serial > 0 {
			numbers[row.Serial] = i + 1
		}
	}
	for i, row := range rows {
		out = append(out, Step{
			Goroutine: row.Goroutine, File: row.Place.File, Line: row.Place.Line, Code: src.line(row.Place),
			Op: row.Op, Value: row.Value, Name: row.Name, Object: row.Object, Switch: i > 0 && row.G != rows[i-1].G && row.Preempts, Point: row.Point,
			Before: moment(row.Moment, src), ReleasedBy: numbers[row.ReleasedBy],
		})
	}
	return out
}
