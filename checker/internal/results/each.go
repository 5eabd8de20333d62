package results

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// Span is where a line stands in a file, its end included.
type Span struct{ At, Length int64 }

// Each calls visit with each line of a file and where it stands. It keeps no line, so a file may be larger than the memory. What it does with
// damaged lines is what Read does. An error of visit ends it and is returned.
func Each(r io.Reader, visit func(s Student, where Span) error) error {
	counted := &counter{r: r}
	in := bufio.NewReaderSize(counted, 1<<16)
	for n := 1; ; n++ {
		at := counted.n - int64(in.Buffered())
		line, err := readLine(in)
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return &LineError{n, err}
		}
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		var s Student
		if err := json.Unmarshal(line, &s); err != nil {
			return &LineError{n, err}
		}
		if s.Version != Version {
			return &LineError{n, &VersionError{s.Version}}
		}
		if err := visit(s, Span{at, counted.n - int64(in.Buffered()) - at}); err != nil {
			return err
		}
	}
}

// counter counts what is read.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += int64(n)
	return n, err
}
