package submission

import (
	"errors"
	"fmt"
)

// The reasons for which Read refuses a submission.
var (
	ErrZip        = errors.New("not a readable zip")
	ErrPath       = errors.New("not a path below the submission") // absolute, or with .., an empty part, a backslash or a colon
	ErrNotRegular = errors.New("not a regular file")              // a link, a folder or a device
	ErrDuplicate  = errors.New("a second entry of this name")     // upper and lower case do not count, as on some file systems
	ErrTooLarge   = errors.New("too large")
	ErrTooMany    = errors.New("too many files")
	ErrNotListed  = errors.New("not listed in the manifest")
	ErrAbsent     = errors.New("listed in the manifest, but not in the zip")
	ErrChanged    = errors.New("size or checksum differs from the manifest")
	ErrManifest   = errors.New("not a valid manifest")
	ErrVersion    = errors.New("a version of the format that this checker does not know")
)

// EntryError is the refusal of a submission because of one entry of its zip. Its reason is one of the errors above.
type EntryError struct {
	Name   string // the entry's name; for a zip that is refused as a whole, ""
	Reason error
}

func (e *EntryError) Error() string {
	if e.Name == "" {
		return "submission: " + e.Reason.Error()
	}
	return fmt.Sprintf("submission: %q: %s", e.Name, e.Reason)
}

func (e *EntryError) Unwrap() error { return e.Reason }
