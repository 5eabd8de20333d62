// Package watch runs a lesson again each time its file is saved. One loop handles one type of event; the producers only send events.
//
//	views := make(chan watch.View)
//	go func() { ended <- watch.Run(ctx, watch.Config{…, Views: views}) }()
//	for v := range views { draw(v) }
//
// A terminal asks for more with keys, and a page with Requests.
//
// It polls the size, time and content of a few files, because file system notifications do not work on network shares, WSL mounts and
// many containers. It draws nothing: it sends Views, and the caller draws them.
package watch

import (
	"context"
	"sync"
	"time"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/panics"
)

// Keyboard reads single keys from a terminal.
type Keyboard interface {
	Keys(ctx context.Context, keys chan<- rune) error // sends keys until ctx ends
	Close() error                                     // restores the terminal's original mode
	Resume() error                                    // switches to single keys again
}

// Config is the input of Run.
type Config struct {
	Root   string
	Course *course.Course
	First  course.Lesson // the lesson to show first
	Lang   string        // the language of the tests' messages
	Views  chan<- View   // Run closes it at the end

	Terminal                // the zero value: there is none
	Requests <-chan Request // what a page asks for; nil: there is no page
}

// Terminal is the terminal of a watch.
type Terminal struct {
	Keys    Keyboard
	Signals *Signals
	Size    func() (columns, lines int) // lines is 0 if nothing needs to be cut
	Text    func(View) []string         // the lines of a page other than PageLesson; nil if there is nothing to show
}

// Times of the watch.
const (
	pollEvery  = 70 * time.Millisecond  // the interval between two polls
	settleTime = 300 * time.Millisecond // a file that is missing or empty for longer than this is not in the middle of a save
	mtimeDoubt = 3 * time.Second        // a file's content may change for this long without a change of its modification time
)

// Run watches until q is pressed, ctx ends, or a signal asks for the end. None of these is an error. When Run returns, every goroutine
// and every process that it started has ended.
func Run(ctx context.Context, cfg Config) error {
	return run(ctx, cfg, tryLesson)
}

func run(ctx context.Context, cfg Config, try tryFunc) error {
	defer close(cfg.Views)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	l := &loop{Config: cfg, try: try, events: make(chan event), results: map[string]verdict{}, histories: map[string]*history{}, saved: map[string]time.Time{}, focus: cfg.First}
	if l.Size == nil {
		l.Size = func() (int, int) { return 0, 0 }
	}
	p := newPoller(l.Config) // created before the first run, so that a save during that run is noticed
	l.produce(ctx, func(ctx context.Context) error { return p.poll(ctx, l.send) })
	l.produce(ctx, func(ctx context.Context) error { return readRequests(ctx, cfg.Requests, l.send) })
	if cfg.Keys != nil {
		l.produce(ctx, func(ctx context.Context) error { return readKeys(ctx, cfg.Keys, l.send) })
	}
	if cfg.Signals != nil {
		l.produce(ctx, func(ctx context.Context) error { return cfg.Signals.read(ctx, l.send) })
	}
	err := panics.Recover(func() error { return l.loop(ctx) })
	cancel()
	l.producers.Wait()
	return err
}

// produce starts a producer in a goroutine. If the producer fails or panics, produce sends the error to the loop.
func (l *loop) produce(ctx context.Context, f func(context.Context) error) {
	l.producers.Go(func() {
		if err := panics.Recover(func() error { return f(ctx) }); err != nil {
			l.send(ctx, event{failed: err})
		}
	})
}

// send sends an event to the loop. It returns without sending when the watch has ended.
func (l *loop) send(ctx context.Context, e event) {
	select {
	case l.events <- e:
	case <-ctx.Done():
	}
}

// readKeys sends an event for each key until ctx ends.
func readKeys(ctx context.Context, k Keyboard, send sendFunc) error {
	keys := make(chan rune)
	var wg sync.WaitGroup
	var err error
	wg.Go(func() {
		defer close(keys)
		err = panics.Recover(func() error { return k.Keys(ctx, keys) })
	})
	for r := range keys {
		send(ctx, event{key: r})
	}
	wg.Wait()
	return err
}
