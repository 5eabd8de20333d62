package rt_test

import (
	"errors"
	"maps"
	"runtime"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/explore/internal/schedtest"
	"sharedmap-workshop/checker/explore/rt"
	"sharedmap-workshop/checker/explore/strategy"
)

// steps logs a letter at each of two scheduling points.
func steps(p *schedtest.P, letter string) func() {
	return func() {
		for range 2 {
			var o rt.SyncObject
			rt.Enter().Point(rt.Op{Kind: "step", Object: &o}, nil)
			p.Log(letter)
		}
	}
}

func two(p *schedtest.P) {
	p.Go("a", steps(p, "a"))
	p.Go("b", steps(p, "b"))
	p.Wait()
}

func TestABoundOfPreemptionsBoundsTheOrders(t *testing.T) {
	assert.Equal(t, []string{"a a b b", "b b a a"}, schedtest.All(t, 0, two), "a goroutine goes on until it ends")
	assert.Equal(t, []string{"a a b b", "a b b a", "b a a b", "b b a a"}, schedtest.All(t, 1, two))
	assert.Len(t, schedtest.All(t, 2, two), 6, "with two preemptions there are all orders")
}

func TestEnds(t *testing.T) {
	check(t, []program{
		{"nothing", 0, func(*schedtest.P) {}, []string{""}},
		{"a panic", 0, func(*schedtest.P) { panic("no") }, []string{"| panic: no"}},
		{"a panic with an error", 0, func(*schedtest.P) { panic(errors.New("no")) }, []string{"| panic: no"}},
		{"a panic of the runtime", 0, func(*schedtest.P) { _ = []int{}[len(make([]int, 3))] },
			[]string{"| panic: runtime error: index out of range [3] with length 0"}},
		{"a panic in a goroutine", 0, func(p *schedtest.P) { p.Go("a", func() { panic("no") }); p.Wait() }, []string{"| panic: no"}},
		{"a goroutine that calls Goexit", 0, func(p *schedtest.P) {
			p.Go("a", func() { defer p.Log("deferred"); runtime.Goexit() })
			p.Wait()
			p.Log("over")
		}, []string{"deferred over"}},
		{"a failed check", 0, func(*schedtest.P) { rt.Enter().Schedule().Fail("wrong") }, []string{"| check: wrong"}},
		{"a skip", 0, func(*schedtest.P) { rt.Enter().Schedule().Skip("not now") }, []string{"| skipped: not now"}},
		{"a leak", 0, func(p *schedtest.P) { p.Go("a", rt.Forever) }, []string{"| leak: a select"}},
		{"a leak that is allowed", 0, func(p *schedtest.P) {
			rt.Enter().Schedule().LeaksAllowed()
			p.Go("a", rt.Forever)
		}, []string{""}},
		{"a goroutine that spins", 0, func(*schedtest.P) {
			var o rt.SyncObject
			for {
				rt.Enter().Point(rt.Op{Kind: "look", Object: &o, Read: true}, nil)
				rt.Enter().Touch(&o, false)
			}
		}, []string{"| livelock: main look"}},
	})
}

func TestAGoroutineThatSpinsGivesWay(t *testing.T) {
	spin := func(p *schedtest.P) {
		over := false
		var o rt.SyncObject
		p.Go("setter", func() {
			rt.Enter().Point(rt.Op{Kind: "set", Object: &o}, nil)
			over = true
			rt.Enter().Touch(&o, true)
		})
		for !over {
			rt.Enter().Point(rt.Op{Kind: "look", Object: &o, Read: true}, nil)
			rt.Enter().Touch(&o, false)
		}
		p.Log("over")
	}
	assert.Equal(t, "over", schedtest.Once(t, spin))
}

func TestYieldLetsOthersMove(t *testing.T) {
	assert.Equal(t, []string{"b a"}, schedtest.All(t, 0, func(p *schedtest.P) {
		p.Go("b", func() { p.Log("b") })
		rt.Enter().Yield()
		p.Log("a")
		p.Wait()
	}))
}

func TestGoroutinesThatPollDoNotKeepAThirdFromItsTurn(t *testing.T) {
	poll := func(over *bool) {
		for !*over {
			rt.Enter().Yield()
		}
	}
	counts := schedtest.Count(t, 1, func(p *schedtest.P) {
		over := false
		p.Go("a", func() { poll(&over); p.Log("a") })
		p.Go("b", func() { poll(&over); p.Log("b") })
		p.Go("c", func() { steps(p, "c")(); over = true; rt.Enter().Touch(new(rt.SyncObject), true) })
		p.Wait()
	})
	assert.Equal(t, []string{"c c a b", "c c b a"}, slices.Sorted(maps.Keys(counts)))
	assert.Less(t, counts["c c a b"]+counts["c c b a"], 500, "a and b could let each other move in any number of schedules")
}

func TestAGoroutineThatChangesSomethingBetweenYieldsDoesNotPoll(t *testing.T) {
	assert.Contains(t, schedtest.All(t, 0, func(p *schedtest.P) {
		var o rt.SyncObject
		write := func(letter string, times int) func() {
			return func() {
				for range times {
					rt.Enter().Yield()
					p.Log(letter)
					rt.Enter().Touch(&o, true)
				}
			}
		}
		p.Go("a", write("a", 3))
		p.Go("b", write("b", 3))
		p.Go("c", write("c", 1))
		p.Wait()
	}), "a b a b a b c", "c may still be the last")
}

