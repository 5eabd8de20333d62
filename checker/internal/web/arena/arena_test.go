package arena_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/web/arena"
)

func TestTheGameBeginsAtTheCaseThatBreaks(t *testing.T) {
	s := newSite(t, nil)
	a := s.moves("small/locks", `{"moves":null}`)
	assert.Equal(t, "open", a.State)
	assert.Equal(t, []int{2}, a.Start)
	assert.Equal(t, []int{2}, a.Moves)
	assert.Equal(t, "<b>other</b> orders", a.Case, "text, that the page must not take for HTML")
	assert.True(t, a.Alone)
	assert.True(t, a.Breakable)
	require.NotNil(t, a.Choices)
	assert.Equal(t, "Who moves next?", a.Choices.Question)
	require.Len(t, a.Choices.Ways, 2)
	require.NotNil(t, a.Picture)
	assert.Equal(t, "다음에 누가 움직일까요?", strings.TrimSpace(post[arena.Answer](s, http.StatusOK, "/play/small/locks/moves?lang=ko", `{"moves":null}`).Choices.Question))

	first := s.moves("small/locks", `{"moves":[]}`)
	assert.Empty(t, first.Moves)
	assert.Empty(t, first.Picture.Rows, "no goroutine has moved")
	_, text := s.request("POST", "/play/small/update/moves", "application/json", `{"moves":null}`)
	for _, name := range []string{"moves", "start", "lanes", "rows", "edges", "steps", "files", "others", "ways"} {
		assert.Contains(t, text, `"`+name+`":[`, "a script expects a list")
	}
	assert.Equal(t, []string{"the same order", "<b>other</b> orders"}, []string{first.Choices.Ways[0].Text, first.Choices.Ways[1].Text})
}

func TestMovesLeadToAnEnd(t *testing.T) {
	s := newSite(t, nil)
	a := s.moves("small/locks", `{"moves":[2,1,2]}`)
	assert.Equal(t, "broken", a.State)
	assert.True(t, a.Ended && a.Failed && !a.Alone)
	assert.Nil(t, a.Choices)
	assert.Equal(t, "Goroutines wait for ever, and no other one can wake them.", a.Finding)
	assert.NotEmpty(t, a.Picture.Rows)
	assert.NotEmpty(t, a.Known)

	a = s.moves("small/locks", `{"moves":[2,1],"finish":true}`)
	assert.Equal(t, "held", a.State)
	assert.True(t, a.Ended && !a.Failed)
	assert.Greater(t, len(a.Moves), 2, "what the machine chose can be linked to")
	again := s.moves("small/locks", `{"moves":[`+strings.Trim(strings.Join(strings.Fields(fmt.Sprint(a.Moves)), ","), "[]")+`]}`)
	assert.Equal(t, a.Picture, again.Picture)

	a = s.moves("small/locked", `{"moves":null,"finish":true}`)
	assert.Equal(t, "held", a.State)
	assert.False(t, a.Breakable)
	assert.Contains(t, a.Known, "hold")
}

// TestTheChoicesAreThoseOfTheTree walks all schedules by the choices that are offered, and compares with what a search without reduction tries.
func TestTheChoicesAreThoseOfTheTree(t *testing.T) {
	s := newSite(t, nil)
	ends := map[string]int{}
	var walk func(moves []string)
	walk = func(moves []string) {
		a := s.moves("small/update", `{"moves":[`+strings.Join(moves, ",")+`]}`)
		if a.Ended {
			ends[a.State]++
			return
		}
		for _, w := range a.Choices.Ways {
			walk(append(moves[:len(moves):len(moves)], fmt.Sprint(w.Number)))
		}
	}
	walk(nil)
	limits := explore.DefaultLimits()
	limits.Bound, limits.NoReduction, limits.All, limits.Races = 1000, true, true, false
	all := explore.Explore(t, limits, lostUpdate)
	assert.Positive(t, all.Failed)
	assert.Equal(t, map[string]int{"broken": all.Failed, "held": all.Schedules - all.Failed}, ends)
}

func TestTheMachinesScheduleBesideMine(t *testing.T) {
	s := newSite(t, nil)
	m := post[arena.Machine](s, http.StatusOK, "/play/small/locks/machine", `{"moves":[2,1,1]}`)
	require.NotNil(t, m.Pictures)
	assert.NotEmpty(t, m.Pictures[1].Rows)
	assert.Contains(t, m.Difference.Text, "In yours: ")
	assert.Contains(t, m.End, "wait for ever")
	m = post[arena.Machine](s, http.StatusOK, "/play/small/locked/machine", `{"moves":[]}`)
	assert.Nil(t, m.Pictures)
	assert.Contains(t, m.Known, "hold")
}

