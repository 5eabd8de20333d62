package history_test

import (
	"math"
	"math/rand"
	"testing"

	"github.com/anishathalye/porcupine"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/explore/history"
)

// pairs is a map of two keys; 0 is a key that is not there.
type pairs [2]int

var keys = map[any]int{"a": 0, "b": 1}

// step is a map of ints as a sequential model; each call returns the count of keys or the value.
func step(s pairs, c history.Call) []pairs {
	next := s
	switch c.Name {
	case "Set":
		next[keys[c.Args[0]]] = c.Args[1].(int)
	case "Remove":
		next[keys[c.Args[0]]] = 0
	}
	return history.One(c.End == 0 || len(c.Result) == 0 || c.Result[0] == answer(s, c), next)
}

func answer(s pairs, c history.Call) any {
	switch c.Name {
	case "Get":
		return s[keys[c.Args[0]]]
	case "Count":
		return min(s[0], 1) + min(s[1], 1)
	case "Add":
		return nil
	}
	return nil
}

var model = history.Model[pairs]{Step: step}

// judge is the same model for the other judge.
var judge = porcupine.Model{
	Init: func() any { return pairs{} },
	Step: func(s, in, out any) (bool, any) {
		c := in.(history.Call)
		c.Result, _ = out.(history.Values)
		next := step(s.(pairs), c)
		if len(next) == 0 {
			return false, s
		}
		return true, next[0]
	},
}

// random makes a history of a map that works, and then, often, spoils one answer.
func random(r *rand.Rand, goroutines, each int) (calls []history.Call, by []int) {
	var state pairs
	open := make([]int, goroutines) // 1 + the call that each is in, 0: none
	took := map[int]bool{}
	left := make([]int, goroutines)
	for i := range left {
		left[i] = each
	}
	for now := 1; ; now++ {
		var can []int
		for g := range goroutines {
			if open[g] > 0 || left[g] > 0 {
				can = append(can, g)
			}
		}
		if len(can) == 0 {
			break
		}
		g := can[r.Intn(len(can))]
		if open[g] == 0 {
			calls, by = append(calls, call(r, now)), append(by, g)
			open[g], left[g] = len(calls), left[g]-1
			continue
		}
		i := open[g] - 1
		effect(&state, &calls[i], took, i)
		if other := r.Intn(goroutines); open[other] > 0 { // somebody else's call takes its effect early
			effect(&state, &calls[open[other]-1], took, open[other]-1)
		}
		calls[i].End, open[g] = now, 0
	}
	if i := r.Intn(len(calls)); len(calls[i].Result) > 0 && r.Intn(3) > 0 {
		calls[i].Result = history.Values{r.Intn(3)}
	}
	return calls, by
}

func call(r *rand.Rand, now int) history.Call {
	key := []any{"a", "b"}[r.Intn(2)]
	c := history.Call{Begin: now, Name: []string{"Set", "Get", "Remove", "Count"}[r.Intn(4)]}
	switch c.Name {
	case "Set":
		c.Args = history.Values{key, 1 + r.Intn(2)}
	case "Get", "Remove":
		c.Args = history.Values{key}
	}
	return c
}

func effect(state *pairs, c *history.Call, took map[int]bool, i int) {
	if took[i] {
		return
	}
	took[i] = true
	if a := answer(*state, *c); a != nil {
		c.Result = history.Values{a}
	}
	*state = step(*state, history.Call{Name: c.Name, Args: c.Args})[0]
}

// TestOrderAgreesWithPorcupine compares the two judges on random histories, right and wrong ones.
func TestOrderAgreesWithPorcupine(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	right, wrong := 0, 0
	for range 5000 {
		calls, by := random(r, 1+r.Intn(4), 1+r.Intn(4))
		var ops []porcupine.Operation
		for i, c := range calls {
			ops = append(ops, porcupine.Operation{ClientId: by[i], Input: c, Call: int64(c.Begin), Output: c.Result, Return: int64(c.End)})
		}
		order, ok := history.Order(model, calls)
		require.Equal(t, porcupine.CheckOperations(judge, ops), ok, "%v", calls)
		if !ok {
			wrong++
			continue
		}
		right++
		explains(t, calls, order)
	}
	require.Greater(t, right, 1000)
	require.Greater(t, wrong, 1000)
}

