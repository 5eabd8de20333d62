package rt_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/explore/internal/schedtest"
	"sharedmap-workshop/checker/explore/rt"
	"sharedmap-workshop/checker/explore/strategy"
)

func TestTimers(t *testing.T) {
	sleep := func(p *schedtest.P, name string, d time.Duration) func() {
		return func() { rt.Enter().Sleep(d); p.Log(name) }
	}
	check(t, []program{
		{"fire in the order of their times", 2, func(p *schedtest.P) {
			p.Go("late", sleep(p, "late", 2*time.Hour))
			p.Go("soon", sleep(p, "soon", time.Hour))
			p.Wait()
		}, []string{"soon late"}},
		{"that are due at the same instant wake in any order", 0, func(p *schedtest.P) {
			p.Go("a", sleep(p, "a", time.Hour))
			p.Go("b", sleep(p, "b", time.Hour))
			p.Wait()
		}, []string{"a b", "b a"}},
		{"with a name run in a goroutine", 0, func(p *schedtest.P) {
			rt.Enter().Start(rt.NewTimer("timer", func() { p.Log("fired") }), time.Second, 0)
			rt.Enter().Sleep(time.Minute)
		}, []string{"fired"}},
		{"that are stopped do not fire", 0, func(p *schedtest.P) {
			g, timer := rt.Enter(), rt.NewTimer("", func() { p.Log("fired") })
			p.Log(g.Start(timer, time.Second, 0), g.Stop(timer), g.Stop(timer))
			g.Sleep(time.Minute)
		}, []string{"false true false"}},
		{"with a period fire again and again", 0, func(p *schedtest.P) {
			g, timer := rt.Enter(), rt.NewTimer("", func() { p.Log("tick") })
			g.Start(timer, time.Second, time.Second)
			g.Sleep(3*time.Second + 1)
			g.Stop(timer)
		}, []string{"tick tick tick"}},
		{"do not fire while a goroutine can move", 0, func(p *schedtest.P) {
			p.Go("sleeper", sleep(p, "awake", 1))
			steps(p, "step")()
			p.Wait()
		}, []string{"step step awake"}},
		{"that nobody stops end with the scenario", 0, func(p *schedtest.P) {
			rt.Enter().Start(rt.NewTimer("", func() {}), time.Second, time.Second)
		}, []string{""}},
	})
}

func TestTimersMayFireEarly(t *testing.T) {
	cfg := rt.Config{Strategy: strategy.NewReplay([]int{1}, strategy.Fair), EarlyTimers: true}
	o := outcome(t, cfg, func() {
		g := rt.Enter()
		g.Start(rt.NewTimer("", func() {}), time.Hour, 0)
		rt.Go("other", func() {})
		var object rt.SyncObject
		for range 2 {
			g.Point(rt.Op{Kind: "step", Object: &object}, nil)
		}
	})
	assert.Equal(t, rt.Fine, o.End)
	assert.True(t, o.Path[0].Timer, "%+v", o.Path)
	assert.True(t, o.Early)
}

// What a check says after a timer has fired early proves nothing: the check may rely on that timer.
func TestAnEarlyTimerProvesNothing(t *testing.T) {
	fail := func() {
		g := rt.Enter()
		g.Start(rt.NewTimer("", func() {}), time.Hour, 0)
		var object rt.SyncObject
		g.Point(rt.Op{Kind: "step", Object: &object}, nil)
		g.Schedule().Fail("too late")
	}
	early := func(ways ...int) rt.Config {
		return rt.Config{Strategy: strategy.NewReplay(ways, strategy.Fair), EarlyTimers: true}
	}
	assert.Equal(t, rt.Check, outcome(t, early(0), fail).End)
	assert.Equal(t, rt.Pruned, outcome(t, early(1), fail).End)
	assert.Equal(t, rt.Pruned, outcome(t, early(1), func() {
		rt.Enter().Start(rt.NewTimer("", func() {}), time.Hour, 0)
		rt.Enter().Point(rt.Op{Kind: "step"}, nil)
		panic("too late")
	}).End)
	assert.Equal(t, rt.Panic, outcome(t, early(1), func() {
		rt.Enter().Start(rt.NewTimer("", func() {}), time.Hour, 0)
		rt.Enter().Point(rt.Op{Kind: "step"}, nil)
		rt.Close((chan int)(nil))
	}).End, "a wrong use is a mistake whenever it comes")
}

func TestLookingAtTheTimeLetsItPass(t *testing.T) {
	assert.Equal(t, "over", schedtest.Once(t, func(p *schedtest.P) {
		begin := time.Now()
		for time.Since(begin) < time.Second {
			rt.Enter().Now()
		}
		p.Log("over")
	}))
}
