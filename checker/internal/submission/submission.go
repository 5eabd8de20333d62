// Package submission is the format of the zips that `checker submit` writes: the student's files, and submission.json, which describes them.
//
//	s, err := submission.Open("submission-kim07-20261102-093000.zip")
//	s.Manifest.ID                       // "kim07"
//	s.Files["lessons/01-race/tally.go"] // the file's content
//
// Submissions are untrusted. Read holds no more than MaxTotal bytes of files, writes nothing to the disk, and refuses every zip that Write would
// not have written. The manifest is the student's claim, not evidence: students can write one themselves.
package submission

import "time"

// Format and Version are the values of the manifest's fields of these names. The version grows when an old reader would misunderstand a manifest.
const (
	Format  = "sharedmap-workshop/submission"
	Version = 1
)

// ManifestName is the name of the manifest in the zip. All other entries of the zip are listed in it.
const ManifestName = "submission.json"

// The limits of a submission.
const (
	MaxZip      = 8 << 20   // bytes of the zip
	MaxFile     = 1 << 20   // bytes of a file
	MaxTotal    = 4 << 20   // bytes of all files together
	MaxFiles    = 64        // files, the manifest not counted
	MaxManifest = 256 << 10 // bytes of the manifest
	MaxID       = 256       // bytes of the id
	maxErrors   = 10        // errors of a lesson
	maxError    = 1000      // bytes of an error
)

// State is what submit found out about a lesson. The words are those that grading uses.
type State string

// The states of a lesson.
const (
	Ready        State = "ready"          // it compiles, and grading accepts it
	Unchanged    State = "unchanged"      // it equals the original; its file is in the zip only if the student asked for the lesson by name
	DoesNotBuild State = "does-not-build" // it does not parse or compile, or go vet refuses it; its file is not in the zip
	Refused      State = "refused"        // grading does not accept the file, for example because of an import; it is not in the zip
	Missing      State = "missing"        // there is no file
)

// Manifest describes a submission.
type Manifest struct {
	Format  string    `json:"format"`
	Version int       `json:"version"`
	ID      string    `json:"id"`      // who hands in, in the form that NormalizeID returns; "" if nobody is named
	Checker string    `json:"checker"` // the checker's version, as `checker version` shows it
	Time    time.Time `json:"time"`    // in UTC, without fractions of a second
	Files   []File    `json:"files"`   // the files in the zip
	Lessons []Lesson  `json:"lessons"` // the lessons that were asked for, in the order of the course
}

// File describes a file in the zip.
type File struct {
	Path   string `json:"path"` // below the repo's root, with slashes
	Size   int    `json:"size"`
	SHA256 string `json:"sha256"` // 64 lower-case hexadecimal digits
}

// Lesson is the state of a lesson when the zip was packed.
type Lesson struct {
	ID     string   `json:"id"`
	State  State    `json:"state"`
	Errors []string `json:"errors,omitempty"` // why the lesson was not packed, in the student's language
}

// Submission is a manifest and the files that it lists, by path.
type Submission struct {
	Manifest Manifest
	Files    map[string][]byte
}
