package gotest

import "context"

// preparation is an exploring binary on its way: it is made while the race run is, and dropped where that cannot be.
type preparation struct {
	drop     context.CancelFunc
	ready    chan struct{} // closed when the next two stand
	explorer *Explorer
	err      error
}

// prepare starts the preparation of a lesson's exploring binary, once a processor is free.
func (r *runner) prepare(ctx context.Context, s Source) *preparation {
	ctx, drop := context.WithCancel(ctx)
	p := &preparation{drop: drop, ready: make(chan struct{})}
	go func() { // p.end waits for it
		defer close(p.ready)
		p.err = Caught(func() (err error) {
			if err := r.take(ctx); err != nil {
				return err
			}
			defer r.give()
			p.explorer, err = r.builder.Explorer(ctx, s)
			return err
		})
	}()
	return p
}

// end stops what is still under way, waits and removes what was made.
func (p *preparation) end() {
	p.drop()
	<-p.ready
	if p.explorer != nil {
		_ = p.explorer.Close() // what cannot be removed now goes with the builder's scratch folder
	}
}
