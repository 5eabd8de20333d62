package arena

import (
	"context"
	"errors"
	"net/http"
	"path"
	"strings"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/play"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/safetext"
	"sharedmap-workshop/checker/internal/web/player"
)

// Answer is where a list of moves leads. All of it is text, which is safe to show but not escaped,
// and none of it is longer than maxText.
type Answer struct {
	State     string          `json:"state"` // open, broken, held or unclear, as play.State; building: ask again; problem: only Problem is set
	Moves     []int           `json:"moves"` // all that were made, from 1
	Start     []int           `json:"start"` // those of the start of the case that breaks
	Case      string          `json:"case"`  // the row of the scenario's table, or ""
	Choices   *play.Offer     `json:"choices"`
	Ended     bool            `json:"ended"`
	Failed    bool            `json:"failed"`
	Alone     bool            `json:"alone"`   // it got this far without a choice of the player
	Finding   string          `json:"finding"` // how it has ended
	Expected  string          `json:"expected"`
	Actual    string          `json:"actual"`
	Known     string          `json:"known"`     // what is known of the other schedules
	Breakable bool            `json:"breakable"` // the machine has a schedule that breaks
	Counting  bool            `json:"counting"`  // Known will change
	Changed   bool            `json:"changed"`   // the files are not those that are played
	Picture   *player.Picture `json:"picture"`
	Problem   string          `json:"problem"`
}

// Machine is the player's schedule and the machine's beside it.
type Machine struct {
	Known      string             `json:"known"`
	End        string             `json:"end"`      // of the machine's schedule; "": it has found none that breaks
	Pictures   *[2]player.Picture `json:"pictures"` // the player's, the machine's
	Difference player.Difference  `json:"difference"`
}

// post answers what a page asks of a level.
func (a *Arena) post(w http.ResponseWriter, r *http.Request) {
	dir, action := path.Split(r.PathValue("rest"))
	id, lang := strings.TrimSuffix(dir, "/"), a.lang(r)
	answer := map[string]func(context.Context, *room, request) (any, error){"moves": a.moves, "machine": a.machine}[action]
	if _, ok := a.level(id, lang); !ok || answer == nil {
		a.missing(w, r)
		return
	}
	asked, err := decode(w, r)
	if err != nil {
		a.fail(w, lang, err)
		return
	}
	room := a.rooms.get(id, lang, asked.Fresh)
	switch err := room.wait(r.Context(), a.options.Patient); {
	case errors.Is(err, errBuilding):
		send(w, http.StatusAccepted, Answer{State: "building"})
		return
	case err != nil:
		a.fail(w, lang, err)
		return
	}
	out, err := answer(r.Context(), room, asked)
	if err != nil {
		a.fail(w, lang, err)
		return
	}
	send(w, http.StatusOK, out)
}

// moves makes the moves.
func (a *Arena) moves(ctx context.Context, room *room, asked request) (any, error) {
	r, err := room.jump(ctx, asked.Moves, asked.Finish)
	if err != nil {
		return nil, err
	}
	say, known, state := msg.New(room.lang), room.machine(), play.StateOf(r)
	picture := player.NewPicture(r, room.scenario.Source, say)
	finding := report.PlayedFinding(r, say)
	return Answer{
		State: string(state), Moves: fromOne(r.Choices), Start: room.start, Case: caseOf(r), Choices: play.OfferOf(r, say),
		Ended: state != play.Going, Failed: state == play.Broken, Alone: len(r.Choices) <= len(room.start), Finding: report.PlayedEnd(r, say),
		Expected: safetext.Line(finding.Expected), Actual: safetext.Line(finding.Actual),
		Known: known.Sentence(say), Breakable: known.Breakable(), Counting: known.Counting, Changed: a.rooms.changed(room), Picture: &picture,
	}, nil
}

// caseOf returns which row of the scenario's table a schedule is of.
func caseOf(r *explore.Result) string {
	name := ""
	for _, step := range r.Trace {
		if step.Op == "case" {
			name = safetext.Line(step.Value)
		}
	}
	return name
}

// machine makes the moves, and shows the machine's schedule beside them.
func (a *Arena) machine(ctx context.Context, room *room, asked request) (any, error) {
	say, known := msg.New(room.lang), room.machine()
	out := Machine{Known: known.Sentence(say)}
	if !known.Breakable() {
		return out, nil
	}
	r, err := room.jump(ctx, asked.Moves, asked.Finish)
	if err != nil {
		return nil, err
	}
	pictures, difference := player.Compare(r, known.Search, room.scenario.Source, "arena.difference", say)
	out.End, out.Pictures, out.Difference = report.PlayedEnd(known.Search, say), &pictures, difference
	return out, nil
}

// fail answers with an error, in words.
func (a *Arena) fail(w http.ResponseWriter, lang string, err error) {
	status, text := a.explain(msg.New(lang), err)
	send(w, status, Answer{State: "problem", Problem: text})
}

// explain returns the status and the words for an error.
func (a *Arena) explain(say *msg.Printer, err error) (int, string) {
	wrong, problem, large := new(play.WrongMoveError), new(Problem), new(http.MaxBytesError)
	switch {
	case errors.As(err, &problem):
		return http.StatusOK, problem.Text
	case errors.As(err, &wrong) && wrong.Open == nil:
		return http.StatusConflict, say.Say("play.after-end", "number", wrong.Number)
	case errors.As(err, &wrong):
		return http.StatusConflict, say.Say("play.no-way", "number", wrong.Number, "move", wrong.Move, "ways", len(wrong.Open.Ways))
	case errors.As(err, &large):
		return http.StatusRequestEntityTooLarge, say.Say("arena.large")
	case errors.Is(err, errBody):
		return http.StatusBadRequest, say.Say("arena.bad-request", "error", safetext.Line(err.Error()))
	case errors.Is(err, errClosed):
		return http.StatusServiceUnavailable, say.Say("arena.closed")
	}
	return http.StatusInternalServerError, say.Say("play.failed", "error", safetext.Line(err.Error()))
}

// send writes an answer.
func send(w http.ResponseWriter, status int, answer any) {
	b, err := marshal(answer)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(b) // who has gone needs no answer
}
