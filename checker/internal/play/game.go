// Package play is the game in which a person is the scheduler: at each choice of a schedule they decide how it goes on, and try to find one that
// breaks the program.
//
//	g, err := play.New(ctx, replay, search) // the schedule before its first choice
//	err = g.Choose(ctx, 1)                  // the second of the ways that g.Now().Played.Open lists
//	g.Undo()
//
// A choice makes the schedule again from its beginning, in a process of its own, so nothing of an earlier attempt is left. The package draws
// the game as lines and reads no keys.
package play

import (
	"context"
	"fmt"
	"slices"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/explore/rt"
)

// A Replay makes the schedule that the moves lead to.
type Replay func(context.Context, explore.Moves) (*explore.Result, error)

// Game is a schedule that somebody makes choice by choice.
type Game struct {
	replay Replay
	points rt.SavedPoints
	past   []*explore.Result // what Undo goes back to, the oldest first
	now    *explore.Result
}

// New returns the game of a scenario that was searched: without the scheduling points that a search finds, a schedule has no choice between a read
// and the write after it. What the scenario itself leaves open before goroutines meet, such as a row of its table, is as in the schedule that the
// search has found to break; Undo goes back to these choices, too.
func New(ctx context.Context, replay Replay, search *explore.Result) (*Game, error) {
	g := &Game{replay: replay, points: search.Points}
	lead := search.Choices
	if g.points.Order != "" { // the choices of a game are counted in the ordinary order
		g.points.Order, lead = "", nil
	}
	var err error
	if g.now, err = g.make(ctx, nil, false); err != nil {
		return nil, err
	}
	for i := 0; leavesOpen(g.now); i++ {
		way := 0
		if i < len(lead) && lead[i] < len(g.Open().Ways) {
			way = lead[i]
		}
		if err := g.Choose(ctx, way); err != nil {
			return nil, err
		}
	}
	return g, nil
}

// leavesOpen reports whether the next choice of a schedule is one of the scenario itself, which no goroutine makes.
func leavesOpen(r *explore.Result) bool {
	if r.Played == nil || r.Played.Open == nil {
		return false
	}
	open := r.Played.Open
	return open.Kind == "value" || open.Kind == "detour" && open.Ways[0].Op == ""
}

func (g *Game) make(ctx context.Context, ways []int, toEnd bool) (*explore.Result, error) {
	r, err := g.replay(ctx, explore.Moves{Ways: ways, ToEnd: toEnd, Points: g.points})
	if err != nil {
		return nil, fmt.Errorf("make the schedule: %w", err)
	}
	if r.Choices == nil {
		r.Choices = ways
	}
	return r, nil
}

// Now returns where the schedule stands, or how it has ended.
func (g *Game) Now() *explore.Result { return g.now }

// Open returns the choice that comes next, or nil if the schedule has ended.
func (g *Game) Open() *explore.Open {
	if g.now.Played == nil { // the process could not make the schedule to its end
		return nil
	}
	return g.now.Played.Open
}

// Points returns the scheduling points of the game.
func (g *Game) Points() rt.SavedPoints { return g.points }

// Choose goes on in one of the ways of the open choice; they are numbered from 0. An error leaves the game as it was.
func (g *Game) Choose(ctx context.Context, way int) error {
	return g.forward(ctx, append(slices.Clone(g.now.Choices), way), false)
}

// Finish lets the schedule go on to its end as it does without anybody's choices. One Undo takes all of that back.
func (g *Game) Finish(ctx context.Context) error { return g.forward(ctx, g.now.Choices, true) }

func (g *Game) forward(ctx context.Context, ways []int, toEnd bool) error {
	if g.Open() == nil {
		return nil
	}
	r, err := g.make(ctx, ways, toEnd)
	if err != nil {
		return err
	}
	g.past, g.now = append(g.past, g.now), r
	return nil
}

// Undo takes the last move back. It reports false where there is none.
func (g *Game) Undo() bool {
	if len(g.past) == 0 {
		return false
	}
	last := len(g.past) - 1
	g.now, g.past = g.past[last], g.past[:last]
	return true
}

// Restart goes back to the start of this case of the scenario: the first choice that is not the scenario's own.
func (g *Game) Restart() {
	all := append(g.past, g.now)
	i := max(0, slices.IndexFunc(all, func(r *explore.Result) bool { return !leavesOpen(r) }))
	g.now, g.past = all[i], all[:i:i]
}

// AtStart reports whether nothing was chosen but what the scenario itself leaves open.
func (g *Game) AtStart() bool {
	return !slices.ContainsFunc(g.past, func(r *explore.Result) bool { return !leavesOpen(r) })
}

// State is what has become of the schedule.
type State string

// The states of a schedule.
const (
	Going   State = "open"    // a choice comes next
	Broken  State = "broken"  // it has ended in a failure
	Held    State = "held"    // it has ended well
	Unclear State = "unclear" // it has ended in a way that proves nothing
)

// StateOf returns the state of a schedule that moves have led to.
func StateOf(r *explore.Result) State {
	switch {
	case !r.OK():
		return Broken
	case r.Played != nil && r.Played.Open != nil:
		return Going
	case r.Played != nil && r.Played.End == string(rt.Fine):
		return Held
	}
	return Unclear
}

// WrongMoveError is the error for a list of moves of which one cannot be made.
type WrongMoveError struct {
	Number int           // of the move, from 1
	Move   int           // as it was given, from 1
	Open   *explore.Open // the choice there; nil: the schedule had ended
}

func (e *WrongMoveError) Error() string {
	if e.Open == nil {
		return fmt.Sprintf("move %d comes after the end of the schedule", e.Number)
	}
	return fmt.Sprintf("move %d is %d, of %d", e.Number, e.Move, len(e.Open.Ways))
}

// Jump makes a list of moves from the very beginning at once; they are numbered from 1. The error is a *WrongMoveError if one of them cannot be made.
func (g *Game) Jump(ctx context.Context, moves []int) error {
	ways := make([]int, len(moves))
	for i, m := range moves {
		ways[i] = m - 1
	}
	r, err := g.make(ctx, ways, false)
	if err != nil {
		return err
	}
	if p := r.Played; p != nil && p.Used < len(moves) {
		return &WrongMoveError{p.Used + 1, moves[p.Used], p.Open}
	}
	g.past, g.now = nil, r
	return nil
}
