package gotest

import (
	"context"
	"fmt"
	"runtime/debug"

	"golang.org/x/sync/errgroup"
)

// Panic is the error for a panic of ours: caught in the goroutine in which it happened, so that who started that can clean up, and put a
// terminal back, before it is told.
type Panic struct {
	Value any
	Stack []byte
}

func (p *Panic) Error() string { return fmt.Sprintf("panic: %v\n\n%s", p.Value, p.Stack) }

// Caught runs f and turns its panic into an error, a *Panic. Every goroutine of a program that has changed the terminal begins with it: a panic
// that nobody catches ends the process at once, and leaves the terminal as it is then.
func Caught(f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &Panic{v, debug.Stack()}
		}
	}()
	return f()
}

// crew is an errgroup in which a panic is an error like any other.
type crew struct{ group *errgroup.Group }

func newCrew(ctx context.Context) (crew, context.Context) {
	g, ctx := errgroup.WithContext(ctx)
	return crew{g}, ctx
}

// Go starts f in a goroutine that Wait waits for.
func (c crew) Go(f func() error) {
	c.group.Go(func() error { return Caught(f) })
}

// Wait waits for all and returns the first error.
func (c crew) Wait() error { return c.group.Wait() }
