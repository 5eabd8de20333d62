package gotest

import (
	"context"
	"fmt"
	"runtime/debug"

	"golang.org/x/sync/errgroup"
)

// Panic is the error that RecoverPanic returns for a panic. The caller can clean up, for example restore a terminal, before it reports the
// panic.
type Panic struct {
	Value any
	Stack []byte
}

func (p *Panic) Error() string { return fmt.Sprintf("panic: %v\n\n%s", p.Value, p.Stack) }

// RecoverPanic calls f and returns its error. If f panics, it returns a *Panic. In a program that has changed the terminal's mode, every
// goroutine must run inside RecoverPanic, because an unrecovered panic ends the process and leaves the terminal in that mode.
func RecoverPanic(f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &Panic{v, debug.Stack()}
		}
	}()
	return f()
}

// panicGroup is an errgroup whose functions may panic. A panic is returned as an error.
type panicGroup struct{ group *errgroup.Group }

func newPanicGroup(ctx context.Context) (panicGroup, context.Context) {
	g, ctx := errgroup.WithContext(ctx)
	return panicGroup{g}, ctx
}

// Go runs f in a goroutine. Wait waits for it.
func (c panicGroup) Go(f func() error) {
	c.group.Go(func() error { return RecoverPanic(f) })
}

// Wait waits for all goroutines and returns the first error.
func (c panicGroup) Wait() error { return c.group.Wait() }