func TestSettleWaitsForAllOthers(t *testing.T) {
	assert.Equal(t, []string{"a a settled"}, schedtest.All(t, 2, func(p *schedtest.P) {
		p.Go("a", steps(p, "a"))
		rt.Enter().Settle()
		p.Log("settled")
	}))
}

func TestStrategyIsAsked(t *testing.T) {
	choices := func(p *schedtest.P) {
		g := rt.Enter()
		p.Log(g.Pick(3), g.Choose(2), g.Later(), g.Draw(2), g.Pick(1))
	}
	assert.Equal(t, []string{"0 0 false 0 0", "0 1 false 0 0", "1 0 false 0 0", "1 1 false 0 0", "2 0 false 0 0", "2 1 false 0 0"}, schedtest.All(t, 0, choices),
		"picks and the scenario's values are free")
	assert.Len(t, schedtest.All(t, 1, choices), 18, "later and a random number cost a preemption each")
	assert.Len(t, schedtest.All(t, 2, choices), 24)
	assert.Len(t, schedtest.All(t, 2, func(p *schedtest.P) {
		rt.Enter().Spend(2)
		choices(p)
	}), 6, "what the scenario spends is not left for more")
	assert.Len(t, schedtest.All(t, 0, func(p *schedtest.P) {
		rt.Enter().Schedule().OneOrder(true)
		two(p)
	}), 1)
}

// outcome makes one schedule and returns how it ended.
func outcome(t *testing.T, cfg rt.Config, main func()) *rt.Outcome {
	cfg.Points, cfg.Record = rt.NewSchedulingPoints(), true
	return rt.Run(t, cfg, func(*testing.T, *rt.Sched) { main() })
}

func TestOutcome(t *testing.T) {
	pick := func() { rt.Enter().Pick(2) }
	o := outcome(t, rt.Config{Strategy: strategy.NewReplay([]int{1}, strategy.Fair)}, pick)
	assert.Equal(t, []strategy.Decision{{Choice: strategy.Choice{Kind: strategy.Pick, Ways: 2}, Way: 1}}, o.Path)
	assert.False(t, o.Diverged)

	o = outcome(t, rt.Config{Strategy: strategy.NewReplay([]int{2}, strategy.Fair)}, pick)
	assert.True(t, o.Diverged, "there is no third way")
	assert.Equal(t, 0, o.Path[0].Way)

	o = outcome(t, rt.Config{Strategy: strategy.Fair, MaxSteps: 100}, func() {
		var o rt.SyncObject
		for {
			rt.Enter().Point(rt.Op{Kind: "step", Object: &o}, nil)
			rt.Enter().Touch(&o, true)
		}
	})
	assert.Equal(t, rt.Long, o.End, "there was progress all the time")
	assert.Equal(t, 101, o.Steps)

	o = outcome(t, rt.Config{Strategy: strategy.Fair, MaxG: 3}, func() {
		for range 4 {
			rt.Go("many", rt.Forever)
		}
	})
	assert.Equal(t, rt.Long, o.End)
	assert.Equal(t, "goroutines", o.Message)
}

func TestAStateIsExploredOnce(t *testing.T) {
	visited := map[uint64]struct{}{}
	race := func() {
		var x, y rt.SyncObject
		step := func(o *rt.SyncObject) func() {
			return func() { rt.Enter().Point(rt.Op{Kind: "step", Object: o}, nil); rt.Enter().Touch(o, true) }
		}
		for range 2 {
			rt.Go("x", step(&x))
			rt.Go("y", step(&y))
			rt.Enter().Settle()
		}
	}
	first := outcome(t, rt.Config{Strategy: strategy.Fair, Visited: visited}, race)
	assert.Equal(t, rt.Fine, first.End)
	again := outcome(t, rt.Config{Strategy: strategy.Fair, Visited: visited}, race)
	assert.Equal(t, rt.Pruned, again.End, "the same schedule reaches a known state at once")
	known := outcome(t, rt.Config{Strategy: strategy.NewReplay([]int{1}, strategy.Fair), Known: 1, Visited: visited}, race)
	assert.Equal(t, rt.Pruned, known.End, "the goroutines change different objects, so the order makes no difference")
}

func TestTurns(t *testing.T) {
	steps := func(order strategy.Order) string {
		log := ""
		outcome(t, rt.Config{Strategy: order}, func() {
			for _, name := range []string{"a", "b"} {
				rt.Go(name, func() {
					var o rt.SyncObject
					for range 4 {
						rt.Enter().Point(rt.Op{Kind: "step", Object: &o}, nil)
						rt.Enter().Touch(&o, true)
						log += name
					}
				})
			}
		})
		return log
	}
	assert.Equal(t, "aaaabbbb", steps(strategy.RunToBlock))
	assert.Equal(t, "aaaabbbb", steps(strategy.Fair), "four steps are a short turn")
	robin := steps(strategy.RoundRobin)
	assert.NotContains(t, robin, "aaa")
	assert.NotContains(t, robin, "bbb")
	assert.Equal(t, "b", robin[:1], "the newest goroutine comes first")
}

// Code that is not instrumented may take part: here it starts two goroutines that run instrumented code, and waits for them.
func TestForeignCode(t *testing.T) {
	foreign := func(p *schedtest.P) {
		var wg sync.WaitGroup
		wg.Go(steps(p, "a"))
		wg.Go(steps(p, "a"))
		wg.Wait()
		steps(p, "over")()
	}
	assert.Equal(t, []string{"a a a a over over"}, schedtest.All(t, 1, foreign))
}
