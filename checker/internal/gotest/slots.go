package gotest

import "context"

// acquire takes a slot, which stands for a processor, or returns ctx's error when ctx ends.
func (r *runner) acquire(ctx context.Context) error {
	select {
	case r.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// release returns a slot.
func (r *runner) release() { <-r.slots }

// acquireAll takes all slots, so that nothing else of the checker runs. Only one goroutine at a time may take them: two that each had some
// would wait for each other forever.
func (r *runner) acquireAll(ctx context.Context) error {
	select {
	case r.exclusive <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	for i := range cap(r.slots) {
		if err := r.acquire(ctx); err != nil {
			for range i {
				r.release()
			}
			<-r.exclusive
			return err
		}
	}
	return nil
}

// releaseAll returns all slots.
func (r *runner) releaseAll() {
	for range cap(r.slots) {
		r.release()
	}
	<-r.exclusive
}
