package submission

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"
)

// New returns a submission without files and lessons.
func New(id, checker string, at time.Time) *Submission {
	return &Submission{
		Manifest: Manifest{
			Format: Format, Version: Version, ID: NormalizeID(id), Checker: checker, Time: at.UTC().Truncate(time.Second),
			Files: []File{}, Lessons: []Lesson{},
		},
		Files: map[string][]byte{},
	}
}

// AddFile adds a file. Its path is below the repo's root, with slashes.
func (s *Submission) AddFile(path string, content []byte) {
	s.Manifest.Files = append(s.Manifest.Files, File{path, len(content), sum(content)})
	s.Files[path] = content
}

// AddLesson adds the state of a lesson. Of many or long errors it keeps the beginning.
func (s *Submission) AddLesson(id string, state State, errors []string) {
	l := Lesson{ID: id, State: state}
	for _, text := range errors[:min(len(errors), maxErrors)] {
		l.Errors = append(l.Errors, shorten(text))
	}
	s.Manifest.Lessons = append(s.Manifest.Lessons, l)
}

func shorten(text string) string {
	text = strings.ToValidUTF8(text, "�")
	if len(text) <= maxError {
		return text
	}
	end := maxError - len("…")
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "…"
}

// Write writes the zip: the manifest first, then the files. It returns an error if Read would refuse the zip.
func (s *Submission) Write(w io.Writer) error {
	if err := s.Manifest.check(); err != nil {
		return err
	}
	manifest, err := json.MarshalIndent(s.Manifest, "", "  ")
	if err != nil {
		return fmt.Errorf("write the manifest: %w", err)
	}
	if len(manifest) > MaxManifest {
		return &EntryError{ManifestName, ErrTooLarge}
	}
	z := zip.NewWriter(w)
	if err := s.writeEntry(z, ManifestName, append(manifest, '\n')); err != nil {
		return err
	}
	for _, f := range s.Manifest.Files {
		content := s.Files[f.Path]
		if err := f.compare(content); err != nil {
			return &EntryError{f.Path, err}
		}
		if err := s.writeEntry(z, f.Path, content); err != nil {
			return err
		}
	}
	return z.Close()
}

func (s *Submission) writeEntry(z *zip.Writer, name string, content []byte) error {
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: s.Manifest.Time})
	if err != nil {
		return err
	}
	_, err = w.Write(content)
	return err
}

func sum(content []byte) string {
	h := sha256.Sum256(content)
	return hex.EncodeToString(h[:])
}
