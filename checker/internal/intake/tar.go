package intake

import (
	"archive/tar"
	"bufio"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"strings"
)

// tarContainer is a tar, packed with gzip or not. It is a stream, so every read goes through it from the beginning, within the limits.
type tarContainer struct {
	r      io.ReaderAt
	size   int64
	gzip   bool
	limits limits
	where  string
}

// scan calls visit for each entry until visit returns an error. errDone ends the scan without an error.
func (c *tarContainer) scan(ctx context.Context, visit func(i int, h *tar.Header, r io.Reader) error) error {
	packed := &counter{r: io.NewSectionReader(c.r, 0, c.size)}
	var stream io.Reader = bufio.NewReader(packed)
	if c.gzip {
		z, err := gzip.NewReader(stream)
		if err != nil {
			return c.damaged(err)
		}
		stream = z
	}
	t := tar.NewReader(&meter{r: stream, packed: packed, limits: c.limits})
	for i := 0; ; i++ {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		h, err := t.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return c.damaged(err)
		case i >= c.limits.entries:
			return &Problem{Why: WhyMany, Where: c.where}
		}
		if err := visit(i, h, t); err != nil {
			if errors.Is(err, errDone) {
				return nil
			}
			return err
		}
	}
}

// errDone ends a scan.
var errDone = errors.New("done")

func (c *tarContainer) damaged(err error) error {
	if errors.Is(err, errGrown) {
		return &Problem{Why: WhyBomb, Where: c.where}
	}
	return &Problem{Why: WhyDamaged, Where: c.where, What: err.Error()}
}

// list returns the entries of the tar. Its error is a *Problem or the context's.
func (c *tarContainer) list(ctx context.Context) ([]entry, error) {
	var out []entry
	err := c.scan(ctx, func(i int, h *tar.Header, _ io.Reader) error {
		kind, ok := tarKind(h.Typeflag)
		if !ok {
			return nil
		}
		e := entry{in: c, index: i, kind: kind, size: h.Size, time: known(h.ModTime), timeFrom: TimeEntry}
		e.setName(h.Name)
		out = append(out, e)
		return nil
	})
	return out, err
}

// tarKind returns the kind of an entry, and false for an entry that is no file at all but says something about the archive.
func tarKind(flag byte) (entryKind, bool) {
	switch flag {
	case tar.TypeReg, tar.TypeCont, tar.TypeGNUSparse:
		return kindFile, true
	case tar.TypeDir:
		return kindFolder, true
	case tar.TypeLink, tar.TypeSymlink:
		return kindLink, true
	case tar.TypeXGlobalHeader, tar.TypeXHeader, 'V': // V is the name of the volume
		return 0, false
	}
	return kindDevice, true
}

func (c *tarContainer) read(ctx context.Context, index int, most int64) (b []byte, err error) {
	err = c.scan(ctx, func(i int, h *tar.Header, r io.Reader) error {
		if i != index {
			return nil
		}
		where, more, err := decodeName(strings.TrimPrefix(h.Name, "./")), h.Size > most, error(nil)
		if !more {
			b, more, err = readLimited(r, h.Size, most)
		}
		switch {
		case more:
			return &Problem{Why: WhyLarge, Where: where}
		case err != nil:
			return c.damaged(err)
		}
		return errDone
	})
	return b, err
}
