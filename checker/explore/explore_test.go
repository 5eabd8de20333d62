package explore_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/explore/rt"
	shimsync "sharedmap-workshop/checker/explore/shim/sync"
)

// plain is a counter without a lock, with the scheduling points that the instrumenter would write.
type plain struct{ n int }

func (c *plain) inc() { rt.Write(&c.n, 1).Set(rt.Read(&c.n, 2) + 1) }

func twice(inc func(), value func() int) func(t *explore.T) {
	return func(t *explore.T) {
		t.Go("worker 1", inc)
		t.Go("worker 2", inc)
		t.Wait()
		if n := value(); n != 2 {
			t.Errorf("2 increments made %d", n)
		}
	}
}

func TestLostUpdate(t *testing.T) {
	r := explore.Explore(t, explore.DefaultLimits(), func(t *explore.T) {
		c := &plain{}
		twice(c.inc, func() int { return c.n })(t)
	})
	require.Equal(t, explore.Check, r.Cause)
	require.Equal(t, "2 increments made 1", r.Message)
	for _, s := range r.Trace {
		t.Logf("%-10s %s:%d %-10s %s %v  %s", s.Goroutine, s.File, s.Line, s.Op, s.Value, s.Switch, s.Code)
	}
}

type locked struct {
	mu shimsync.Mutex
	n  int
}

func (c *locked) inc() {
	c.mu.Lock()
	defer c.mu.Unlock()
	rt.Write(&c.n, 1).Set(rt.Read(&c.n, 2) + 1)
}

func lockedCounter(t *explore.T) {
	c := &locked{}
	twice(c.inc, func() int { return c.n })(t)
}

func TestLocked(t *testing.T) {
	r := explore.Explore(t, explore.DefaultLimits(), lockedCounter)
	require.Equal(t, explore.None, r.Cause, r.Message)
	require.True(t, r.Exhausted)
	t.Log(r.Schedules, r.Millis)
}

func (c *locked) incTwice() {
	c.mu.Lock()
	n := rt.Read(&c.n, 2)
	c.mu.Unlock()
	c.mu.Lock()
	rt.Write(&c.n, 1).Set(n + 1)
	c.mu.Unlock()
}

func TestCheckThenAct(t *testing.T) {
	r := explore.Explore(t, explore.DefaultLimits(), func(t *explore.T) {
		c := &locked{}
		twice(c.incTwice, func() int { return c.n })(t)
	})
	require.Equal(t, explore.Check, r.Cause)
	t.Log(r.Schedules, r.Millis)
}

func TestABBA(t *testing.T) {
	r := explore.Explore(t, explore.DefaultLimits(), func(t *explore.T) {
		var a, b shimsync.Mutex
		both := func(x, y *shimsync.Mutex) func() {
			return func() { x.Lock(); y.Lock(); y.Unlock(); x.Unlock() }
		}
		t.Go("ab", both(&a, &b))
		t.Go("ba", both(&b, &a))
		t.Wait()
	})
	require.Equal(t, explore.Deadlock, r.Cause)
	held := map[int]string{}
	for _, step := range r.Trace {
		switch step.Op {
		case "lock":
			held[step.Object] = step.Goroutine
		case "unlock":
			delete(held, step.Object)
		}
	}
	for _, b := range r.Blocked {
		if b.State == "lock" {
			require.NotZero(t, b.Object)
			require.NotEmpty(t, held[b.Object], "nobody holds what %s waits for", b.Goroutine)
			require.NotEqual(t, b.Goroutine, held[b.Object], "the other one holds it")
		}
	}
	require.Len(t, r.Blocked, 3)
	t.Log(r.Schedules, r.Millis, r.Blocked)
}

func TestPingPong(t *testing.T) {
	r := explore.Explore(t, explore.DefaultLimits(), func(t *explore.T) {
		c, d := make(chan int), make(chan int)
		t.Go("ping", func() { rt.To(c).Send(1); rt.Recv(d) })
		t.Go("pong", func() { n := rt.Recv(c); rt.To(d).Send(n + 1) })
		t.Wait()
	})
	require.Equal(t, explore.None, r.Cause, r.Message)
	require.True(t, r.Exhausted)
	t.Log(r.Schedules, r.Millis)
}
