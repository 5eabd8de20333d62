package term

import (
	"cmp"
	"context"
	"io"
	"os"
	"sync"
)

// Reader returns a reader of r that gives up with ctx's error when ctx ends while it waits, where r is a file: a question that nobody answers, or a pipe that
// nobody writes, must not hold up the end.
func Reader(ctx context.Context, r io.Reader) io.Reader {
	f, ok := r.(*os.File)
	if !ok {
		return r
	}
	return interruptibleReader{ctx, f}
}

type interruptibleReader struct {
	ctx context.Context
	f   *os.File
}

func (r interruptibleReader) Read(b []byte) (int, error) {
	if err := waitReadable(r.ctx, r.f); err != nil {
		return 0, err
	}
	return r.f.Read(b)
}

// Writer returns a writer to w that gives up with ctx's error when ctx has ended and w takes nothing more, where w is a file: a pipe whose reader has
// stopped reading must not hold up the end. What can be written is written also after that: the last sentence.
func Writer(ctx context.Context, w io.Writer) io.Writer {
	f, ok := w.(*os.File)
	if !ok {
		return w
	}
	return &interruptibleWriter{ctx: ctx, f: f}
}

type interruptibleWriter struct {
	ctx context.Context
	f   *os.File

	mu     sync.Mutex
	failed error // the first
}

// WriteError returns the first error of a writer that Writer has made, or nil: most of what is printed is printed without a look at errors, and a
// command whose output nobody got has not done what it was asked for.
func WriteError(w io.Writer) error {
	i, ok := Below(w).(*interruptibleWriter)
	if !ok {
		return nil
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.failed
}

// atOnce is how many bytes a pipe that takes any takes without waiting (PIPE_BUF on Linux; elsewhere it is at least 512, and the rest is soon taken).
const atOnce = 4096

func (w *interruptibleWriter) Write(b []byte) (int, error) {
	n, err := w.write(b)
	if err != nil {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.failed = cmp.Or(w.failed, err)
	}
	return n, err
}

func (w *interruptibleWriter) write(b []byte) (written int, err error) {
	for {
		if err := waitWritable(w.ctx, w.f); err != nil {
			return written, err
		}
		n, err := w.f.Write(b[:min(len(b), atOnce)])
		written += n
		b = b[n:]
		if err != nil || len(b) == 0 {
			return written, err
		}
	}
}
