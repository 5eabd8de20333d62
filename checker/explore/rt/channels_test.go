package rt_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/explore/internal/schedtest"
	"sharedmap-workshop/checker/explore/rt"
)

// program is a program of a table, and the results of all its schedules.
type program struct {
	name  string
	bound int
	run   func(p *schedtest.P)
	want  []string
}

func check(t *testing.T, programs []program) {
	for _, tt := range programs {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.want, schedtest.All(t, tt.bound, tt.run))
		})
	}
}

func TestChannelsBlock(t *testing.T) {
	check(t, []program{
		{"send without a buffer", 2, func(p *schedtest.P) { rt.To(make(chan int)).Send(1) }, []string{"| deadlock: main send"}},
		{"send to a full buffer", 2, func(p *schedtest.P) {
			c := make(chan int, 1)
			rt.To(c).Send(1)
			p.Log("sent")
			rt.To(c).Send(2)
		}, []string{"sent | deadlock: main send"}},
		{"receive", 2, func(p *schedtest.P) { rt.Recv(make(chan int)) }, []string{"| deadlock: main receive"}},
		{"send to nil", 2, func(p *schedtest.P) { rt.To((chan int)(nil)).Send(1) }, []string{"| deadlock: main send"}},
		{"receive from nil", 2, func(p *schedtest.P) { rt.Recv((chan int)(nil)) }, []string{"| deadlock: main receive"}},
		{"select", 2, func(p *schedtest.P) { rt.Select(false, rt.From(make(chan int)), rt.To(make(chan int)).Val(1)) }, []string{"| deadlock: main select"}},
		{"select of nil", 2, func(p *schedtest.P) { rt.Select(false, rt.From((chan int)(nil))) }, []string{"| deadlock: main receive"}},
		{"select without cases", 2, func(p *schedtest.P) { rt.Forever() }, []string{"| deadlock: main select"}},
		{"a goroutine that is left", 2, func(p *schedtest.P) {
			p.Go("left", func() { rt.Recv(make(chan int)) })
		}, []string{"| leak: left receive"}},
	})
}

func TestChannelsHandOver(t *testing.T) {
	check(t, []program{
		{"without a buffer the sender waits for the receiver", 3, func(p *schedtest.P) {
			c := make(chan int)
			p.Go("sender", func() { rt.To(c).Send(7); p.Log("sent") })
			p.Log(rt.Recv(c))
			p.Wait()
		}, []string{"7 sent", "sent 7"}},
		{"with a buffer the sender goes on", 3, func(p *schedtest.P) {
			c := make(chan int, 1)
			rt.To(c).Send(7)
			p.Log("sent", rt.Recv(c))
		}, []string{"sent 7"}},
		{"a buffer keeps the order", 2, func(p *schedtest.P) {
			c := make(chan int, 3)
			p.Go("sender", func() {
				for i := range 3 {
					rt.To(c).Send(i)
				}
				rt.Close(c)
			})
			for v, ok := rt.Recv2(c); ok; v, ok = rt.Recv2(c) {
				p.Log(v)
			}
		}, []string{"0 1 2"}},
		{"whoever waits longest receives first", 0, func(p *schedtest.P) {
			c, ready := make(chan int), make(chan int)
			wait := func(name string) func() {
				return func() { rt.To(ready).Send(0); p.Log(name, rt.Recv(c)) }
			}
			p.Go("a", wait("a"))
			rt.Recv(ready)
			rt.Enter().Sleep(1) // now a waits for certain
			p.Go("b", wait("b"))
			rt.Recv(ready)
			rt.Enter().Sleep(1)
			rt.To(c).Send(1)
			rt.Enter().Sleep(1)
			rt.To(c).Send(2)
			p.Wait()
		}, []string{"a 1 b 2"}},
		{"receive from a closed channel", 2, func(p *schedtest.P) {
			c := make(chan int, 1)
			rt.To(c).Send(7)
			rt.Close(c)
			v, ok := rt.Recv2(c)
			p.Log(v, ok)
			v, ok = rt.Recv2(c)
			p.Log(v, ok)
		}, []string{"7 true 0 false"}},
		{"close wakes everybody", 1, func(p *schedtest.P) {
			c := make(chan int)
			p.Go("a", func() { rt.Recv(c) })
			p.Go("b", func() { rt.Recv(c) })
			rt.Close(c)
			p.Wait()
			p.Log("over")
		}, []string{"over"}},
		{"len", 1, func(p *schedtest.P) {
			c := make(chan int, 2)
			rt.To(c).Send(7)
			p.Log(rt.Len(c), rt.Len((chan int)(nil)))
		}, []string{"1 0"}},
	})
}

