//go:build !unix

package watch

import "context"

// readSignals has nothing to read here: the signals there are end the context.
func readSignals(ctx context.Context, _ sendFunc) error {
	<-ctx.Done()
	return nil
}

func stopSelf() error { return nil }
