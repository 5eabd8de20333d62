package submission

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// check returns why a manifest is not valid, or nil.
func (m Manifest) check() error {
	switch {
	case m.Format != Format:
		return invalid("format %q", m.Format)
	case m.Version != Version:
		return &EntryError{ManifestName, fmt.Errorf("%w: %d", ErrVersion, m.Version)}
	case len(m.ID) > MaxID || !utf8.ValidString(m.ID) || m.ID != NormalizeID(m.ID):
		return invalid("id %.80q", m.ID)
	case m.Time.IsZero() || m.Time.Nanosecond() != 0 || m.Time.Location() != time.UTC:
		return invalid("time %s", m.Time)
	case len(m.Files) > MaxFiles:
		return &EntryError{"", ErrTooMany}
	}
	if err := checkFiles(m.Files); err != nil {
		return err
	}
	return checkLessons(m.Lessons)
}

func checkFiles(files []File) error {
	seen, total := map[string]bool{}, 0
	for _, f := range files {
		if err := checkPath(f.Path); err != nil {
			return err
		}
		key := strings.ToLower(f.Path)
		if seen[key] || key == ManifestName {
			return &EntryError{f.Path, ErrDuplicate}
		}
		seen[key] = true
		if len(f.SHA256) != 64 || strings.Trim(f.SHA256, "0123456789abcdef") != "" {
			return invalid("%q: sha256 %.80q", f.Path, f.SHA256)
		}
		if f.Size < 0 {
			return invalid("%q: size %d", f.Path, f.Size)
		}
		if total += min(f.Size, MaxTotal+1); f.Size > MaxFile || total > MaxTotal {
			return &EntryError{f.Path, ErrTooLarge}
		}
	}
	return nil
}

func checkLessons(lessons []Lesson) error {
	seen := map[string]bool{}
	for _, l := range lessons {
		if l.ID == "" || seen[l.ID] {
			return invalid("lesson %q", l.ID)
		}
		seen[l.ID] = true
		if !slices.Contains([]State{Ready, Unchanged, DoesNotBuild, Refused, Missing}, l.State) {
			return invalid("lesson %q: state %q", l.ID, l.State)
		}
	}
	return nil
}

// checkPath accepts only paths that mean the same on all systems, below the folder to which they are relative.
func checkPath(name string) error {
	if !fs.ValidPath(name) || name == "." || strings.ContainsAny(name, "\\:\x00") {
		return &EntryError{name, ErrPath}
	}
	return nil
}

func invalid(format string, args ...any) error {
	return &EntryError{ManifestName, fmt.Errorf("%w: %s", ErrManifest, fmt.Sprintf(format, args...))}
}

// compare returns ErrChanged if the content is not the one that the manifest describes.
func (f File) compare(content []byte) error {
	if len(content) != f.Size || sum(content) != f.SHA256 {
		return ErrChanged
	}
	return nil
}
