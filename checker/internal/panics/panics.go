// Package panics turns a panic into an error, so that whoever waits for a goroutine can clean up, for example restore a terminal, before the panic is
// reported.
package panics

import (
	"context"
	"fmt"
	"runtime/debug"

	"golang.org/x/sync/errgroup"
)

// Error is the error that Recover returns for a panic. The caller can clean up, for example restore a terminal, before it reports the
// panic.
type Error struct {
	Value any
	Stack []byte
}

func (p *Error) Error() string { return fmt.Sprintf("panic: %v\n\n%s", p.Value, p.Stack) }

// Recover calls f and returns its error. If f panics, it returns an *Error. In a program that has changed the terminal's mode, every
// goroutine must run inside Recover, because an unrecovered panic ends the process and leaves the terminal in that mode.
func Recover(f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &Error{v, debug.Stack()}
		}
	}()
	return f()
}

// Group is an errgroup whose functions may panic. A panic is returned as an error.
type Group struct{ group *errgroup.Group }

// NewGroup returns a group, and a context that ends with the first error.
func NewGroup(ctx context.Context) (Group, context.Context) {
	g, ctx := errgroup.WithContext(ctx)
	return Group{g}, ctx
}

// Go runs f in a goroutine. Wait waits for it.
func (g Group) Go(f func() error) {
	g.group.Go(func() error { return Recover(f) })
}

// Wait waits for all goroutines and returns the first error.
func (g Group) Wait() error { return g.group.Wait() }
