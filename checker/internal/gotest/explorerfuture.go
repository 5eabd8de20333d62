package gotest

import (
	"context"

	"sharedmap-workshop/checker/internal/panics"
)

// explorerFuture is an exploring binary that is being built in a goroutine, while the race run goes on.
type explorerFuture struct {
	cancel   context.CancelFunc
	done     chan struct{} // closed when explorer and err are set
	explorer *Explorer
	err      error
}

// startExplorer starts to build a lesson's exploring binary. The build begins when a slot is free.
func (r *runner) startExplorer(ctx context.Context, s Source) *explorerFuture {
	ctx, drop := context.WithCancel(ctx)
	p := &explorerFuture{cancel: drop, done: make(chan struct{})}
	go func() { // discard waits for this goroutine
		defer close(p.done)
		p.err = panics.Recover(func() (err error) {
			if err := r.slots.Acquire(ctx); err != nil {
				return err
			}
			defer r.slots.Release()
			p.explorer, err = r.builder.Explorer(ctx, s)
			return err
		})
	}()
	return p
}

// discard cancels the build if it is still running, waits for its end, and removes the binary.
func (p *explorerFuture) discard() {
	p.cancel()
	<-p.done
	if p.explorer != nil {
		_ = p.explorer.Close() // Builder.Close removes what is left
	}
}
