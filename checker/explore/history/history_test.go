package history_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/explore/history"
	shimsync "sharedmap-workshop/checker/explore/shim/sync"
)

// store is a map behind a lock; in a broken one Count looks twice.
type store struct {
	mu     shimsync.Mutex
	m      map[string]int
	broken bool
}

func (s *store) set(key string, value int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.m[key] = value
}

func (s *store) remove(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.m, key)
}

func (s *store) has(key string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return min(s.m[key], 1)
}

func (s *store) count() int {
	if s.broken {
		return s.has("a") + s.has("b")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.m)
}

// family is what two goroutines may do: one of them both, one after the other.
var family = []struct {
	name          string
	first, second func(s *store, h *history.History)
}{
	{"two Sets", set("a", 1), set("a", 2)},
	{"a Set beside a Count", set("a", 1), count},
	{"a change of both keys beside a Count", func(s *store, h *history.History) { set("a", 1)(s, h); remove("b")(s, h) }, count},
}

func set(key string, value int) func(*store, *history.History) {
	return func(s *store, h *history.History) {
		h.Do("Set", history.Values{key, value}, func() history.Values { s.set(key, value); return nil })
	}
}

func remove(key string) func(*store, *history.History) {
	return func(s *store, h *history.History) {
		h.Do("Remove", history.Values{key}, func() history.Values { s.remove(key); return nil })
	}
}

func count(s *store, h *history.History) {
	h.Do("Count", nil, func() history.Values { return history.Values{s.count()} })
}

func explored(t *testing.T, broken bool) *explore.Result {
	return explore.Explore(t, explore.DefaultLimits(), func(t *explore.T) {
		c := family[t.Choose(len(family))]
		t.Case(c.name)
		s, h := &store{m: map[string]int{}, broken: broken}, history.New(t)
		set("b", 1)(s, h)
		t.Go("first", func() { c.first(s, h) })
		t.Go("second", func() { c.second(s, h) })
		t.Wait()
		count(s, h)
		history.Judge(h, model, "no order: %s")
	})
}

func TestRightFamilyIsSearchedToTheEnd(t *testing.T) {
	r := explored(t, false)
	require.Equal(t, explore.None, r.Cause, r.Message)
	require.True(t, r.Exhausted)
	t.Log(r.Schedules, r.Millis)
}

// TestWrongCaseIsFoundAndNamed: only the third case has an answer that no order explains.
func TestWrongCaseIsFoundAndNamed(t *testing.T) {
	r := explored(t, true)
	require.Equal(t, explore.Check, r.Cause)
	require.Contains(t, r.Message, `a change of both keys beside a Count: no order: Set("b", 1); `)
	require.Contains(t, r.Message, "Count() → 0")
	ops := map[string]string{}
	for _, s := range r.Trace {
		ops[s.Op+" "+s.Value] = s.File
	}
	require.Contains(t, ops, "case a change of both keys beside a Count")
	require.Contains(t, ops, "call Count()")
	require.Contains(t, ops, "return Count() → 0")
	require.Contains(t, ops["call Count()"], "history_test.go")
}

// TestReturnBeforeCallIsASchedule: an answer that returns before its work is done is seen only by a call that begins then.
func TestReturnBeforeCallIsASchedule(t *testing.T) {
	r := explore.Explore(t, explore.DefaultLimits(), func(t *explore.T) {
		t.LeaksAllowed()
		s, h := &store{m: map[string]int{}}, history.New(t)
		t.Go("late", func() {
			h.Do("Set", history.Values{"a", 1}, func() history.Values { t.Go("worker", func() { s.set("a", 1) }); return nil })
		})
		t.Go("get", func() {
			h.Do("Get", history.Values{"a"}, func() history.Values { return history.Values{s.has("a")} })
		})
		t.Wait()
		history.Judge(h, model, "no order: %s")
	})
	require.Equal(t, explore.Check, r.Cause)
	require.Equal(t, `no order: Set("a", 1); Get("a") → 0`, r.Message)
}

// TestChooseTriesAll: each of a hundred and one ways is taken, and once.
func TestChooseTriesAll(t *testing.T) {
	for _, n := range []int{1, 2, 24, 25, 101, 700} {
		got := map[int]int{}
		r := explore.Explore(t, explore.DefaultLimits(), func(t *explore.T) { got[t.Choose(n)]++ })
		require.Equal(t, explore.None, r.Cause)
		require.Len(t, got, n)
		require.Equal(t, n, r.Schedules)
	}
}
