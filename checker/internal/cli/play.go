package cli

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/play"
	"sharedmap-workshop/checker/internal/report"
)

// playFlags are the flags of `checker play`.
type playFlags struct {
	run   string
	moves string
	given bool // --moves was given
}

func (a *app) playCommand() *cobra.Command {
	var f playFlags
	c := a.command("play STEP | PACKAGE [TEST]", func(c *cobra.Command, names []string) error {
		f.given = c.Flags().Changed("moves")
		return a.play(c.Context(), names, f)
	})
	c.Flags().StringVar(&f.run, "run", "", a.say.Say("flag.play.run"))
	c.Flags().StringVar(&f.moves, "moves", "", a.say.Say("flag.play.moves"))
	return c
}

// play lets the user be the scheduler of a scenario, or makes the moves of --moves and shows where they lead.
func (a *app) play(ctx context.Context, names []string, f playFlags) (err error) {
	moves, toEnd, err := parseMoves(f.moves, a.say)
	if err != nil {
		return err
	}
	if !f.given {
		if a.json {
			return usage(a.say.Say("play.json-needs-moves"))
		}
		if _, _, err := a.terminal(); err != nil {
			return usage(a.say.Say("play.no-terminal"))
		}
	}
	s, err := a.scenarioToPlay(ctx, names, f.run)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	fmt.Fprintln(a.Stderr, a.say.Say("play.searching"))
	known, ok, err := a.searchFirst(ctx, s)
	if err != nil || !ok {
		return err
	}
	game, err := play.New(ctx, s.replay, known.Search)
	if err != nil {
		return err
	}
	if f.given {
		return a.playMoves(ctx, s, game, known, moves, toEnd)
	}
	return a.playKeys(ctx, s, game, known)
}

// searchFirst searches for a schedule that breaks, which also shows where a schedule has choices. It reports false, and has said why, if the scenario
// cannot be explored.
func (a *app) searchFirst(ctx context.Context, s *playable) (play.Known, bool, error) {
	e := s.search(ctx, false)
	if ctx.Err() != nil {
		return play.Known{}, false, ctx.Err()
	}
	t := report.NewExploredTest(e.name, e.dir, e.result, e.err, e.reasons, a.say)
	if e.result == nil || e.result.Cause == explore.Skipped || e.result.Cause == explore.Nondeterministic {
		report.Explored(a.Stdout, a.style(a.Stdout), a.say, report.Exploration{Version: 1, Tests: []report.ExploredTest{t}})
		return play.Known{}, false, errRed
	}
	for _, note := range t.Notes {
		a.print(a.Stderr, note)
	}
	return play.Known{Search: e.result}, true, nil
}

// finishMove is the word in --moves for letting the schedule go on to its end.
const finishMove = "r"

// parseMoves returns the numbers of --moves, and whether the schedule is to go on to its end after them.
func parseMoves(text string, say *msg.Printer) (moves []int, toEnd bool, err error) {
	words := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' })
	for i, w := range words {
		if i == len(words)-1 && w == finishMove {
			return moves, true, nil
		}
		n, err := strconv.Atoi(w)
		if err != nil || n < 1 {
			return nil, false, usage(say.Say("play.bad-moves", "value", w))
		}
		moves = append(moves, n)
	}
	return moves, false, nil
}

// playMoves makes the moves and prints where they lead. It returns errRed if they break the scenario.
func (a *app) playMoves(ctx context.Context, s *playable, game *play.Game, known play.Known, moves []int, toEnd bool) error {
	err := game.Jump(ctx, moves)
	if err == nil && toEnd {
		err = game.Finish(ctx)
	}
	if wrong := new(play.WrongMoveError); errors.As(err, &wrong) {
		return usage(a.wrongMove(wrong))
	}
	if err != nil {
		return err
	}
	r := game.Now()
	if a.json {
		doc := report.NewPlayedSchedule(s.name, s.dir, string(play.StateOf(r)), r, known.Search, a.say)
		err = a.writeJSON(doc)
	} else {
		for _, line := range a.playScreen(s, a.style(a.Stdout).Column).Game(r, known, 0, 0) {
			fmt.Fprintln(a.Stdout, line)
		}
	}
	if err == nil && play.StateOf(r) == play.Broken {
		return errRed
	}
	return err
}

// wrongMove says which move of a list cannot be made, and which could.
func (a *app) wrongMove(e *play.WrongMoveError) string {
	if e.Open == nil {
		return a.say.Say("play.after-end", "number", e.Number)
	}
	return a.say.Say("play.no-way", "number", e.Number, "move", e.Move, "ways", len(e.Open.Ways))
}

// playScreen returns what draws a game in so many columns.
func (a *app) playScreen(s *playable, columns int) play.Screen {
	return play.Screen{Style: a.style(a.Stdout), Say: a.say, Name: s.name, Dir: s.dir, Wide: max(20, columns-1)}
}
