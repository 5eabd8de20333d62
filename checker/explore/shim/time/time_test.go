package time_test

import (
	"testing"
	realtime "time"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/explore/internal/schedtest"
	"sharedmap-workshop/checker/explore/rt"
	"sharedmap-workshop/checker/explore/shim/time"
)

const second = realtime.Second

// program is a program of a table, and the results of all its schedules.
type program struct {
	name string
	run  func(p *schedtest.P)
	want []string
}

func check(t *testing.T, programs []program) {
	for _, tt := range programs {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.want, schedtest.All(t, 0, tt.run))
		})
	}
}

func TestSleeping(t *testing.T) {
	check(t, []program{
		{"Sleep, Since and Until", func(p *schedtest.P) {
			begin := time.Now()
			time.Sleep(3 * second)
			p.Log(time.Since(begin), time.Until(begin))
		}, []string{"3s -3s"}},
		{"Sleep of nothing gives way", func(p *schedtest.P) {
			p.Go("a", func() { p.Log("a") })
			time.Sleep(0)
			p.Log("main")
		}, []string{"a main"}},
		{"After", func(p *schedtest.P) {
			begin := time.Now()
			p.Log(rt.Recv(time.After(2 * second)).Sub(begin))
		}, []string{"2s"}},
		{"Tick", func(p *schedtest.P) {
			begin, c := time.Now(), time.Tick(second)
			p.Log(rt.Recv(c).Sub(begin), rt.Recv(c).Sub(begin))
			p.Log(time.Tick(0) == nil)
		}, []string{"1s 2s true"}},
	})
}

func TestTimer(t *testing.T) {
	check(t, []program{
		{"fires once", func(p *schedtest.P) {
			timer := time.NewTimer(second)
			rt.Recv(timer.C)
			p.Log(timer.Stop())
			rt.Recv(timer.C)
		}, []string{"false | deadlock: main receive"}},
		{"that is stopped does not fire", func(p *schedtest.P) {
			timer := time.NewTimer(second)
			p.Log(timer.Stop(), timer.Stop())
			rt.Recv(timer.C)
		}, []string{"true false | deadlock: main receive"}},
		{"that has fired leaves no time behind when it is stopped", func(p *schedtest.P) {
			timer := time.NewTimer(second)
			time.Sleep(2 * second)
			p.Log(timer.Stop(), len(timer.C))
		}, []string{"true 0"}},
		{"that is reset fires later", func(p *schedtest.P) {
			begin, timer := time.Now(), time.NewTimer(second)
			p.Log(timer.Reset(5*second), rt.Recv(timer.C).Sub(begin), timer.Reset(second), rt.Recv(timer.C).Sub(begin))
		}, []string{"true 5s false 6s"}},
		{"AfterFunc runs in a goroutine of its own", func(p *schedtest.P) {
			timer := time.AfterFunc(second, func() { p.Log("fired") })
			time.Sleep(2 * second)
			p.Log(timer.Stop(), timer.C == nil)
		}, []string{"fired false true"}},
		{"AfterFunc that is stopped", func(p *schedtest.P) {
			timer := time.AfterFunc(second, func() { p.Log("fired") })
			p.Log(timer.Stop())
			time.Sleep(2 * second)
		}, []string{"true"}},
	})
}

func TestTicker(t *testing.T) {
	check(t, []program{
		{"ticks", func(p *schedtest.P) {
			begin, ticker := time.Now(), time.NewTicker(second)
			p.Log(rt.Recv(ticker.C).Sub(begin), rt.Recv(ticker.C).Sub(begin))
		}, []string{"1s 2s"}},
		{"drops ticks that nobody receives", func(p *schedtest.P) {
			begin, ticker := time.Now(), time.NewTicker(second)
			time.Sleep(5*second + 1)
			p.Log(rt.Recv(ticker.C).Sub(begin), rt.Recv(ticker.C).Sub(begin))
		}, []string{"1s 6s"}},
		{"that is stopped does not tick", func(p *schedtest.P) {
			ticker := time.NewTicker(second)
			time.Sleep(2 * second)
			ticker.Stop()
			rt.Recv(ticker.C)
		}, []string{"| deadlock: main receive"}},
		{"that is reset has another period", func(p *schedtest.P) {
			begin, ticker := time.Now(), time.NewTicker(second)
			ticker.Reset(3 * second)
			p.Log(rt.Recv(ticker.C).Sub(begin), rt.Recv(ticker.C).Sub(begin))
		}, []string{"3s 6s"}},
	})
}

func TestPanics(t *testing.T) {
	tests := []struct {
		name       string
		real, here func()
	}{
		{"a ticker without a period", func() { realtime.NewTicker(0) }, func() { time.NewTicker(0) }},
		{"a ticker that is reset to no period", func() { realtime.NewTicker(1).Reset(0) }, func() { time.NewTicker(1).Reset(0) }},
		{"Stop of a timer that was not made", func() { new(realtime.Timer).Stop() }, func() { new(time.Timer).Stop() }},
		{"Reset of a timer that was not made", func() { new(realtime.Timer).Reset(1) }, func() { new(time.Timer).Reset(1) }},
		{"Reset of a ticker that was not made", func() { new(realtime.Ticker).Reset(1) }, func() { new(time.Ticker).Reset(1) }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			want := schedtest.Panic(tt.real)
			assert.NotEmpty(t, want)
			assert.Equal(t, "| panic: "+want, schedtest.Once(t, func(*schedtest.P) { tt.here() }))
			assert.Equal(t, want, schedtest.Panic(tt.here), "outside of a schedule")
		})
	}
	assert.Empty(t, schedtest.Panic(func() { new(time.Ticker).Stop() }), "Go allows that")
}

func TestOutsideOfASchedule(t *testing.T) {
	begin := time.Now()
	time.Sleep(1)
	<-time.After(1)
	timer := time.NewTimer(realtime.Hour)
	assert.True(t, timer.Stop())
	assert.False(t, timer.Reset(1))
	<-timer.C
	ticker := time.NewTicker(1)
	<-ticker.C
	ticker.Reset(1)
	<-ticker.C
	ticker.Stop()
	done := make(chan bool)
	time.AfterFunc(1, func() { close(done) })
	<-done
	assert.Positive(t, time.Since(begin))
	assert.Negative(t, time.Until(begin))
}
