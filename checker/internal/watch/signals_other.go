//go:build !unix

package watch

import "context"

// Signals has nothing to catch here: the signals there are end the context.
type Signals struct{}

// Listen catches nothing here.
func Listen() *Signals { return &Signals{} }

// Stop does nothing here.
func (*Signals) Stop() {}

func (*Signals) read(ctx context.Context, _ sendFunc) error {
	<-ctx.Done()
	return nil
}

func stopSelf() error { return nil }
