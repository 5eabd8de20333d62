package report

import (
	"strings"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/safetext"
)

// PlayedFinding returns a schedule that a player has made so far as a finding, for a picture: its steps, and at its end what came of it. The texts
// of the program in it are safe to show on a terminal.
func PlayedFinding(r *explore.Result, say *msg.Printer) goout.Finding {
	f := goout.Finding{Kind: goout.KindSchedule, Trace: traceEvents(r.Trace), Omitted: r.Omitted}
	if broken := ScheduleFinding(r, say); broken != nil {
		f = *broken
	}
	f.Text = PlayedEnd(r, say)
	f.Message = safetext.Line(f.Message)
	makeSafe(&f)
	return f
}

// makeSafe makes what a schedule shows of the program safe for a terminal: names, values and code.
func makeSafe(f *goout.Finding) {
	for i := range f.Trace {
		e := &f.Trace[i]
		for _, text := range []*string{&e.Goroutine, &e.Code, &e.Op, &e.Value, &e.Name} {
			*text = safetext.Line(*text)
		}
	}
	for i := range f.Goroutines {
		f.Goroutines[i].Func, f.Goroutines[i].State = safetext.Line(f.Goroutines[i].Func), safetext.Line(f.Goroutines[i].State)
	}
}

// traceEvents returns the steps of a schedule as the events of a finding.
func traceEvents(steps []explore.Step) []goout.Event {
	var out []goout.Event
	for _, s := range steps {
		out = append(out, goout.Event{
			Goroutine: s.Goroutine, File: s.File, Line: s.Line, Code: strings.TrimSpace(s.Code), Op: s.Op, Value: s.Value, Name: s.Name, Object: s.Object, Switch: s.Switch,
		})
	}
	return out
}

// PlayedEnd returns a sentence that says how a schedule has ended that a player has made, or "" where it has not ended.
func PlayedEnd(r *explore.Result, say *msg.Printer) string {
	if r.Cause == explore.None {
		if r.Played == nil || r.Played.Open != nil {
			return ""
		}
		return say.Say("played." + r.Played.End)
	}
	message := strings.TrimSpace(r.Message)
	if a, ok := goout.ParseAssertion(r.Message); ok {
		message = strings.TrimRight(strings.TrimSpace(a.Message), ":")
	}
	key := "played." + sentenceKey(r)
	if r.Cause == explore.Race && len(r.Races) > 0 {
		c := r.Races[0]
		if r.Message != "" {
			key = "played.race-named"
		}
		return say.Say(key, "name", safetext.Line(r.Message), "first", c.Write.Op, "there", stepPlace(c.Write), "second", c.Other.Op, "here", stepPlace(c.Other))
	}
	message = strings.Join(strings.Fields(message), " ")
	return say.Say(key, "waiting", len(r.Blocked), "message", safetext.Line(message), "by", safetext.Line(r.By))
}

// PlayedSchedule is the JSON of `checker play`: where a list of moves leads.
type PlayedSchedule struct {
	Version  int              `json:"version"`
	Test     string           `json:"test"`
	State    string           `json:"state"` // open, broken, held or unclear
	Moves    []int            `json:"moves"` // all that were made, numbered from 1
	Question *PlayedChoice    `json:"question,omitempty"`
	Text     string           `json:"text,omitempty"` // how it has ended
	Finding  *goout.Finding   `json:"finding,omitempty"`
	Steps    []ExploredStep   `json:"steps"`
	Final    *explore.Moment  `json:"final,omitempty"` // how everything stands at the end of the moves
	Objects  []explore.Object `json:"objects,omitempty"`
	Search   PlayedSearch     `json:"search"`
}

// PlayedChoice is the choice that comes next. Kind is switch, pick, value or detour.
type PlayedChoice struct {
	Kind      string      `json:"kind"`
	Goroutine string      `json:"goroutine,omitempty"` // that has come to it; of a switch, none
	Ways      []PlayedWay `json:"ways"`
}

// PlayedWay is one way in which the schedule can go on.
type PlayedWay struct {
	Number    int    `json:"number"` // from 1
	Goroutine string `json:"goroutine,omitempty"`
	Op        string `json:"op,omitempty"`
	Object    int    `json:"object,omitempty"`
	File      string `json:"file,omitempty"`
	Line      int    `json:"line,omitempty"`
	Code      string `json:"code,omitempty"`
	Timer     bool   `json:"timer,omitempty"`
	Preempts  bool   `json:"preempts,omitempty"`
}

// PlayedSearch is what the search has found that came before the moves. Status is pass, fail or capped.
type PlayedSearch struct {
	Status    string `json:"status"`
	Schedules int    `json:"schedules"`
	Bound     int    `json:"bound"`
	Moves     []int  `json:"moves,omitempty"` // of the schedule that breaks
}

// NewPlayedSchedule returns the JSON of a schedule r that moves have led to, after a search. It makes file names relative to dir.
func NewPlayedSchedule(name, dir, state string, r, search *explore.Result, say *msg.Printer) PlayedSchedule {
	out := PlayedSchedule{
		Version: 1, Test: name, State: state, Moves: fromOne(r.Choices), Text: PlayedEnd(r, say), Steps: exploredSteps(r.Trace, dir),
		Final: relativeMoment(r.Final, dir), Objects: r.Objects, Search: PlayedSearch{"pass", search.Schedules, search.Bound, nil},
	}
	if out.Steps == nil {
		out.Steps = []ExploredStep{}
	}
	if !r.OK() {
		f := PlayedFinding(r, say)
		relativize(&f, dir)
		out.Finding = &f
	}
	switch {
	case !search.OK():
		out.Search.Status = "fail"
		if search.Points.Order == "" {
			out.Search.Moves = fromOne(search.Choices)
		}
	case search.Capped:
		out.Search.Status = "capped"
	}
	if r.Played != nil && r.Played.Open != nil {
		open := r.Played.Open
		out.Question = &PlayedChoice{Kind: open.Kind, Goroutine: open.By.Goroutine}
		for i, w := range open.Ways {
			out.Question.Ways = append(out.Question.Ways, PlayedWay{i + 1, w.Goroutine, w.Op, w.Object, relativePath(w.File, dir), w.Line, w.Code, w.Timer, w.Preempts})
		}
	}
	return out
}

// fromOne returns numbers that begin with 0 as numbers that begin with 1.
func fromOne(ways []int) []int {
	out := make([]int, len(ways))
	for i, way := range ways {
		out[i] = way + 1
	}
	return out
}
