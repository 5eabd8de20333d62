package intake

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"io"
	"io/fs"
	"os"
	"sort"
)

// maxDeltas is how long a chain of deltas may be. Git makes chains of at most 50.
const maxDeltas = 64

// packedObject returns the content of a commit that lies in one of a clone's packs, or nil.
func packedObject(git *os.Root, hash string) []byte {
	name, err := hex.DecodeString(hash)
	if err != nil {
		return nil
	}
	indexes, err := fs.Glob(git.FS(), "objects/pack/*.idx")
	if err != nil {
		return nil
	}
	for _, index := range indexes {
		if content := inPack(git, index, name); content != nil {
			return content
		}
	}
	return nil
}

// inPack looks a commit up in a pack by its index.
func inPack(git *os.Root, index string, name []byte) []byte {
	idx, err := openRegular(git, index)
	if err != nil {
		return nil
	}
	defer idx.Close()
	at, ok := packOffset(idx, name)
	if !ok {
		return nil
	}
	f, err := openRegular(git, index[:len(index)-len(".idx")]+".pack")
	if err != nil {
		return nil
	}
	defer f.Close()
	p := pack{f, func(name []byte) (int64, bool) { return packOffset(idx, name) }, len(name)}
	kind, content := p.object(at, maxDeltas)
	if kind != packCommit {
		return nil
	}
	return content
}

func openRegular(root *os.Root, name string) (*os.File, error) {
	info, err := root.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fs.ErrInvalid
	}
	return root.Open(name)
}

// packOffset returns where in the pack an object lies, by the index's second format: a header, 256 counts, the names, checksums, offsets of 4 bytes,
// and offsets of 8 bytes.
func packOffset(idx io.ReaderAt, name []byte) (int64, bool) {
	u32 := func(at int64) int64 {
		var b [4]byte
		if _, err := idx.ReadAt(b[:], at); err != nil {
			return -1
		}
		return int64(binary.BigEndian.Uint32(b[:]))
	}
	const counts, names = 8, 8 + 256*4
	if u32(0) != 0xff744f63 || u32(4) != 2 {
		return 0, false
	}
	total, size := u32(counts+255*4), int64(len(name))
	low, high := int64(0), u32(counts+int64(name[0])*4)
	if name[0] > 0 {
		low = u32(counts + int64(name[0]-1)*4)
	}
	if low < 0 || high < low || total < high {
		return 0, false
	}
	found := make([]byte, size)
	i := low + int64(sort.Search(int(high-low), func(i int) bool {
		_, err := idx.ReadAt(found, names+(low+int64(i))*size)
		return err != nil || bytes.Compare(found, name) >= 0
	}))
	if i >= high {
		return 0, false
	}
	if _, err := idx.ReadAt(found, names+i*size); err != nil || !bytes.Equal(found, name) {
		return 0, false
	}
	at := u32(names + total*(size+4) + i*4)
	if at >= 1<<31 { // the number of an offset of 8 bytes
		offsets := names + total*(size+8)
		high, low := u32(offsets+(at-1<<31)*8), u32(offsets+(at-1<<31)*8+4)
		at = high<<32 | low
	}
	return at, at >= 0
}

// pack is a pack file.
type pack struct {
	r      io.ReaderAt
	offset func(name []byte) (int64, bool)
	size   int // of a name
}

// The kinds of objects in a pack.
const (
	packCommit      = 1
	packOffsetDelta = 6
	packNameDelta   = 7
)

// object returns the kind and the content of the object at a place, or 0 and nil.
func (p pack) object(at int64, deltas int) (kind int, content []byte) {
	r := bufio.NewReader(io.NewSectionReader(p.r, at, 1<<62-at))
	kind, ok := packHeader(r)
	if !ok || deltas == 0 {
		return 0, nil
	}
	var base int64
	switch kind {
	case packCommit:
		return kind, inflate(r)
	case packOffsetDelta:
		back, ok := packBack(r)
		if !ok || back <= 0 || back > at {
			return 0, nil
		}
		base = at - back
	case packNameDelta:
		name := make([]byte, p.size)
		if _, err := io.ReadFull(r, name); err != nil {
			return 0, nil
		}
		if base, ok = p.offset(name); !ok {
			return 0, nil
		}
	default:
		return 0, nil
	}
	delta := inflate(r)
	kind, content = p.object(base, deltas-1)
	return kind, applyDelta(content, delta)
}

// packHeader reads the kind of an object and skips its size.
func packHeader(r io.ByteReader) (kind int, ok bool) {
	b, err := r.ReadByte()
	kind = int(b >> 4 & 7)
	for b&0x80 != 0 && err == nil {
		b, err = r.ReadByte()
	}
	return kind, err == nil
}

// packBack reads how far before a delta its base lies.
func packBack(r io.ByteReader) (int64, bool) {
	b, err := r.ReadByte()
	n := int64(b & 0x7f)
	for b&0x80 != 0 && err == nil && n < 1<<50 {
		b, err = r.ReadByte()
		n = (n+1)<<7 | int64(b&0x7f)
	}
	return n, err == nil
}

// applyDelta returns what a delta makes of its base: runs of the base and new bytes.
func applyDelta(base, delta []byte) []byte {
	r := bytes.NewReader(delta)
	from, err := binary.ReadUvarint(r)
	if err != nil || from != uint64(len(base)) {
		return nil
	}
	to, err := binary.ReadUvarint(r)
	if err != nil || to > maxObject {
		return nil
	}
	var out []byte
	for r.Len() > 0 {
		op, _ := r.ReadByte()
		if op&0x80 == 0 {
			if int(op) > r.Len() || op == 0 {
				return nil
			}
			start := len(delta) - r.Len()
			out = append(out, delta[start:start+int(op)]...)
			_, _ = r.Seek(int64(op), io.SeekCurrent)
		} else {
			at, n := deltaCopy(r, op)
			if at+n > len(base) {
				return nil
			}
			out = append(out, base[at:at+n]...)
		}
		if uint64(len(out)) > to {
			return nil
		}
	}
	return out
}

// deltaCopy reads which run of the base is copied.
func deltaCopy(r io.ByteReader, op byte) (at, n int) {
	for i := range 7 {
		if op>>i&1 == 0 {
			continue
		}
		b, _ := r.ReadByte()
		if i < 4 {
			at |= int(b) << (8 * i)
		} else {
			n |= int(b) << (8 * (i - 4))
		}
	}
	if n == 0 {
		n = 0x10000
	}
	return at, n
}
