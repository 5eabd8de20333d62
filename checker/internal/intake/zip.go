package intake

import (
	"archive/zip"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"time"
)

// zipContainer is a zip.
type zipContainer struct {
	files []*zip.File
	names []string
}

// openZip reads the directory of a zip of at most directory bytes. Its error is a *Problem.
func openZip(r io.ReaderAt, size, directory int64, where string) (*zipContainer, error) {
	limited := &budgetReaderAt{r: r, budget: directory}
	z, err := zip.NewReader(limited, size)
	limited.free = true
	switch {
	case errors.Is(err, errDirectory):
		return nil, &Problem{Why: WhyMany, Where: where}
	case err != nil:
		return nil, &Problem{Why: WhyDamaged, Where: where, What: err.Error()}
	}
	return &zipContainer{files: z.File}, nil
}

// list returns the entries of the zip. Times without a zone are in zone.
func (z *zipContainer) list(zone *time.Location) []entry {
	out := make([]entry, 0, len(z.files))
	for i, f := range z.files {
		e := entry{in: z, index: i, kind: zipKind(f), size: int64(f.UncompressedSize64), packed: int64(f.CompressedSize64), timeFrom: TimeEntry}
		e.time = known(f.Modified)
		if !hasZonedTime(f.Extra) && !e.time.IsZero() {
			t := f.Modified
			e.time = time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, zone)
		}
		e.setName(f.Name)
		z.names = append(z.names, e.name)
		if e.fault == nil && e.kind == kindFile && !isIgnored(e.name) {
			e.fault = zipFault(f, e.name)
		}
		out = append(out, e)
	}
	return out
}

func zipKind(f *zip.File) entryKind {
	mode := f.Mode()
	switch {
	case mode.IsDir():
		return kindFolder
	case mode&fs.ModeSymlink != 0:
		return kindLink
	case mode&fs.ModeType != 0:
		return kindDevice
	}
	return kindFile
}

func zipFault(f *zip.File, name string) *Problem {
	const encrypted = 1
	switch {
	case f.Flags&encrypted != 0:
		return &Problem{Why: WhyEncrypted, Where: name}
	case f.Method != zip.Store && f.Method != zip.Deflate:
		return &Problem{Why: WhyMethod, Where: name}
	}
	return nil
}

// hasZonedTime reports whether the extra data of an entry have a time in UTC. Without it there is only the time of MS-DOS, which has no zone.
func hasZonedTime(extra []byte) bool {
	const (
		ntfs     = 0x000a
		unix     = 0x000d
		extended = 0x5455
		infoZip  = 0x5855
	)
	for len(extra) >= 4 {
		id, n := binary.LittleEndian.Uint16(extra), int(binary.LittleEndian.Uint16(extra[2:]))
		switch id {
		case ntfs, unix, extended, infoZip:
			return true
		}
		if len(extra) < 4+n {
			return false
		}
		extra = extra[4+n:]
	}
	return false
}

func (z *zipContainer) read(_ context.Context, index int, most int64) ([]byte, error) {
	f, name := z.files[index], z.names[index]
	if f.UncompressedSize64 > uint64(most) {
		return nil, &Problem{Why: WhyLarge, Where: name}
	}
	r, err := f.Open()
	if err != nil {
		return nil, &Problem{Why: WhyDamaged, Where: name, What: err.Error()}
	}
	defer r.Close()
	b, more, err := readLimited(r, int64(f.UncompressedSize64), most)
	switch {
	case more:
		return nil, &Problem{Why: WhyLarge, Where: name}
	case err != nil:
		return nil, &Problem{Why: WhyDamaged, Where: name, What: err.Error()}
	}
	return b, nil
}
