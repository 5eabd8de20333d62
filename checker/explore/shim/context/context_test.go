package context_test

import (
	realcontext "context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/explore/internal/schedtest"
	"sharedmap-workshop/checker/explore/rt"
	"sharedmap-workshop/checker/explore/shim/context"
)

var (
	background = realcontext.Background()
	errWhy     = errors.New("why")
)

type key struct{}

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

func TestCancel(t *testing.T) {
	check(t, []program{
		{"Done blocks until the context is cancelled", 0, func(p *schedtest.P) {
			ctx, _ := context.WithCancel(background)
			p.Log(ctx.Err())
			rt.Recv(ctx.Done())
		}, []string{"<nil> | deadlock: main receive"}},
		{"cancel wakes everybody", 0, func(p *schedtest.P) {
			ctx, cancel := context.WithCancel(background)
			for range 2 {
				p.Go("a", func() { rt.Recv(ctx.Done()); p.Log("woken") })
			}
			cancel()
			cancel()
			p.Wait()
			p.Log(ctx.Err(), context.Cause(ctx))
		}, []string{"woken woken context canceled context canceled"}},
		{"cancel is a step of its own", 1, func(p *schedtest.P) {
			ctx, cancel := context.WithCancel(background)
			p.Go("a", cancel)
			p.Log(ctx.Err())
			p.Wait()
		}, []string{"<nil>", "context canceled"}},
		{"a child ends with its parent, a parent not with its child", 0, func(p *schedtest.P) {
			parent, cancel := context.WithCancelCause(context.WithoutCancel(background))
			child, cancelChild := context.WithCancel(realcontext.WithValue(parent, key{}, "value"))
			other, _ := context.WithCancel(parent)
			cancelChild()
			p.Log(parent.Err(), child.Err(), other.Err(), child.Value(key{}))
			cancel(errWhy)
			p.Log(other.Err(), context.Cause(other), context.Cause(child))
		}, []string{"<nil> context canceled <nil> value context canceled why context canceled"}},
		{"a child of an ended parent has ended", 0, func(p *schedtest.P) {
			parent, cancel := context.WithCancelCause(background)
			cancel(errWhy)
			child, _ := context.WithCancel(parent)
			p.Log(child.Err(), context.Cause(child))
			rt.Recv(child.Done())
		}, []string{"context canceled why"}},
		{"WithoutCancel", 0, func(p *schedtest.P) {
			parent, cancel := context.WithCancel(realcontext.WithValue(background, key{}, "value"))
			loose := context.WithoutCancel(parent)
			child, _ := context.WithCancel(loose)
			cancel()
			p.Log(loose.Err(), child.Err(), loose.Value(key{}))
		}, []string{"<nil> <nil> value"}},
		{"a child of a real context ends with it", 0, func(p *schedtest.P) {
			parent, cancel := realcontext.WithCancel(background)
			cancel()
			child, _ := context.WithCancel(parent)
			p.Log(child.Err())
		}, []string{"context canceled"}},
	})
}

func TestDeadline(t *testing.T) {
	check(t, []program{
		{"a timeout", 0, func(p *schedtest.P) {
			begin := time.Now()
			ctx, cancel := context.WithTimeout(background, time.Hour)
			defer cancel()
			at, ok := ctx.Deadline()
			rt.Recv(ctx.Done())
			p.Log(at.Sub(begin), ok, ctx.Err(), time.Since(begin))
		}, []string{"1h0m0s true context deadline exceeded 1h0m0s"}},
		{"the cause of a timeout", 0, func(p *schedtest.P) {
			ctx, _ := context.WithTimeoutCause(background, time.Hour, errWhy)
			rt.Recv(ctx.Done())
			p.Log(ctx.Err(), context.Cause(ctx))
		}, []string{"context deadline exceeded why"}},
		{"cancel before the deadline", 0, func(p *schedtest.P) {
			ctx, cancel := context.WithDeadline(background, time.Now().Add(time.Hour))
			cancel()
			rt.Enter().Sleep(2 * time.Hour)
			p.Log(ctx.Err())
		}, []string{"context canceled"}},
		{"a deadline that has passed", 0, func(p *schedtest.P) {
			ctx, _ := context.WithDeadline(background, time.Now().Add(-1))
			p.Log(ctx.Err())
		}, []string{"context deadline exceeded"}},
		{"an earlier deadline of the parent holds", 0, func(p *schedtest.P) {
			begin := time.Now()
			parent, _ := context.WithTimeout(background, time.Minute)
			child, _ := context.WithTimeout(parent, time.Hour)
			at, _ := child.Deadline()
			rt.Recv(child.Done())
			p.Log(at.Sub(begin), child.Err(), time.Since(begin))
		}, []string{"1m0s context deadline exceeded 1m0s"}},
	})
}

func TestAfterFunc(t *testing.T) {
	check(t, []program{
		{"runs when the context ends, once", 0, func(p *schedtest.P) {
			ctx, cancel := context.WithCancel(background)
			stop := context.AfterFunc(ctx, func() { p.Log("ran") })
			cancel()
			rt.Enter().Settle()
			p.Log(stop())
		}, []string{"ran false"}},
		{"does not run once it is stopped", 0, func(p *schedtest.P) {
			ctx, cancel := context.WithCancel(background)
			stop := context.AfterFunc(ctx, func() { p.Log("ran") })
			p.Log(stop(), stop())
			cancel()
		}, []string{"true false"}},
		{"runs at once where the context has ended", 0, func(p *schedtest.P) {
			ctx, cancel := context.WithCancel(background)
			cancel()
			context.AfterFunc(ctx, func() { p.Log("ran") })
		}, []string{"ran"}},
	})
}

func TestPanics(t *testing.T) {
	tests := []struct {
		name       string
		real, here func()
	}{
		{"WithCancel of nil", func() { _, cancel := realcontext.WithCancel(nil); cancel() }, func() { context.WithCancel(nil) }},
		{"WithCancelCause of nil", func() { _, cancel := realcontext.WithCancelCause(nil); cancel(nil) }, func() { context.WithCancelCause(nil) }},
		{"WithTimeout of nil", func() { _, cancel := realcontext.WithTimeout(nil, 1); cancel() }, func() { context.WithTimeout(nil, 1) }},
		{"WithDeadline of nil", func() { _, cancel := realcontext.WithDeadline(nil, time.Now()); cancel() }, func() { context.WithDeadline(nil, time.Now()) }},
		{"WithoutCancel of nil", func() { realcontext.WithoutCancel(nil) }, func() { context.WithoutCancel(nil) }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			want := schedtest.Panic(tt.real)
			assert.NotEmpty(t, want)
			assert.Equal(t, "| panic: "+want, schedtest.Once(t, func(*schedtest.P) { tt.here() }))
			assert.Equal(t, want, schedtest.Panic(tt.here), "outside of a schedule")
		})
	}
}

func TestOutsideOfASchedule(t *testing.T) {
	ctx, cancel := context.WithCancelCause(background)
	ran := make(chan bool)
	context.AfterFunc(ctx, func() { close(ran) })
	cancel(errWhy)
	<-ran
	assert.Equal(t, errWhy, context.Cause(ctx))
	late, stop := context.WithTimeout(background, -1)
	defer stop()
	assert.Equal(t, realcontext.DeadlineExceeded, late.Err())
}