func TestRequestsThatNoPageSends(t *testing.T) {
	s := newSite(t, nil)
	many := `{"moves":[1` + strings.Repeat(",1", 5000) + `]}`
	for name, c := range map[string]struct {
		method, path, kind, body string
		status                   int
	}{
		"no JSON":        {"POST", "/play/small/locks/moves", "application/json", `{"moves":`, 400},
		"more behind":    {"POST", "/play/small/locks/moves", "application/json", `{} {}`, 400},
		"a field":        {"POST", "/play/small/locks/moves", "application/json", `{"steps":[]}`, 400},
		"a form":         {"POST", "/play/small/locks/moves", "application/x-www-form-urlencoded", `moves=1`, 400},
		"move 0":         {"POST", "/play/small/locks/moves", "application/json", `{"moves":[0]}`, 400},
		"move 25":        {"POST", "/play/small/locks/moves", "application/json", `{"moves":[25]}`, 400},
		"too many":       {"POST", "/play/small/locks/moves", "application/json", many, 400},
		"too large":      {"POST", "/play/small/locks/moves", "application/json", `{"moves":[` + strings.Repeat(" ", 70_000) + `1]}`, 413},
		"no such move":   {"POST", "/play/small/locks/moves", "application/json", `{"moves":[2,9]}`, 409},
		"after the end":  {"POST", "/play/small/locks/moves", "application/json", `{"moves":[2,1,2,1]}`, 409},
		"no level":       {"POST", "/play/small/none/moves", "application/json", `{}`, 404},
		"no action":      {"POST", "/play/small/locks/none", "application/json", `{}`, 404},
		"no page":        {"GET", "/play/small/none", "", "", 404},
		"no file":        {"GET", "/play/-/none.css", "", "", 404},
		"a template":     {"GET", "/play/-/level.html", "", "", 404},
		"another method": {"PUT", "/play/small/locks/moves", "application/json", `{}`, 405},
	} {
		res, text := s.request(c.method, c.path, c.kind, c.body)
		assert.Equal(t, c.status, res.StatusCode, "%s: %s", name, text)
	}
	assert.Equal(t, "Move 2 is 9, but only the numbers 1 to 2 can be chosen there.", post[arena.Answer](s, 409, "/play/small/locks/moves", `{"moves":[2,9]}`).Problem)
	assert.LessOrEqual(t, s.opened.Load(), int32(1), "a bad request opens nothing")
}

func TestAFileThatDoesNotCompileIsBuiltAgain(t *testing.T) {
	fails := true
	s := newSite(t, func(o *arena.Options) {
		good := o.Open
		o.Open = func(ctx context.Context, id, lang string) (*arena.Scenario, error) {
			if fails {
				return nil, fmt.Errorf("open: %w", &arena.Problem{Text: "tally.go:3: undefined: x"})
			}
			return good(ctx, id, lang)
		}
	})
	a := s.moves("small/update", `{"moves":null}`)
	assert.Equal(t, "problem", a.State)
	assert.Equal(t, "tally.go:3: undefined: x", a.Problem)
	fails = false
	assert.Equal(t, "open", s.moves("small/update", `{"moves":null}`).State)
}

func TestAnotherErrorIsNoProblemOfThePlayer(t *testing.T) {
	s := newSite(t, func(o *arena.Options) {
		o.Open = func(context.Context, string, string) (*arena.Scenario, error) {
			return nil, errors.New("no space\x1b[2J left")
		}
	})
	a := post[arena.Answer](s, 500, "/play/small/update/moves", `{"moves":null}`)
	assert.Contains(t, a.Problem, "no space")
	assert.NotContains(t, a.Problem, "\x1b")
}

func TestAChangedFileIsPlayedWhenThePlayerWants(t *testing.T) {
	s := newSite(t, nil)
	assert.False(t, s.moves("small/update", `{"moves":null}`).Changed)
	s.version.Add(1)
	assert.True(t, s.moves("small/update", `{"moves":null}`).Changed)
	assert.EqualValues(t, 1, s.opened.Load())
	assert.False(t, s.moves("small/update", `{"moves":null,"fresh":true}`).Changed)
	assert.EqualValues(t, 2, s.opened.Load())
	assert.False(t, s.moves("small/update", `{"moves":null,"fresh":true}`).Changed)
	assert.EqualValues(t, 2, s.opened.Load(), "the files are the same")
}

func TestAFewScenariosAreOpenAtOnce(t *testing.T) {
	s := newSite(t, func(o *arena.Options) { o.Most = 2 })
	for _, level := range []string{"small/locks", "small/update", "small/locks", "small/locked", "small/locks"} {
		assert.Equal(t, "open", s.moves(level, `{"moves":null}`).State)
	}
	assert.EqualValues(t, 3, s.opened.Load(), "the one that was used last stays")
	s.moves("small/update", `{"moves":null}`)
	assert.EqualValues(t, 4, s.opened.Load())
}

func TestWhoWaitsForABuildIsAskedToAskAgain(t *testing.T) {
	build := make(chan bool)
	s := newSite(t, func(o *arena.Options) {
		good := o.Open
		o.Patient = time.Nanosecond
		o.Open = func(ctx context.Context, id, lang string) (*arena.Scenario, error) {
			<-build
			return good(ctx, id, lang)
		}
	})
	assert.Equal(t, "building", post[arena.Answer](s, http.StatusAccepted, "/play/small/update/moves", `{"moves":null}`).State)
	close(build)
	for status := http.StatusAccepted; status != http.StatusOK; {
		res, _ := s.request("POST", "/play/small/update/moves", "application/json", `{"moves":null}`)
		status = res.StatusCode
	}
}
