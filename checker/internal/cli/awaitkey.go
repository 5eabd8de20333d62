package cli

import (
	"context"
	"errors"
	"os"
	"os/signal"

	"sharedmap-workshop/checker/internal/panics"
	"sharedmap-workshop/checker/internal/term"
)

// noKey is what awaitKey returns if the page must be drawn again. No key sends it.
const noKey rune = 0

// awaitKey waits for a key that accept takes. It returns noKey if the page must be drawn again: because the size of the terminal has changed, because
// the command was stopped and goes on, or because wake was closed; wake may be nil.
func awaitKey(ctx context.Context, keys *term.KeyReader, wake <-chan struct{}, accept func(rune) bool) (key rune, err error) {
	drawn, stop := context.WithCancel(ctx)
	changed := make(chan os.Signal, 1)
	if len(redrawSignals) > 0 { // without a signal, Notify would catch all of them
		signal.Notify(changed, redrawSignals...)
	}
	watcher, _ := panics.NewGroup(ctx)
	watcher.Go(func() error {
		select {
		case <-changed:
			stop()
		case <-wake:
			stop()
		case <-drawn.Done():
		}
		return nil
	})
	defer func() {
		signal.Stop(changed)
		stop()
		err = errors.Join(err, watcher.Wait())
	}()
	for {
		key, err := keys.Press(drawn)
		switch {
		case ctx.Err() != nil:
			return noKey, ctx.Err()
		case drawn.Err() != nil:
			return noKey, nil
		case err != nil:
			return noKey, err
		}
		if accept(key) {
			return key, nil
		}
	}
}
