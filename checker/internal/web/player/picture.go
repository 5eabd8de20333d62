package player

import (
	"slices"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/safetext"
)

// Row is one step in the picture.
type Row struct {
	Number int    `json:"number"`
	Switch bool   `json:"switch"`
	Cells  []Cell `json:"cells"`
}

// Cell is what one lane has in a row.
type Cell struct {
	Line   int    `json:"line"` // of the source; 0: none
	Code   string `json:"code"`
	Value  string `json:"value"`
	Held   bool   `json:"held"`   // the object is held, closed or has a value
	Number int    `json:"number"` // of the goroutine
	Moves  bool   `json:"moves"`  // the goroutine of this lane moves
}

// rows returns the rows of the picture, one for each step.
func (m *model) rows(states []State) []Row {
	var out []Row
	for k, step := range m.steps {
		row := Row{Number: k + 1, Switch: step.Switch}
		for i, lane := range m.lanes {
			var c Cell
			if lane.Kind == "goroutine" && lane.key == step.Goroutine {
				c = Cell{Line: step.Line, Code: safetext.Line(step.Code), Value: m.words(step), Number: lane.Number, Moves: true}
				if c.Value == c.Code {
					c.Value = ""
				}
			} else if lane.Kind != "goroutine" {
				c.Held = states[k+1].cells[i] != ""
				if states[k+1].cells[i] != states[k].cells[i] || step.Object == lane.object {
					c.Value = states[k+1].cells[i]
				}
			}
			row.Cells = append(row.Cells, c)
		}
		out = append(out, row)
	}
	return out
}

// Edge is a line of the picture: the step in row From had to happen before that in row To. Its coordinates are halves of lanes and rows.
type Edge struct {
	X1 int `json:"x1"`
	Y1 int `json:"y1"`
	X2 int `json:"x2"`
	Y2 int `json:"y2"`
	To int `json:"to"`
}

// edges returns for each step the order in which it stands after a step of another goroutine: one that started it, that let it go on, or that
// used the same lock or channel last.
func (m *model) edges() []Edge {
	var out []Edge
	for k, step := range m.steps {
		if from := m.before(k); from >= 0 && m.steps[from].Goroutine != step.Goroutine {
			out = append(out, Edge{2*m.laneOf(m.steps[from]) + 1, 2*from + 1, 2*m.laneOf(step) + 1, 2*k + 1, k + 1})
		}
	}
	return out
}

// before returns the index of the step that had to happen before step k, or -1.
func (m *model) before(k int) int {
	step := m.steps[k]
	if by := step.ReleasedBy; by > 0 {
		return m.number[by-1] - 1
	}
	opens := map[string][]string{"lock": {"unlock", "runlock"}, "rlock": {"unlock"}, "receive": {"send", "close"}}[step.Op]
	own := false
	for i := k - 1; i >= 0; i-- {
		s := m.steps[i]
		if step.Object != 0 && s.Object == step.Object && slices.Contains(opens, s.Op) {
			return i
		}
		if s.Goroutine == step.Goroutine {
			own = true
		}
		if !own && s.Op == "go" && s.Value == step.Goroutine {
			return i
		}
	}
	return -1
}

// laneOf returns the index of the lane of a step's goroutine.
func (m *model) laneOf(s explore.Step) int {
	return slices.IndexFunc(m.lanes, func(l Lane) bool { return l.Kind == "goroutine" && l.key == s.Goroutine })
}
