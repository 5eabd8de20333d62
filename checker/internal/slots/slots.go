// Package slots limits how much is done at once: a slot stands for a processor.
package slots

import "context"

// Slots are handed out and given back.
type Slots struct {
	free      chan struct{}
	exclusive chan struct{} // held by the goroutine that acquires all slots
}

// New returns n slots.
func New(n int) *Slots { return &Slots{make(chan struct{}, n), make(chan struct{}, 1)} }

// Acquire takes a slot, or returns ctx's error when ctx ends.
func (s *Slots) Acquire(ctx context.Context) error {
	select {
	case s.free <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Release returns a slot.
func (s *Slots) Release() { <-s.free }

// AcquireAll takes all slots, so that nothing else of the checker runs. Only one goroutine at a time may take them: two that each had some
// would wait for each other forever.
func (s *Slots) AcquireAll(ctx context.Context) error {
	select {
	case s.exclusive <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	for i := range cap(s.free) {
		if err := s.Acquire(ctx); err != nil {
			for range i {
				s.Release()
			}
			<-s.exclusive
			return err
		}
	}
	return nil
}

// ReleaseAll returns all slots.
func (s *Slots) ReleaseAll() {
	for range cap(s.free) {
		s.Release()
	}
	<-s.exclusive
}
