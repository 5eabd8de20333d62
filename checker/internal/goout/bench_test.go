package goout

import (
	"bytes"
	"io"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"
)

const mega = 1 << 20

// An endless repeats a text. It ends after left bytes.
type endless struct {
	text []byte
	left int
	at   int
}

func (e *endless) Read(p []byte) (int, error) {
	if e.left <= 0 {
		return 0, io.EOF
	}
	n := copy(p[:min(len(p), e.left)], e.text[e.at:])
	e.at = (e.at + n) % len(e.text)
	e.left -= n
	return n, nil
}

// BenchmarkRead reads 100 MB of all samples, of the samples that are JSON, of ordinary lines, of one long line and of empty lines.
func BenchmarkRead(b *testing.B) {
	text, jsonOnly := allSamples(b)
	for _, c := range []struct {
		name string
		text []byte
	}{
		{"samples", text}, {"json", jsonOnly}, {"lines", bytes.Repeat([]byte("2026/11/23 12:00:00 served /index.html in 3ms\n"), 1000)}, {"one line", bytes.Repeat([]byte("x"), mega)}, {"empty lines", bytes.Repeat([]byte("\n"), mega)},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(100 * mega)
			var peak uint64
			for b.Loop() {
				_, err := Read(&watched{Reader: &endless{text: c.text, left: 100 * mega}, peak: &peak})
				require.NoError(b, err)
			}
			b.ReportMetric(float64(peak)/mega, "MB-heap")
		})
	}
}

// A watched reader records the largest heap that it saw between reads.
type watched struct {
	io.Reader
	peak *uint64
	n    int
}

func (w *watched) Read(p []byte) (int, error) {
	if w.n++; w.n%64 == 0 {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		*w.peak = max(*w.peak, m.HeapInuse)
	}
	return w.Reader.Read(p)
}

// allSamples returns the outputs of all samples, and of those that are JSON.
func allSamples(tb testing.TB) (text, jsonOnly []byte) {
	for _, s := range samples(tb, "output") {
		text = append(text, s.output...)
		if bytes.HasPrefix(s.output, []byte("{")) {
			jsonOnly = append(jsonOnly, s.output...)
		}
	}
	return text, jsonOnly
}
