package player

import (
	"html/template"

	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/safetext"
)

// page is what the template shows.
type page struct {
	Lang, Title, Name, Sentence, Policy, Omitted string

	CSS        template.CSS
	JS         template.JS
	Lanes      []Lane
	Goroutines int // how many of the lanes
	Objects    int
	Rows       []Row
	Edges      []Edge
	Height     int // of the picture, in rows
	States     []State
	Files      []File
	Decisive   int // the number of the state before the switch that matters
	Questions  []Question
	say        *msg.Printer
}

// Say returns a text in the page's language.
func (p page) Say(key string) string { return p.say.Say("player." + key) }

// Wrong returns what is said to a wrong answer.
func (p page) Wrong(answer string) string { return p.say.Say("player.wrong", "answer", answer) }

// Last returns the number of the last state.
func (p page) Last() int { return len(p.States) - 1 }

// newPage computes all that the page of the last steps of a schedule can show.
func newPage(in Input, most int, say *msg.Printer) page {
	m := newModel(in.Result, most, say)
	p := page{Lang: say.Lang(), Title: say.Say("player.title", "name", safetext.Line(in.Name)), Name: safetext.Line(in.Name), Sentence: safetext.Line(in.Sentence),
		Policy: policy(), CSS: css(), JS: js(), say: say}
	if m.omitted > 0 {
		p.Omitted = say.Say("player.omitted", "count", m.omitted)
	}
	p.Lanes, p.States = m.lanes, m.states()
	p.Rows, p.Edges = m.rows(p.States), m.edges()
	for _, l := range p.Lanes {
		if l.Kind == "goroutine" {
			p.Goroutines++
		}
	}
	p.Objects = len(p.Lanes) - p.Goroutines
	p.Height = len(p.Rows)
	p.Files = m.files(in.Source)
	p.Decisive = m.decisive()
	p.Questions = m.questions()
	return p
}
