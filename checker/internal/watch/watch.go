// Package watch runs a lesson again each time its file is saved: one loop over one type of event, which producers send and do nothing else.
//
//	views := make(chan watch.View)
//	go func() { ended <- watch.Run(ctx, watch.Config{…, Views: views}) }()
//	for v := range views { draw(v) }
//
// It watches by polling a few files' size, time and content: notifications of the file system are silent on network shares, WSL mounts and
// many containers. It draws nothing; what is to be seen goes out as Views.
package watch

import (
	"context"
	"sync"
	"time"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
)

// Keyboard is a terminal that gives single keys.
type Keyboard interface {
	Keys(ctx context.Context, keys chan<- rune) error // until ctx ends
	Close() error                                     // puts the terminal back as it was found
	Resume() error                                    // and to single keys again
}

// Config is what a watch needs to know.
type Config struct {
	Root    string
	Course  *course.Course
	First   course.Lesson // the lesson to begin with
	Lang    string        // for the tests' own words
	Keys    Keyboard
	Signals *Signals
	Size    func() (columns, lines int)
	Views   chan<- View // closed at the end
}

// Times of the watch.
const (
	pollEvery = 70 * time.Millisecond  // from a save until it is seen
	settle    = 300 * time.Millisecond // a file that is gone or empty this long is not just being saved
	doubt     = 3 * time.Second        // a file's time may stand still this long while its content changes
)

// Run watches until q is pressed, ctx ends, or a signal asks for the end, none of which is an error. When it returns, every goroutine
// that it started has ended, and so has every process.
func Run(ctx context.Context, cfg Config) error {
	return run(ctx, cfg, tryLesson)
}

func run(ctx context.Context, cfg Config, try tryFunc) error {
	defer close(cfg.Views)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	l := &loop{Config: cfg, try: try, events: make(chan event), results: map[string]verdict{}, focus: cfg.First}
	p := newPoller(cfg) // before the first run, so that no save falls between the two
	l.produce(ctx, func(ctx context.Context) error { return p.poll(ctx, l.send) })
	l.produce(ctx, func(ctx context.Context) error { return readKeys(ctx, cfg.Keys, l.send) })
	l.produce(ctx, func(ctx context.Context) error { return cfg.Signals.read(ctx, l.send) })
	err := gotest.Caught(func() error { return l.loop(ctx) })
	cancel()
	l.producers.Wait()
	return err
}

// produce starts a producer. When it fails or panics, the loop learns of it.
func (l *loop) produce(ctx context.Context, f func(context.Context) error) {
	l.producers.Go(func() {
		if err := gotest.Caught(func() error { return f(ctx) }); err != nil {
			l.send(ctx, event{failed: err})
		}
	})
}

// send gives the loop an event, unless the watch is over.
func (l *loop) send(ctx context.Context, e event) {
	select {
	case l.events <- e:
	case <-ctx.Done():
	}
}

// readKeys sends each key that is pressed.
func readKeys(ctx context.Context, k Keyboard, send sendFunc) error {
	keys := make(chan rune)
	var wg sync.WaitGroup
	var err error
	wg.Go(func() {
		defer close(keys)
		err = gotest.Caught(func() error { return k.Keys(ctx, keys) })
	})
	for r := range keys {
		send(ctx, event{key: r})
	}
	wg.Wait()
	return err
}
