package intake

import (
	"bytes"
	"io"
)

// format is what the first bytes of a file show it to be.
type format string

const (
	formatZip  format = "zip"
	formatGzip format = "gzip"
	formatTar  format = "tar"
)

// sniffed is the number of bytes that sniff looks at.
const sniffed = 262

// signatures are the first bytes of archives. .alz and .egg are what Korean packers write.
var signatures = []struct {
	start  string
	format format
}{
	{"PK\x03\x04", formatZip}, {"PK\x05\x06", formatZip}, {"\x1f\x8b", formatGzip},
	{"7z\xbc\xaf\x27\x1c", "7z"}, {"Rar!", "rar"}, {"ALZ\x01", "alz"}, {"EGGA", "egg"}, {"\xfd7zXZ\x00", "xz"}, {"BZh", "bzip2"},
}

// sniff returns the format that the first bytes of a file show, or "".
func sniff(head []byte) format {
	for _, s := range signatures {
		if bytes.HasPrefix(head, []byte(s.start)) {
			return s.format
		}
	}
	if len(head) >= sniffed && string(head[257:262]) == "ustar" {
		return formatTar
	}
	return ""
}

// sniffAt returns the format of a file.
func sniffAt(r io.ReaderAt) format {
	var head [sniffed]byte
	n, _ := r.ReadAt(head[:], 0) // a short file is read as far as it goes
	return sniff(head[:n])
}
