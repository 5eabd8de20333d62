package report

import (
	"slices"

	"sharedmap-workshop/checker/explore"
)

// ExploredStep is one step of a failing schedule in the JSON of `checker explore`.
type ExploredStep struct {
	Goroutine  string          `json:"goroutine"`
	File       string          `json:"file,omitempty"`
	Line       int             `json:"line,omitempty"`
	Code       string          `json:"code,omitempty"`
	Op         string          `json:"op"`
	Value      string          `json:"value,omitempty"`
	Name       string          `json:"name,omitempty"`
	Object     int             `json:"object,omitempty"`
	Switch     bool            `json:"switch,omitempty"`
	ReleasedBy int             `json:"releasedBy,omitempty"` // the number, from 1, of the step that let this goroutine go on after it had to wait
	Before     *explore.Moment `json:"before,omitempty"`     // how everything stood just before this step
}

// exploredSteps returns a trace with file names relative to dir.
func exploredSteps(trace []explore.Step, dir string) []ExploredStep {
	var out []ExploredStep
	for _, s := range trace {
		out = append(out, ExploredStep{
			s.Goroutine, relativePath(s.File, dir), s.Line, s.Code, s.Op, s.Value, s.Name, s.Object, s.Switch, s.ReleasedBy, relativeMoment(s.Before, dir),
		})
	}
	return out
}

// relativeMoment returns a copy of m with file names relative to dir.
func relativeMoment(m *explore.Moment, dir string) *explore.Moment {
	if m == nil {
		return nil
	}
	out := *m
	out.Goroutines = slices.Clone(m.Goroutines)
	for i := range out.Goroutines {
		out.Goroutines[i].File = relativePath(out.Goroutines[i].File, dir)
	}
	return &out
}
