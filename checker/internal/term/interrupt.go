package term

import (
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"sync"
	"syscall"
)

// Reader returns a reader of r. If r is a file, a Read that waits returns ctx's error when ctx ends. So the checker can end while it waits
// for an answer or for a pipe that nobody writes to.
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

// Writer returns a writer to w. If w is a file, a Write that waits returns ctx's error when ctx has ended. So the checker can end although
// the reader of a pipe has stopped reading. A Write that does not have to wait succeeds even after ctx has ended, so the last message is
// still written. It calls left, which may be nil, when nobody can read any more what is written, as in | head.
func Writer(ctx context.Context, w io.Writer, left func()) io.Writer {
	f, ok := w.(*os.File)
	if !ok {
		return w
	}
	return &interruptibleWriter{ctx: ctx, f: f, left: left}
}

type interruptibleWriter struct {
	ctx  context.Context
	f    *os.File
	left func() // called at EPIPE; may be nil

	mu       sync.Mutex
	firstErr error
}

// WriteError returns the first error of a writer that Writer has returned, or nil. Most code that prints ignores errors, and a command must
// fail if its output was lost.
func WriteError(w io.Writer) error {
	i, ok := WithoutASCII(w).(*interruptibleWriter)
	if !ok {
		return nil
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.firstErr
}

// pipeChunk is how many bytes one write to a writable pipe takes without waiting (PIPE_BUF on Linux). On other systems PIPE_BUF is at least
// 512, and the rest of the chunk may wait for a short time.
const pipeChunk = 4096

func (w *interruptibleWriter) Write(b []byte) (int, error) {
	n, err := w.write(b)
	if w.left != nil && errors.Is(err, syscall.EPIPE) {
		w.left()
	}
	if err != nil {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.firstErr = cmp.Or(w.firstErr, err)
	}
	return n, err
}

func (w *interruptibleWriter) write(b []byte) (written int, err error) {
	for {
		if err := waitWritable(w.ctx, w.f); err != nil {
			return written, err
		}
		n, err := w.f.Write(b[:min(len(b), pipeChunk)])
		written += n
		b = b[n:]
		if err != nil || len(b) == 0 {
			return written, err
		}
	}
}
