package arena

import (
	"context"
	"errors"
	"sync"
	"time"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/play"
)

// room is a scenario that is open, and what the machine knows of it. The goroutine of run owns it.
type room struct {
	id, lang, version string
	ctx               context.Context
	stop              context.CancelFunc
	ready             chan struct{} // closed when the fields below are set

	scenario *Scenario
	game     *play.Game
	start    []int // the choices of the scenario itself, from 1
	err      error

	turn  chan struct{} // holds a token while a schedule is made: one at a time
	mu    sync.Mutex
	known play.Known
}

// errClosed is the error of a request to a room that had to give way.
var errClosed = errors.New("the scenario was closed")

// errBuilding is the error of a request to a room that is still being opened.
var errBuilding = errors.New("the scenario is being built")

func newRoom(ctx context.Context, id, lang, version string) *room {
	ctx, stop := context.WithCancel(ctx)
	return &room{id: id, lang: lang, version: version, ctx: ctx, stop: stop, ready: make(chan struct{}), turn: make(chan struct{}, 1)}
}

// run opens the scenario, counts its schedules, and closes it at the end of the room's context.
func (r *room) run(rs *rooms) error {
	defer r.stop()
	r.err = r.openScenario(rs)
	if r.err != nil && r.ctx.Err() != nil { // that has caused the error
		r.err = errClosed
	}
	if r.err != nil {
		rs.forget(r)
	}
	close(r.ready)
	if r.err == nil {
		r.count(rs)
		<-r.ctx.Done()
		r.turn <- struct{}{} // whoever makes a schedule sees that the context has ended
	}
	if r.scenario == nil {
		return nil
	}
	return r.scenario.Close()
}

func (r *room) openScenario(rs *rooms) error {
	select {
	case rs.building <- struct{}{}:
		defer func() { <-rs.building }()
	case <-r.ctx.Done():
		return errClosed
	}
	var err error
	if r.scenario, err = rs.options.Open(r.ctx, r.id, r.lang); err != nil {
		return err
	}
	search, err := r.scenario.Search(r.ctx, false)
	if err != nil {
		return err
	}
	r.known.Search = search
	if r.game, err = play.New(r.ctx, r.scenario.Replay, search); err != nil {
		return err
	}
	r.start = fromOne(r.game.Now().Choices)
	r.known.Counting = r.known.Breakable()
	return nil
}

// count counts how many schedules break, if some do.
func (r *room) count(rs *rooms) {
	if !r.known.Counting {
		return
	}
	var all *explore.Result
	select {
	case rs.counting <- struct{}{}:
		all, _ = r.scenario.Search(r.ctx, true) // without it the game says only that there are some
		<-rs.counting
	case <-r.ctx.Done():
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.known.Counted, r.known.Counting = all, false
}

// machine returns what the machine knows.
func (r *room) machine() play.Known {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.known
}

// wait waits until the room is open, and returns why it could not be opened. The error is errBuilding if that takes longer than patient.
func (r *room) wait(ctx context.Context, patient time.Duration) error {
	late := time.NewTimer(patient)
	defer late.Stop()
	select {
	case <-r.ready:
		return r.err
	case <-r.ctx.Done():
		select {
		case <-r.ready: // it was closed because it could not be opened
			return r.err
		default:
			return errClosed
		}
	case <-late.C:
		return errBuilding
	case <-ctx.Done():
		return ctx.Err()
	}
}

// with calls f with the game while nobody else uses it. The context of f ends with ctx and with the room.
func (r *room) with(ctx context.Context, f func(context.Context, *play.Game) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(r.ctx, cancel)()
	select {
	case r.turn <- struct{}{}:
		defer func() { <-r.turn }()
	case <-ctx.Done():
	}
	if r.ctx.Err() != nil {
		return errClosed
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	err := f(ctx, r.game)
	if r.ctx.Err() != nil {
		return errClosed
	}
	return err
}

// jump makes a list of moves, and with toEnd lets the schedule go on to its end.
func (r *room) jump(ctx context.Context, moves []int, toEnd bool) (result *explore.Result, err error) {
	if moves == nil {
		moves = r.start
	}
	err = r.with(ctx, func(ctx context.Context, g *play.Game) error {
		if err := g.Jump(ctx, moves); err != nil {
			return err
		}
		if toEnd {
			if err := g.Finish(ctx); err != nil {
				return err
			}
		}
		result = g.Now()
		return nil
	})
	return result, err
}

// fromOne returns numbers that begin with 0 as numbers that begin with 1.
func fromOne(ways []int) []int {
	out := make([]int, len(ways))
	for i, way := range ways {
		out[i] = way + 1
	}
	return out
}
