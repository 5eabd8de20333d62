package gotest

import "context"

// preparation is an exploring binary on its way. Its source is instrumented while the go command vets; it is compiled only when
// vet and the compiler have nothing to say.
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
			p.explorer, err = r.builder.instrument(ctx, s)
			return err
		})
	}()
	return p
}

// build waits for the preparation, and compiles.
func (p *preparation) build(ctx context.Context) (*Explorer, error) {
	<-p.ready
	if p.err != nil {
		return nil, p.err
	}
	return p.explorer, p.explorer.compile(ctx)
}

// stop stops what is still under way. A nil preparation has nothing to stop.
func (p *preparation) stop() {
	if p != nil {
		p.drop()
	}
}

// end stops, waits and removes what was made.
func (p *preparation) end() {
	p.drop()
	<-p.ready
	if p.explorer != nil {
		_ = p.explorer.Close() // what cannot be removed now goes with the builder's scratch folder
	}
}
