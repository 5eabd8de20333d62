package cli

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"sharedmap-workshop/checker/internal/panics"
	"sharedmap-workshop/checker/internal/term"
)

// busy runs f and shows meanwhile what goes on and for how many seconds: in a line that is redrawn, or where that is not possible, in a line on stderr
// from time to time. f changes the text with the function that it is given.
func (d *demo) busy(ctx context.Context, key string, f func(note func(string)) error) (err error) {
	c := &demoCounter{demo: d, text: d.app.say.Say(key), begun: time.Now(), done: make(chan struct{})}
	shown, _ := panics.NewGroup(ctx)
	shown.Go(func() error { c.show(); return nil })
	defer func() { // also when f panics
		close(c.done)
		err = errors.Join(err, shown.Wait())
	}()
	if err := f(c.note); err != nil {
		return err
	}
	return ctx.Err()
}

// demoCounter is the line that shows what goes on.
type demoCounter struct {
	demo  *demo
	begun time.Time
	done  chan struct{} // closed when the work is done

	mu   sync.Mutex
	text string
}

func (c *demoCounter) note(text string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.text = text
}

// show redraws the line until the work is done.
func (c *demoCounter) show() {
	every := tick
	if !c.demo.live {
		every = slowNote
	}
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	if c.demo.live {
		c.draw()
		defer func() { fmt.Fprint(c.demo.app.Stdout, "\r\x1b[K") }()
	}
	for {
		select {
		case <-c.done:
			return
		case <-ticker.C:
			c.draw()
		}
	}
}

func (c *demoCounter) draw() {
	c.mu.Lock()
	text := c.text
	c.mu.Unlock()
	a := c.demo.app
	text = a.say.Say("demo.seconds", "seconds", int(time.Since(c.begun).Seconds()), "what", text)
	if c.demo.live {
		fmt.Fprintf(a.Stdout, "\r\x1b[K    %s", term.Cut(text, a.style(a.Stdout).Column-5))
		return
	}
	fmt.Fprintln(a.Stderr, text)
}
