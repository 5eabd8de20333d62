package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/panics"
	"sharedmap-workshop/checker/internal/play"
	"sharedmap-workshop/checker/internal/term"
)

// playRound is a game in a terminal.
type playRound struct {
	*app
	s     *playable
	game  *play.Game
	keys  *term.KeyReader
	out   *os.File
	known play.Known

	selected int    // the number of the marked way, from 1
	typed    string // the digits of a number that is not complete
	message  string // below the choices, until the next key

	wake    chan struct{} // closed when counted has a result; nil afterwards
	counted chan *explore.Result
}

// playKeys lets the user play with keys. It restores the terminal in all cases. Meanwhile the schedules that break are counted.
func (a *app) playKeys(ctx context.Context, s *playable, game *play.Game, known play.Known) (err error) {
	in, out, err := a.terminal()
	if err != nil {
		return err
	}
	keys, err := term.OpenKeyboard(in)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, keys.Close()) }()
	defer fmt.Fprint(a.Stdout, "\r\x1b[K\n") // the keys have no meaning any more
	r := &playRound{app: a, s: s, game: game, keys: term.NewKeyReader(keys), out: out, known: known, selected: 1}
	counting, stop := context.WithCancel(ctx)
	group, _ := panics.NewGroup(counting)
	defer func() {
		stop()
		err = errors.Join(err, group.Wait())
	}()
	if known.Breakable() {
		r.known.Counting, r.wake, r.counted = true, make(chan struct{}), make(chan *explore.Result, 1)
		group.Go(func() error {
			r.counted <- s.search(counting, true).result
			close(r.wake)
			return nil
		})
	}
	err = r.play(ctx)
	if errors.Is(err, io.EOF) { // the terminal is gone
		return nil
	}
	return err
}

// play draws and takes keys until the user leaves.
func (r *playRound) play(ctx context.Context) error {
	for {
		r.draw(r.lines(), "play.keys")
		key, err := r.press(ctx)
		if err != nil {
			return err
		}
		r.message = ""
		move := playMoveOf(key)
		if move != playDigit && move != playTake {
			r.typed = ""
		}
		switch move {
		case playQuit:
			return nil
		case playHelp:
			err = r.page(ctx, r.help(), 0)
		case playMachine:
			lines, first := r.screen().Machine(r.game.Now(), r.known)
			err = r.page(ctx, lines, max(0, first-r.room()/2))
		default:
			err = r.move(ctx, key, move)
		}
		if err != nil {
			return err
		}
	}
}

// press waits for a key with a meaning. It returns noKey if the page must be drawn again.
func (r *playRound) press(ctx context.Context) (rune, error) {
	for {
		key, err := awaitKey(ctx, r.keys, r.wake, func(key rune) bool { return playMoveOf(key) != playNothing })
		if key != noKey || err != nil {
			return key, err
		}
		if r.takeCount() && r.game.Open() != nil {
			continue // the page does not say how many schedules break
		}
		return noKey, r.keys.Resume() // a shell may have changed the terminal while the game was stopped
	}
}

// takeCount notes how many schedules break, and reports false if that was not counted just now.
func (r *playRound) takeCount() bool {
	if r.wake == nil {
		return false
	}
	select {
	case r.known.Counted = <-r.counted:
		r.known.Counting, r.wake = false, nil
		return true
	default:
		return false
	}
}

// move does what a key asks of the schedule.
func (r *playRound) move(ctx context.Context, key rune, move playMove) (err error) {
	ways := 0
	if open := r.game.Open(); open != nil {
		ways = len(open.Ways)
	}
	switch move {
	case playUp:
		r.selected = max(1, r.selected-1)
		return nil
	case playDown:
		r.selected = min(max(1, ways), r.selected+1)
		return nil
	case playUndo:
		if !r.game.Undo() {
			r.message = r.say.Say("play.at-start")
		}
	case playRestart:
		r.game.Restart()
	case playFinish:
		err = r.game.Finish(ctx)
	case playDigit, playTake:
		n := r.number(key, move, ways)
		switch {
		case n == 0:
			return nil
		case n > ways:
			r.message = r.say.Say("play.no-such", "number", n, "ways", ways)
			return nil
		}
		err = r.game.Choose(ctx, n-1)
	default:
		return nil
	}
	r.selected = 1
	if err != nil && ctx.Err() == nil {
		r.message, err = r.say.Say("play.failed", "error", err.Error()), nil
	}
	return err
}

// number returns the number that a key completes, or 0. A digit is a whole number unless another digit can follow.
func (r *playRound) number(key rune, move playMove, ways int) int {
	n := 0
	if move == playDigit {
		r.typed += string(key)
	}
	_, _ = fmt.Sscanf(r.typed, "%d", &n) // an empty text is 0
	switch {
	case ways == 0:
		r.typed, r.message = "", r.say.Say("play.over")
		return 0
	case move == playTake && r.typed == "":
		return r.selected
	case move == playDigit && n > 0 && n*10 <= ways:
		r.message = r.say.Say("play.typed", "number", n)
		return 0
	}
	r.typed = ""
	return n
}
