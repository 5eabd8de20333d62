package player

import (
	"html/template"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/safetext"
)

// page is what the template shows.
type page struct {
	Lang, Title, Name, Sentence, Policy string

	CSS        template.CSS
	JS         template.JS
	Stages     []stage // one, or the schedule that breaks and one that holds
	Difference string  // the first difference of the two
	say        *msg.Printer
}

// stage is one schedule on a page.
type stage struct {
	View       string // breaks or holds
	Title      string
	Omitted    string
	Lanes      []Lane
	Goroutines int // how many of the lanes
	Objects    int
	Rows       []Row
	Edges      []Edge
	Height     int // of the picture, in rows
	States     []State
	Files      []File
	Decisive   int // the number of the state before the switch that matters
	Differs    int // the number of the first row that is not as in the other schedule; 0: there is none
	Questions  []Question

	say *msg.Printer
}

// Say returns a text in the page's language.
func (p page) Say(key string) string { return p.say.Say("player." + key) }

// Both reports whether the page shows two schedules.
func (p page) Both() bool { return len(p.Stages) > 1 }

// Say returns a text in the page's language.
func (s stage) Say(key string) string { return s.say.Say("player." + key) }

// Wrong returns what is said to a wrong answer.
func (s stage) Wrong(answer string) string { return s.say.Say("player.wrong", "answer", answer) }

// Last returns the number of the last state.
func (s stage) Last() int { return len(s.States) - 1 }

// Wide reports whether the picture needs the whole width of a page.
func (s stage) Wide() bool { return s.Goroutines > 3 }

// newPage computes all that the page of the last steps of a schedule, or of two, can show.
func newPage(in Input, most int, say *msg.Printer) page {
	p := page{Lang: say.Lang(), Title: say.Say("player.title", "name", safetext.Line(in.Name)), Name: safetext.Line(in.Name), Sentence: safetext.Line(in.Sentence),
		Policy: policy(), CSS: css(), JS: js(), say: say}
	bad := newModel(in.Result, Options{Most: most}, say)
	p.Stages = []stage{bad.stage(in.Source)}
	if in.Good != nil {
		good := newModel(in.Good, Options{Most: most, Values: in.Result.Cause == explore.Race}, say)
		p.Stages = append(p.Stages, good.stage(in.Source))
		p.Stages[1].View, p.Stages[1].Questions = "holds", nil
		d := difference(bad, good, "player.difference")
		p.Difference, p.Stages[0].Differs, p.Stages[1].Differs = d.Text, d.Rows[0], d.Rows[1]
		for i, key := range []string{"player.bad", "player.good"} {
			p.Stages[i].Title = say.Say(key)
		}
	}
	return p
}

// stage returns what the page shows of the schedule.
func (m *model) stage(source func(string) []string) stage {
	s := stage{View: "breaks", Lanes: m.lanes, States: m.states(), Files: m.files(source), Decisive: m.decisive(), Questions: m.questions(), say: m.say}
	if m.omitted > 0 {
		s.Omitted = m.say.Say("player.omitted", "count", m.omitted)
	}
	s.Rows, s.Edges = m.rows(s.States), m.edges()
	for _, l := range s.Lanes {
		if l.Kind == "goroutine" {
			s.Goroutines++
		}
	}
	s.Objects, s.Height = len(s.Lanes)-s.Goroutines, len(s.Rows)
	return s
}
