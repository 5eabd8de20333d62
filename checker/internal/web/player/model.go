package player

import (
	"slices"
	"strings"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/safetext"
)

// model is a schedule as the page looks at it.
type model struct {
	r       *explore.Result
	steps   []explore.Step // those that are shown
	earlier []explore.Step // those before that are left out
	number  []int          // for each step of the trace the number of the step that shows it, from 1; 0: none
	omitted int
	lanes   []Lane
	names   map[int]explore.Object
	say     *msg.Printer
}

// Lane is a column of the picture: a goroutine, a lock, a channel or a variable.
type Lane struct {
	Name   string `json:"name"`
	Kind   string `json:"kind"`   // goroutine, lock, channel or variable
	Letter string `json:"letter"` // of a goroutine, to find it in the source
	Number int    `json:"number"` // of a goroutine, from 0

	key    string // the name before it was made safe
	object int
}

// maxObjectLanes is how many locks, channels and variables have a lane. The others are named in the text only.
const maxObjectLanes = 5

// Options say how much of a schedule is shown.
type Options struct {
	Most   int  // the most steps, counted from the end; 0: all
	Values bool // also accesses of which no value is known
	Points bool // also those of them at which another goroutine could have moved
}

func newModel(r *explore.Result, o Options, say *msg.Printer) *model {
	m := &model{r: r, say: say, names: map[int]explore.Object{}, number: make([]int, len(r.Trace))}
	var chosen []int
	preempts, written := false, writtenObjects(r)
	for i, s := range r.Trace {
		if preempts = preempts || s.Switch; !tells(r, s, written) && !o.Values && !(o.Points && s.Point) {
			continue
		}
		s.Switch, preempts = preempts, false
		m.steps, chosen = append(m.steps, s), append(chosen, i)
	}
	cut := preparation(m.steps)
	if o.Most > 0 {
		cut = max(cut, len(m.steps)-o.Most)
	}
	m.omitted = r.Omitted + cut
	m.earlier = m.steps[:cut]
	m.steps, chosen = m.steps[cut:], chosen[cut:]
	for k, i := range chosen {
		m.number[i] = k + 1
	}
	for _, o := range r.Objects {
		m.names[o.Number] = o
	}
	m.addLanes()
	return m
}

// preparation returns how many of the first steps only prepare what is to be seen: one goroutine alone has made them, before it starts the
// goroutines that meet.
func preparation(steps []explore.Step) int {
	last := 0
	for i, s := range steps {
		if s.Op == "go" && s.Goroutine == steps[0].Goroutine && (i == 0 || steps[i-1].Op != "go" || steps[i-1].Goroutine != s.Goroutine) {
			last = i
		}
		if s.Goroutine != steps[0].Goroutine {
			return last
		}
	}
	return 0
}

// tells reports whether a step is worth a row. An access of which no value is known says something only in a data race. A variable of a test that
// nobody writes is a setting, such as the language of its texts.
func tells(r *explore.Result, s explore.Step, written map[int]bool) bool {
	if s.Op != "read" && s.Op != "write" {
		return true
	}
	setting := s.Op == "read" && s.Object != 0 && !written[s.Object] && strings.HasSuffix(s.File, "_test.go")
	return !setting && (r.Cause == explore.Race || s.Value != "")
}

// writtenObjects returns the numbers of the variables that the schedule writes.
func writtenObjects(r *explore.Result) map[int]bool {
	written := map[int]bool{}
	for _, s := range r.Trace {
		if s.Op == "write" {
			written[s.Object] = true
		}
	}
	return written
}

// all returns the steps that are shown and those that are left out before them.
func (m *model) all() []explore.Step {
	return append(m.earlier[:len(m.earlier):len(m.earlier)], m.steps...)
}

// addLanes adds a lane for each goroutine, and then for the objects that steps are on.
func (m *model) addLanes() {
	goroutine := func(name string) {
		if !slices.ContainsFunc(m.lanes, func(l Lane) bool { return l.key == name }) {
			n := len(m.lanes)
			m.lanes = append(m.lanes, Lane{safetext.Line(name), "goroutine", string(rune('A' + n%26)), n, name, 0})
		}
	}
	for _, s := range m.steps {
		goroutine(s.Goroutine)
	}
	if m.r.Final != nil {
		for _, g := range m.r.Final.Goroutines {
			goroutine(g.Goroutine)
		}
	}
	first := len(m.lanes)
	for _, kind := range []string{"lock", "channel", "variable"} {
		for _, o := range m.r.Objects {
			used := slices.ContainsFunc(m.steps, func(s explore.Step) bool { return s.Object == o.Number })
			if o.Kind == kind && used && len(m.lanes) < first+maxObjectLanes {
				m.lanes = append(m.lanes, Lane{Name: safetext.Line(o.Name), Kind: kind, object: o.Number})
			}
		}
	}
}

// moment returns how everything stood after k steps; nil where that is not known.
func (m *model) moment(k int) *explore.Moment {
	if k == len(m.steps) || k == len(m.steps)-1 && m.steps[k].Op == "panic" { // a panic changes nothing
		return m.r.Final
	}
	return m.steps[k].Before
}

// object returns what an object is called.
func (m *model) object(number int) string {
	if o, ok := m.names[number]; ok {
		return safetext.Line(o.Name)
	}
	return "?"
}

// list returns names as one text.
func (m *model) list(names []string) string { return report.NameList(names, m.say) }

// decisive returns after how many steps the last preemption comes. Where there is none, it is the last change of goroutine.
func (m *model) decisive() int {
	for i, s := range slices.Backward(m.steps) {
		if s.Switch {
			return i
		}
	}
	for i := len(m.steps) - 1; i > 0; i-- {
		if m.steps[i].Goroutine != m.steps[i-1].Goroutine {
			return i
		}
	}
	return 0
}