func TestSelect(t *testing.T) {
	full := func(v int) chan int {
		c := make(chan int, 1)
		c <- v
		return c
	}
	check(t, []program{
		{"every ready case is tried", 0, func(p *schedtest.P) {
			a, b := rt.From(full(1)), rt.From(full(2))
			p.Log(rt.Select(false, a, b), a.Value(), b.Value(), a.OK(), b.OK())
		}, []string{"0 1 0 true false", "1 0 2 false true"}},
		{"the default case comes where no case is ready", 0, func(p *schedtest.P) {
			p.Log(rt.Select(true, rt.From(make(chan int)), rt.To((chan int)(nil)).Val(1)))
		}, []string{"-1"}},
		{"the default case does not come where a case is ready", 0, func(p *schedtest.P) {
			p.Log(rt.Select(true, rt.From(full(1))))
		}, []string{"0"}},
		{"a partner may wait already or not", 0, func(p *schedtest.P) {
			c := make(chan int)
			p.Go("receiver", func() { rt.Recv(c) })
			rt.Enter().Yield()
			p.Log(rt.Select(true, rt.To(c).Val(1)))
			rt.Enter().Schedule().LeaksAllowed()
		}, []string{"-1", "0"}},
		{"a partner that waits for certain is met", 0, func(p *schedtest.P) {
			c := make(chan int)
			p.Go("receiver", func() { rt.Recv(c) })
			rt.Enter().Sleep(1)
			p.Log(rt.Select(true, rt.To(c).Val(1)))
		}, []string{"0"}},
		{"a waiting select takes what comes", 1, func(p *schedtest.P) {
			a, b := make(chan int), make(chan int)
			p.Go("sender", func() { rt.To(b).Send(5) })
			r := rt.From(b)
			p.Log(rt.Select(false, rt.From(a), r), r.Value())
		}, []string{"1 5"}},
		{"two selects meet", 1, func(p *schedtest.P) {
			a, b := make(chan int), make(chan int)
			p.Go("other", func() { rt.Select(false, rt.To(a).Val(1), rt.To(b).Val(2)) })
			ra, rb := rt.From(a), rt.From(b)
			p.Log(rt.Select(false, ra, rb), ra.Value()+rb.Value())
		}, []string{"0 1", "1 2"}},
		{"a goroutine does not meet itself", 0, func(p *schedtest.P) {
			c := make(chan int)
			rt.Select(false, rt.From(c), rt.To(c).Val(1))
		}, []string{"| deadlock: main select"}},
	})
}

// The operations panic as Go does.
func TestChannelPanics(t *testing.T) {
	closed := func() chan int {
		c := make(chan int)
		close(c)
		return c
	}
	tests := []struct {
		name     string
		ordinary func()
		here     func()
	}{
		{"close of nil", func() { close((chan int)(nil)) }, func() { rt.Close((chan int)(nil)) }},
		{"close twice", func() { close(closed()) }, func() { rt.Close(closed()) }},
		{"send on closed", func() { closed() <- 1 }, func() {
			c := make(chan int)
			rt.Close(c)
			rt.To(c).Send(1)
		}},
		{"send on closed with a buffer", func() { closed() <- 1 }, func() {
			c := make(chan int, 1)
			rt.Close(c)
			rt.To(c).Send(1)
		}},
		{"select sends on closed", func() {
			select {
			case closed() <- 1:
			default:
			}
		}, func() {
			c := make(chan int)
			rt.Close(c)
			rt.Select(true, rt.To(c).Val(1))
		}},
		{"assignment to a nil map", func() { map[string]int(nil)["a"] = 1 }, func() { rt.Map(map[string]int(nil), 1).Set("a", 1) }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			want := schedtest.Panic(tt.ordinary)
			assert.NotEmpty(t, want)
			assert.Equal(t, "| panic: "+want, schedtest.Once(t, func(*schedtest.P) { tt.here() }))
		})
	}
}

func TestSendOnAChannelThatIsClosedMeanwhilePanics(t *testing.T) {
	c := func(p *schedtest.P) {
		c := make(chan int)
		p.Go("sender", func() { rt.To(c).Send(1) })
		rt.Close(c)
		p.Wait()
	}
	assert.Equal(t, []string{"| panic: send on closed channel"}, schedtest.All(t, 2, c))
}

// Outside of a schedule every operation is the ordinary one.
func TestChannelsOutsideOfASchedule(t *testing.T) {
	c := make(chan int, 2)
	rt.To(c).Send(1)
	assert.Equal(t, 1, rt.Len(c))
	r := rt.From(c)
	assert.Equal(t, 0, rt.Select(true, r))
	assert.Equal(t, 1, r.Value())
	assert.Equal(t, -1, rt.Select(true, rt.From(c)))
	assert.Equal(t, 0, rt.Select(false, rt.To(c).Val(2)))
	assert.Equal(t, 2, rt.Recv(c))
	rt.Close(c)
	_, ok := rt.Recv2(c)
	assert.False(t, ok)
	done := make(chan bool)
	rt.Go("helper", func() { close(done) })
	<-done
}
