package player

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/safetext"
)

// State is all that is seen after a number of steps.
type State struct {
	Number     int      `json:"number"`
	Heading    string   `json:"heading"`
	Step       string   `json:"step"`  // what the last step was
	Notes      []string `json:"notes"` // why it could move, and whether it was a preemption
	Goroutines []Line   `json:"goroutines"`
	Locks      []Line   `json:"locks"`
	Channels   []Line   `json:"channels"`
	Variables  []Line   `json:"variables"`
	Marks      string   `json:"marks"` // where the goroutines stand: file:line:lane, separated by blanks
	Asks       bool     `json:"-"`     // a question comes first

	cells map[int]string // the lane's number in the picture → what its object is
}

// Line is how one goroutine, lock, channel or variable stands.
type Line struct {
	Name   string `json:"name"`
	Text   string `json:"text"`
	Place  string `json:"place"`
	Code   string `json:"code"`
	Class  string `json:"class"` // moves, can, waits, ended or ""
	Letter string `json:"letter"`
	Number int    `json:"number"`
}

// states returns the states, from that before the first step to that after the last.
func (m *model) states() []State {
	out := make([]State, 0, len(m.steps)+1)
	values, histories := map[int]string{}, map[int][]string{}
	asked := map[int]bool{}
	for _, step := range m.earlier {
		m.noteValue(step, values, histories)
	}
	for _, q := range m.questions() {
		asked[q.State] = true
	}
	for k := range len(m.steps) + 1 {
		s := State{Number: k, Heading: m.say.Say("player.start"), Asks: asked[k], cells: map[int]string{}}
		if k > 0 {
			step := m.steps[k-1]
			m.describe(&s, step)
			m.noteValue(step, values, histories)
		}
		m.addGoroutines(&s)
		m.addObjects(&s, values, histories)
		out = append(out, s)
	}
	return out
}

// noteValue keeps the value that a step has read or written.
func (m *model) noteValue(step explore.Step, values map[int]string, histories map[int][]string) {
	o := m.names[step.Object]
	if o.Kind != "variable" || step.Value == "" {
		return
	}
	values[o.Number] = step.Value
	if h := histories[o.Number]; len(h) == 0 || h[len(h)-1] != step.Value {
		histories[o.Number] = append(h, step.Value)
	}
}

// describe tells the step that led to a state.
func (m *model) describe(s *State, step explore.Step) {
	s.Heading = m.say.Say("player.step", "step", s.Number, "steps", len(m.steps))
	s.Step = safetext.Line(step.Goroutine) + ": " + m.words(step)
	if step.Switch {
		s.Notes = append(s.Notes, m.say.Say("player.switch"))
	}
	if by := step.ReleasedBy; by > 0 && m.number[by-1] > 0 {
		s.Notes = append(s.Notes, m.say.Say("player.released", "step", m.number[by-1], "who", safetext.Line(m.r.Trace[by-1].Goroutine)+": "+m.words(m.r.Trace[by-1])))
	}
}

// words tells what a step does.
func (m *model) words(step explore.Step) string {
	key := "player.op-" + step.Op
	if !m.say.Has(key) || step.Value == "" && slices.Contains([]string{"read", "write", "send", "receive"}, step.Op) {
		return safetext.Line(step.Code)
	}
	return m.say.Say(key, "object", m.object(step.Object), "value", safetext.Line(step.Value))
}

// addGoroutines tells of each goroutine what it can do, or what it waits for.
func (m *model) addGoroutines(s *State) {
	at := m.moment(s.Number)
	if at == nil {
		return
	}
	var marks []string
	for _, lane := range m.lanes {
		if lane.Kind != "goroutine" {
			continue
		}
		line := Line{Name: lane.Name, Letter: lane.Letter, Number: lane.Number}
		i := slices.IndexFunc(at.Goroutines, func(g explore.Standing) bool { return g.Goroutine == lane.key })
		if i < 0 {
			line.Class, line.Text = "ended", m.absent(lane.key, s.Number)
			s.Goroutines = append(s.Goroutines, line)
			continue
		}
		g := at.Goroutines[i]
		line.Class, line.Text = m.standing(g, at, s.Number)
		if g.Line > 0 {
			line.Place, line.Code = fmt.Sprintf("%s:%d", safetext.Line(filepath.Base(g.File)), g.Line), safetext.Line(g.Code)
			marks = append(marks, fmt.Sprintf("%d:%d:%d", m.fileNumber(g.File), g.Line, lane.Number))
		}
		s.Goroutines = append(s.Goroutines, line)
	}
	s.Marks = strings.Join(marks, " ")
}

// absent tells why a goroutine is not there after k steps.
func (m *model) absent(name string, k int) string {
	for i := range k {
		if at := m.moment(i); at != nil && slices.ContainsFunc(at.Goroutines, func(g explore.Standing) bool { return g.Goroutine == name }) {
			return m.say.Say("player.ended")
		}
	}
	return m.say.Say("player.not-started")
}

// standing tells how a goroutine stands after k steps.
func (m *model) standing(g explore.Standing, at *explore.Moment, k int) (class, text string) {
	switch {
	case k < len(m.steps) && m.steps[k].Goroutine == g.Goroutine:
		return "moves", m.say.Say("player.next")
	case g.Can:
		return "can", m.say.Say("player.can")
	}
	return "waits", report.Waits(g, at, report.ObjectNames(m.r), m.say)
}
