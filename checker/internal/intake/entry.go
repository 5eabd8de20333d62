package intake

import (
	"context"
	"path"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/unicode/norm"
)

// container is where files are read from: a folder, a zip, a tar.gz.
type container interface {
	// read returns the content of a file by its index. A file with more than most bytes is a WhyLarge problem. Its errors are a *Problem or the
	// context's error.
	read(ctx context.Context, index int, most int64) ([]byte, error)
}

// entry is one file or folder of a container.
type entry struct {
	in       container
	index    int    // in the container
	name     string // the path with slashes, relative to the submission, in NFC
	kind     entryKind
	size     int64
	packed   int64 // its size within the archive, or 0 if the archive does not say
	time     time.Time
	timeFrom TimeSource
	inode    string // of a file on the disk that has several names
	fault    *Problem
}

type entryKind int

const (
	kindFile entryKind = iota
	kindFolder
	kindLink
	kindDevice
)

// ignoredFolders are folders that file managers and git add. What is in them is no part of a submission.
var ignoredFolders = []string{"__MACOSX", ".git"}

// ignoredFiles are files that file managers add.
var ignoredFiles = []string{".DS_Store", "Thumbs.db", "desktop.ini", "pax_global_header"}

// isIgnored reports whether a path is in a folder, or is a file, that nobody meant to hand in. ._name is what macOS writes beside a file.
func isIgnored(name string) bool {
	parts := strings.Split(name, "/")
	for _, part := range parts {
		if slices.Contains(ignoredFolders, part) {
			return true
		}
	}
	base := parts[len(parts)-1]
	return slices.Contains(ignoredFiles, base) || strings.HasPrefix(base, "._")
}

// decodeName returns a path as Unicode in NFC. Windows Explorer in Korean writes names in CP949 without a mark, macOS writes decomposed letters.
// In both the ASCII letters stay what they are, so that lessons/… can be matched even where a name is not decoded right.
func decodeName(raw string) string {
	if utf8.ValidString(raw) {
		return norm.NFC.String(raw)
	}
	if s, err := korean.EUCKR.NewDecoder().String(raw); err == nil && !strings.ContainsRune(s, utf8.RuneError) {
		return norm.NFC.String(s)
	}
	return strings.ToValidUTF8(raw, string(utf8.RuneError))
}

// maxPath is the largest length of a path in bytes. No system has longer ones.
const maxPath = 4096

// pathFault returns why a path of an archive is refused, or "".
func pathFault(name string) string {
	switch {
	case name == "" || len(name) > maxPath || strings.ContainsRune(name, 0):
		return WhyName
	case strings.HasPrefix(name, "/") || hasDrive(name):
		return WhyAbsolute
	case strings.Contains(name, `\`):
		return WhyBackslash
	case slices.Contains(strings.Split(name, "/"), ".."):
		return WhySlip
	}
	return ""
}

// hasDrive reports whether a path begins with the name of a Windows drive.
func hasDrive(name string) bool {
	return len(name) > 1 && name[1] == ':' && (name[0]|0x20) >= 'a' && (name[0]|0x20) <= 'z'
}

// setName sets the entry's path, and its fault if the path or the kind of the file has one.
func (e *entry) setName(raw string) {
	name := decodeName(raw)
	if why := pathFault(name); why != "" {
		e.name, e.fault = name, &Problem{Why: why, Where: name}
		return
	}
	e.name = path.Clean(name)
	if isIgnored(e.name) {
		return
	}
	switch e.kind {
	case kindLink:
		e.fault = &Problem{Why: WhyLink, Where: e.name}
	case kindDevice:
		e.fault = &Problem{Why: WhyDevice, Where: e.name}
	}
}

// known returns a time, or the zero time if it is what archives have where nobody set a time.
func known(t time.Time) time.Time {
	if t.Year() < 1990 {
		return time.Time{}
	}
	return t
}
