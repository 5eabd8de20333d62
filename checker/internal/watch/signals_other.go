//go:build !unix

package watch

import "context"

// Signals catches nothing on this platform. The signals that exist here end the context.
type Signals struct{}

// Listen returns Signals that catch nothing.
func Listen() *Signals { return &Signals{} }

// Stop does nothing on this platform.
func (*Signals) Stop() {}

func (*Signals) read(ctx context.Context, _ sendFunc) error {
	<-ctx.Done()
	return nil
}

func stopSelf() error { return nil }
