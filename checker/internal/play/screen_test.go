package play_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/play"
	"sharedmap-workshop/checker/internal/term"
)

func screen(lang string, wide int) play.Screen {
	return play.Screen{Style: term.Style{Column: wide}, Say: msg.New(lang), Name: "pkg/Test\x1b[2J", Dir: ".", Wide: wide}
}

func TestTheScreenShowsWhoCanMoveAndWhoWaits(t *testing.T) {
	game, search := newGame(t, lockOrder)
	require.NoError(t, game.Choose(t.Context(), 0))
	shown := strings.Join(screen("en", 79).Game(game.Now(), play.Known{Search: search}, 2, 23), "\n")
	assert.Contains(t, shown, "choices: 2,1")
	assert.Contains(t, shown, "different orders")
	assert.Contains(t, shown, "Who moves next?")
	assert.Regexp(t, `(?m)^ {3}1 ab\S+ +takes the lock .*game_test.go:\d+`, shown)
	assert.Regexp(t, `(?m)^> {2}2 other +takes the lock .*game_test.go:\d+`, shown)
	assert.Regexp(t, `(?m)^ {5}main +waits for ab.* to end$`, shown)

	require.NoError(t, game.Choose(t.Context(), 1))
	shown = strings.Join(screen("en", 79).Game(game.Now(), play.Known{Search: search}, 0, 23), "\n")
	assert.Contains(t, shown, "You broke it!")
	assert.Contains(t, shown, "Goroutines wait for ever")
}

// TestTheScreenFits looks at every schedule of a small program, in both languages and in narrow terminals.
func TestTheScreenFits(t *testing.T) {
	game, search := newGame(t, lockOrder)
	known := play.Known{Search: search}
	seen := map[play.State]bool{}
	var walk func()
	walk = func() {
		r := game.Now()
		seen[play.StateOf(r)] = true
		for _, lang := range msg.Langs() {
			for _, size := range [][2]int{{79, 23}, {39, 12}, {120, 49}} {
				s := screen(lang, size[0])
				lines := s.Game(r, known, 1, size[1])
				beside, first := s.Machine(r, known)
				assert.LessOrEqual(t, len(lines), size[1])
				assert.Less(t, first, len(beside))
				for _, line := range append(lines, beside...) {
					assert.LessOrEqual(t, term.Width(line), size[0], "%s", line)
					assert.NotContains(t, line, "\x1b", "what a program names must not reach the terminal")
					assert.NotContains(t, line, "\n")
				}
			}
		}
		if open := game.Open(); open != nil {
			for way := range open.Ways {
				require.NoError(t, game.Choose(t.Context(), way))
				walk()
				require.True(t, game.Undo())
			}
		}
	}
	walk()
	assert.Equal(t, map[play.State]bool{play.Going: true, play.Broken: true, play.Held: true}, seen)
}

// TestTheMarkedWayIsAlwaysSeen has more ways than lines.
func TestTheMarkedWayIsAlwaysSeen(t *testing.T) {
	game, search := newGame(t, func(t *explore.T) { t.Choose(20) })
	require.NoError(t, game.Jump(t.Context(), nil))
	ways := len(game.Open().Ways)
	require.Equal(t, 20, ways)
	for _, rows := range []int{8, 12, 23} {
		for selected := 1; selected <= ways; selected++ {
			lines := screen("en", 79).Game(game.Now(), play.Known{Search: search}, selected, rows)
			assert.LessOrEqual(t, len(lines), rows)
			assert.Regexp(t, fmt.Sprintf(`(?m)^> +%d number %d of 20$`, selected, selected), strings.Join(lines, "\n"), "%d rows", rows)
		}
	}
}

func TestWhatIsKnown(t *testing.T) {
	failing := &explore.Result{Cause: explore.Check, Choices: []int{1}}
	for want, known := range map[string]play.Known{
		"How the other schedules end is not known.":                                          {},
		"All 10 schedules with at most 2 preemptions hold: the machine has tried them.":      {Search: &explore.Result{Schedules: 10, Bound: 2, Exhausted: true}},
		"One schedule stands for all":                                                        {Search: &explore.Result{Schedules: 1, Exhausted: true}},
		"10 schedules hold, among them all with at most 2 delays":                            {Search: &explore.Result{Schedules: 10, Bound: 2, Delays: true, Exhausted: true}},
		"tried 10 schedules, and none of them breaks it. It has not tried all":               {Search: &explore.Result{Schedules: 10, Capped: true}},
		"There are schedules that break it: the machine has found one.":                      {Search: failing},
		"It still counts how many.":                                                          {Search: failing, Counting: true},
		"3 of 10 schedules that the machine has tried break it, 7 hold.":                     {Search: failing, Counted: &explore.Result{Failed: 3, Schedules: 10, Exhausted: true}},
		"3 of 10 schedules that the machine has tried so far break it; it has not tried all": {Search: failing, Counted: &explore.Result{Failed: 3, Schedules: 10, Capped: true}},
	} {
		assert.Contains(t, known.Sentence(msg.New("en")), want)
		assert.NotEmpty(t, known.Sentence(msg.New("ko")))
	}
}

func TestTheMachinesScheduleBesideYours(t *testing.T) {
	game, search := newGame(t, lostUpdate)
	require.NoError(t, game.Finish(t.Context()))
	require.Equal(t, play.Held, play.StateOf(game.Now()))
	lines, first := screen("en", 79).Machine(game.Now(), play.Known{Search: search})
	shown := strings.Join(lines, "\n")
	assert.Contains(t, shown, "Your schedule")
	assert.Contains(t, shown, "The machine's schedule: The check of the test fails: 2 increments made 1")
	assert.Regexp(t, `│ > worker #1: \d+ `, lines[first], "yours has ended there: %s", shown)

	lines, _ = screen("en", 79).Machine(game.Now(), play.Known{Search: &explore.Result{Schedules: 3, Exhausted: true}})
	assert.Equal(t, []string{"All 3 schedules with at most 0 preemptions hold: the machine has tried them."}, lines)
}