// explains checks an order against its definition.
func explains(t *testing.T, calls, order []history.Call) {
	t.Helper()
	require.ElementsMatch(t, calls, order)
	var s pairs
	latest := 0
	for _, c := range order {
		require.Less(t, latest, c.End, "%v comes after one that began when it had ended", c)
		latest = max(latest, c.Begin)
		next := step(s, c)
		require.Len(t, next, 1)
		s = next[0]
	}
}

// TestOpenCallMayTakeEffectLate: a call that was given up takes effect after it has returned, or never.
func TestOpenCallMayTakeEffectLate(t *testing.T) {
	set := history.Call{Name: "Set", Args: history.Values{"a", 1}, Begin: 1, End: 2}
	get := func(n, at int) history.Call {
		return history.Call{Name: "Get", Args: history.Values{"a"}, Result: history.Values{n}, Begin: at, End: at + 1}
	}
	late := history.Model[pairs]{Step: func(s pairs, c history.Call) []pairs {
		next := step(s, c)
		if c.Name == "Set" {
			next = append(next, s)
		}
		return next
	}, Open: func(c history.Call) bool { return c.Name == "Set" }}
	for _, c := range []struct {
		calls       []history.Call
		open, else_ bool
	}{
		{[]history.Call{set, get(1, 3)}, true, true},
		{[]history.Call{set, get(0, 3), get(1, 5)}, true, false},
		{[]history.Call{set, get(0, 3)}, true, false},
		{[]history.Call{set, get(1, 3), get(0, 5)}, false, false},
	} {
		_, ok := history.Order(late, c.calls)
		require.Equal(t, c.open, ok, "%v", c.calls)
		_, ok = history.Order(model, c.calls)
		require.Equal(t, c.else_, ok, "%v", c.calls)
	}
}

// TestUnfinishedCall is in the order where another call needs it, and may be left out.
func TestUnfinishedCall(t *testing.T) {
	set := history.Call{Name: "Set", Args: history.Values{"a", 1}, Begin: 1}
	for n := range 3 {
		get := history.Call{Name: "Get", Args: history.Values{"a"}, Result: history.Values{n}, Begin: 2, End: 3}
		_, ok := history.Order(model, []history.Call{set, get})
		require.Equal(t, n < 2, ok)
	}
}

// TestManyCallsAtOnce: fourteen calls that all overlap and have no order are judged soon.
func TestManyCallsAtOnce(t *testing.T) {
	var calls []history.Call
	for i := range 14 {
		calls = append(calls, history.Call{Name: "Set", Args: history.Values{"a", 1 + i%2}, Begin: i + 1, End: math.MaxInt})
	}
	calls = append(calls, history.Call{Name: "Get", Args: history.Values{"a"}, Result: history.Values{7}, Begin: 15, End: 16})
	_, ok := history.Order(model, calls)
	require.False(t, ok)
}

// TestPartsOfACall: a call of two steps, between which others may come, but only in this order.
func TestPartsOfACall(t *testing.T) {
	two := history.Model[pairs]{
		Step: func(s pairs, c history.Call) []pairs {
			if c.Name == "second" && s[0] == 0 {
				return nil // the first part sets a
			}
			return step(s, c)
		},
		Parts: func(c history.Call) []history.Call {
			if c.Name != "Both" {
				return []history.Call{c}
			}
			first, second := c, c
			first.Name, first.Args = "Set", history.Values{"a", 1}
			second.Name = "second"
			return []history.Call{first, second}
		},
	}
	both := history.Call{Name: "Both", Begin: 1, End: 9}
	get := func(n, at int) history.Call {
		return history.Call{Name: "Get", Args: history.Values{"a"}, Result: history.Values{n}, Begin: at, End: at + 1}
	}
	for _, c := range []struct {
		seen [2]int
		ok   bool
	}{{[2]int{0, 0}, true}, {[2]int{0, 1}, true}, {[2]int{1, 1}, true}, {[2]int{1, 0}, false}} {
		_, ok := history.Order(two, []history.Call{both, get(c.seen[0], 2), get(c.seen[1], 4)})
		require.Equal(t, c.ok, ok, "%v", c.seen)
	}
}
