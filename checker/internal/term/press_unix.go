//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package term

import (
	"context"
	"errors"
	"io"
	"time"
)

// sequencePause is how long Press waits for the rest of a key's escape sequence. A terminal sends it at once.
const sequencePause = 50 * time.Millisecond

// Press waits for a key and returns it. It reads nothing before it is called. It returns ctx's error when ctx ends, and io.EOF when the terminal ends.
func (k *KeyReader) Press(ctx context.Context) (rune, error) {
	for {
		if key, n := decodeKey(k.pending); n > 0 {
			k.pending = k.pending[n:]
			return key, nil
		}
		wait, stop := ctx, context.CancelFunc(func() {})
		if len(k.pending) > 0 { // the beginning of a key
			wait, stop = context.WithTimeout(ctx, sequencePause)
		}
		var b [64]byte
		n, err := Reader(wait, k.f).Read(b[:])
		stop()
		switch {
		case ctx.Err() == nil && errors.Is(err, context.DeadlineExceeded): // a key of its own, such as Esc
			k.pending = nil
			return KeyOther, nil
		case err != nil:
			return KeyOther, err
		case n == 0:
			return KeyOther, io.EOF
		}
		k.pending = append(k.pending, b[:n]...)
	}
}
