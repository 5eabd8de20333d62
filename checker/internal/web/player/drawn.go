package player

import (
	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/msg"
)

// Picture is a schedule as it stands after its last step, for a script that draws it. All of it is text, made safe but not escaped.
type Picture struct {
	Omitted    string   `json:"omitted"`
	Lanes      []Lane   `json:"lanes"`
	Goroutines int      `json:"goroutines"` // how many of the lanes
	Rows       []Row    `json:"rows"`
	Edges      []Edge   `json:"edges"`
	Steps      []string `json:"steps"` // the rows as text
	State      State    `json:"state"`
	Files      []File   `json:"files"`
}

// MaxRows is how many steps of a schedule a Picture shows, counted from the end.
const MaxRows = 250

// NewPicture returns the picture of a schedule, with all accesses at which there was a choice. source returns the lines of a file, or nil where it cannot be read.
func NewPicture(r *explore.Result, source func(file string) []string, say *msg.Printer) Picture {
	return newModel(r, Options{Most: MaxRows, Points: true}, say).picture(source)
}

// Compare returns the pictures of two schedules of one scenario, and where they begin to differ. text is the key of the sentence that says so.
func Compare(first, second *explore.Result, source func(file string) []string, text string, say *msg.Printer) ([2]Picture, Difference) {
	o := Options{Most: MaxRows, Points: true}
	a, b := newModel(first, o, say), newModel(second, o, say)
	return [2]Picture{a.picture(source), b.picture(source)}, difference(a, b, text)
}

// picture returns the picture of the schedule.
func (m *model) picture(source func(string) []string) Picture {
	s := m.stage(source)
	p := Picture{
		Omitted: s.Omitted, Lanes: list(s.Lanes), Goroutines: s.Goroutines, Rows: list(s.Rows), Edges: list(s.Edges),
		State: s.States[len(s.States)-1], Steps: []string{}, Files: list(s.Files),
	}
	for _, state := range s.States[1:] {
		p.Steps = append(p.Steps, state.Step)
	}
	return p
}

// list returns a list that is [] in JSON and not null where it is empty.
func list[T any](all []T) []T {
	if all == nil {
		return []T{}
	}
	return all
}
