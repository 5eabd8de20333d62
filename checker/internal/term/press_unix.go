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

// Press waits for a key and returns it. It reads nothing before it is called. Of keys that are pressed while nobody reads, it returns the first and
// drops the others. It returns ctx's error when ctx ends, and io.EOF when the terminal ends.
func (k *Keyboard) Press(ctx context.Context) (Key, error) {
	var b [64]byte
	n, err := Reader(ctx, k.f).Read(b[:])
	if err != nil {
		return KeyUnknown, err
	}
	for {
		key, complete := parseKey(b[:n])
		if complete || n == len(b) {
			return key, nil
		}
		rest, stop := context.WithTimeout(ctx, sequencePause)
		more, err := Reader(rest, k.f).Read(b[n:])
		stop()
		if ctx.Err() == nil && errors.Is(err, context.DeadlineExceeded) {
			return key, nil
		}
		if err != nil {
			return KeyUnknown, err
		}
		if n += more; more == 0 {
			return KeyUnknown, io.EOF
		}
	}
}
