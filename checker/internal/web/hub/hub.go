// Package hub hands the newest state of something to everybody who watches it.
//
// One goroutine owns the state. A watcher that is slow skips states, but always gets the newest one, and never holds up the others.
//
//	h := hub.New("start")
//	go h.Run(ctx)
//	states, leave := h.Watch(ctx)
//	h.Publish(ctx, "next")
//	fmt.Println((<-states).State)
package hub

import "context"

// Version is a state with its number. Numbers count up from 1.
type Version[T any] struct {
	Number int
	State  T
}

// Hub has a state of type T, which nobody changes after it was published. Its methods may be called by any goroutine.
type Hub[T any] struct {
	first   T
	publish chan T
	join    chan chan Version[T]
	leave   chan chan Version[T]
	now     chan Version[T]
	ended   chan struct{}
}

// New returns a hub with its first state. Run must be called once.
func New[T any](first T) *Hub[T] {
	return &Hub[T]{first, make(chan T), make(chan chan Version[T]), make(chan chan Version[T]), make(chan Version[T]), make(chan struct{})}
}

// Run owns the state until ctx ends. Then the channels of all watchers are closed.
func (h *Hub[T]) Run(ctx context.Context) {
	defer close(h.ended)
	current := Version[T]{1, h.first}
	watchers := map[chan Version[T]]bool{}
	defer func() {
		for w := range watchers {
			close(w)
		}
	}()
	for {
		select {
		case <-ctx.Done():
			return
		case state := <-h.publish:
			current = Version[T]{current.Number + 1, state}
			for w := range watchers {
				put(w, current)
			}
		case w := <-h.join:
			watchers[w] = true
			put(w, current)
		case w := <-h.leave:
			delete(watchers, w)
		case h.now <- current:
		}
	}
}

// put replaces what a watcher has not taken yet. Only the hub sends to the channel, so there is room after it was emptied.
func put[T any](w chan Version[T], v Version[T]) {
	select {
	case <-w:
	default:
	}
	w <- v
}

// Publish makes state the newest one. It does nothing after the end of Run or of ctx.
func (h *Hub[T]) Publish(ctx context.Context, state T) {
	select {
	case h.publish <- state:
	case <-h.ended:
	case <-ctx.Done():
	}
}

// Now returns the newest state. It reports false after the end of Run or of ctx.
func (h *Hub[T]) Now(ctx context.Context) (Version[T], bool) {
	select {
	case v := <-h.now:
		return v, true
	case <-h.ended:
	case <-ctx.Done():
	}
	return Version[T]{}, false
}

// Watch returns a channel with the present state and then each newer one; states that are replaced before they are taken are left out. The channel is
// closed at the end of Run. The caller must call leave.
func (h *Hub[T]) Watch(ctx context.Context) (states <-chan Version[T], leave func()) {
	w := make(chan Version[T], 1)
	select {
	case h.join <- w:
	case <-h.ended:
		close(w)
		return w, func() {}
	case <-ctx.Done():
		close(w)
		return w, func() {}
	}
	return w, func() {
		select {
		case h.leave <- w:
		case <-h.ended:
		}
	}
}
