package submission

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"unicode/utf8"
)

// Open reads the submission in a file. Its errors are those of Read, or of the file system.
func Open(name string) (*Submission, error) {
	info, err := os.Lstat(name) // before the file is opened, because opening a pipe can block
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &EntryError{"", ErrNotRegular}
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info, err = f.Stat(); err != nil {
		return nil, err
	}
	return Read(f, info.Size())
}

// Read reads a submission and checks it: every entry is a regular file with a path below the submission, no two have one name, the files are
// those that the manifest lists, and their content is the one that it describes. It returns an *EntryError that names the first entry that is
// wrong.
func Read(r io.ReaderAt, size int64) (*Submission, error) {
	if size > MaxZip {
		return nil, &EntryError{"", ErrTooLarge}
	}
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // checkEntries names the path
		return nil, &EntryError{"", fmt.Errorf("%w: %w", ErrZip, err)}
	}
	entries, err := checkEntries(z.File)
	if err != nil {
		return nil, err
	}
	m, err := readManifest(entries[ManifestName])
	if err != nil {
		return nil, err
	}
	return readFiles(m, entries)
}

// checkEntries checks the names and kinds of the entries, before anything is decompressed, and returns the entries by name.
func checkEntries(all []*zip.File) (map[string]*zip.File, error) {
	entries, seen := map[string]*zip.File{}, map[string]bool{}
	for _, f := range all {
		if err := checkPath(strings.TrimSuffix(f.Name, "/")); err != nil {
			return nil, &EntryError{f.Name, ErrPath}
		}
		key := strings.ToLower(f.Name)
		switch limit := maxSize(f.Name); {
		case !f.Mode().IsRegular() || strings.HasSuffix(f.Name, "/"):
			return nil, &EntryError{f.Name, ErrNotRegular}
		case seen[key]:
			return nil, &EntryError{f.Name, ErrDuplicate}
		case f.UncompressedSize64 > uint64(limit):
			return nil, &EntryError{f.Name, ErrTooLarge}
		case len(seen) > MaxFiles:
			return nil, &EntryError{f.Name, ErrTooMany}
		}
		seen[key] = true
		entries[f.Name] = f
	}
	return entries, nil
}

func maxSize(name string) int {
	if name == ManifestName {
		return MaxManifest
	}
	return MaxFile
}

// readEntry returns the content of an entry. It relies on no size that the zip claims.
func readEntry(f *zip.File) ([]byte, error) {
	limit := maxSize(f.Name)
	r, err := f.Open()
	if err != nil {
		return nil, &EntryError{f.Name, fmt.Errorf("%w: %w", ErrZip, err)}
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, int64(limit)+1))
	switch {
	case err != nil:
		return nil, &EntryError{f.Name, fmt.Errorf("%w: %w", ErrZip, err)}
	case len(b) > limit:
		return nil, &EntryError{f.Name, ErrTooLarge}
	}
	return b, nil
}

func readManifest(f *zip.File) (Manifest, error) {
	var m Manifest
	if f == nil {
		return m, &EntryError{ManifestName, ErrAbsent}
	}
	b, err := readEntry(f)
	if err != nil {
		return m, err
	}
	var head struct{ Format, Version json.RawMessage }
	if json.Unmarshal(b, &head) == nil && string(head.Format) == `"`+Format+`"` && string(head.Version) != fmt.Sprint(Version) { // another version may have other fields
		return m, &EntryError{ManifestName, fmt.Errorf("%w: %.20s", ErrVersion, head.Version)}
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&m); err != nil {
		return m, invalid("%s", err)
	}
	if _, err := d.Token(); err != io.EOF || !utf8.Valid(b) {
		return m, invalid("more than one JSON value, or text that is not UTF-8")
	}
	return m, m.check()
}

// readFiles reads the files that the manifest lists. The zip must contain these and no others.
func readFiles(m Manifest, entries map[string]*zip.File) (*Submission, error) {
	s := &Submission{Manifest: m, Files: map[string][]byte{}}
	for _, f := range m.Files {
		e := entries[f.Path]
		if e == nil {
			return nil, &EntryError{f.Path, ErrAbsent}
		}
		content, err := readEntry(e)
		if err != nil {
			return nil, err
		}
		if err := f.compare(content); err != nil {
			return nil, &EntryError{f.Path, err}
		}
		s.Files[f.Path] = content
	}
	for _, name := range slices.Sorted(maps.Keys(entries)) {
		if _, listed := s.Files[name]; !listed && name != ManifestName {
			return nil, &EntryError{name, ErrNotListed}
		}
	}
	return s, nil
}
