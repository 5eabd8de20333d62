package intake

import (
	"bytes"
	"errors"
	"io"
)

// limits are what one submission may take of the machine while it is read.
type limits struct {
	archive   int64 // bytes of an archive that lies on the disk
	nested    int64 // bytes of an archive within another one, which is held in memory
	unpacked  int64 // bytes of all files of an archive
	ratio     int64 // unpacked bytes for each packed one, once slack bytes are unpacked
	slack     int64
	directory int64 // bytes of the directory of a zip
	class     int64 // bytes of the directory of the zip of a class
	entries   int   // files of a submission
}

// normalLimits are far above what a clone of the repo needs: 1,500 files, 10 MB.
var normalLimits = limits{
	archive: 256 << 20, nested: 64 << 20, unpacked: 256 << 20, ratio: 200, slack: 8 << 20,
	directory: 8 << 20, class: 32 << 20, entries: 50_000,
}

// grown reports whether unpacked bytes are more than packed bytes may become.
func (l limits) grown(packed, unpacked int64) bool {
	return unpacked < 0 || unpacked > l.unpacked || unpacked > l.slack && unpacked/l.ratio > packed
}

// errGrown means that an archive grows beyond the limits.
var errGrown = errors.New("grows beyond the limits")

// errDirectory means that the directory of a zip is too large.
var errDirectory = errors.New("directory too large")

// meter counts the bytes that a compressed stream becomes, and ends it when they are too many.
type meter struct {
	r        io.Reader // the unpacked stream
	packed   *counter  // below it
	unpacked int64
	limits   limits
}

func (m *meter) Read(b []byte) (int, error) {
	n, err := m.r.Read(b)
	m.unpacked += int64(n)
	if m.limits.grown(m.packed.n, m.unpacked) {
		return 0, errGrown
	}
	return n, err
}

// counter counts the bytes that are read.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += int64(n)
	return n, err
}

// budgetReaderAt refuses reads once its budget is spent. Package archive/zip holds a whole directory in memory, whatever its size, and trusts no
// number in the file, so the bytes that it reads are the only bound.
type budgetReaderAt struct {
	r      io.ReaderAt
	budget int64
	free   bool
}

func (b *budgetReaderAt) ReadAt(p []byte, off int64) (int, error) {
	n, err := b.r.ReadAt(p, off)
	if b.free {
		return n, err
	}
	if b.budget -= int64(n); b.budget < 0 {
		return 0, errDirectory
	}
	return n, err
}

// readLimited reads all of r, which should have size bytes, and reports whether it has more than most bytes.
func readLimited(r io.Reader, size, most int64) (b []byte, more bool, err error) {
	var out bytes.Buffer
	out.Grow(int(max(0, min(size, most))) + bytes.MinRead)
	_, err = out.ReadFrom(io.LimitReader(r, most+1))
	if int64(out.Len()) > most {
		return nil, true, nil
	}
	return out.Bytes(), false, err
}
