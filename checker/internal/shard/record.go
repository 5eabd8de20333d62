package shard

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// RecordFile is the name of the file beside results.jsonl that says which shard the folder holds.
const RecordFile = "shard.json"

// RecordVersion is the version of the records that this checker writes.
const RecordVersion = 1

// Record is what a shard was graded from. Shards whose records differ, in anything but their own students, are not merged.
type Record struct {
	Version  int  `json:"version"`
	Number   int  `json:"shard"` // from 1
	Of       int  `json:"of"`
	Finished bool `json:"finished"` // the grading of the shard has come to its end

	Checker  string `json:"checker"`            // the version of the checker
	Go       string `json:"go"`                 // the version of Go, with the platform
	Tests    string `json:"tests"`              // the hash of the lessons' tests
	Level    string `json:"level"`              // how far the programs were isolated
	Lang     string `json:"lang"`               // of students whose roster says none
	Take     string `json:"take"`               // --take
	Deadline string `json:"deadline,omitempty"` // --deadline
	Repeat   int    `json:"repeat,omitempty"`   // --repeat
	Roster   string `json:"roster,omitempty"`   // a hash of the roster's students
	Class    string `json:"class"`              // a hash of all students of the class and of their files
	Size     int    `json:"size"`               // how many students the whole class has

	Students []Place `json:"students"` // the students of this shard
}

// Place is a student and their place in the order of the whole class, from 0.
type Place struct {
	At      int    `json:"at"`
	Student string `json:"student"` // as in the results
}

// Shard returns which shard it is.
func (r Record) Shard() Shard { return Shard{r.Number, r.Of} }

// fields returns what must be equal in all shards of a class: the names are those of the JSON, and the order is that of importance.
func (r Record) fields() [][2]string {
	repeat, _ := json.Marshal(r.Repeat) // a number
	return [][2]string{
		{"roster", r.Roster}, {"checker", r.Checker}, {"tests", r.Tests}, {"go", r.Go}, {"level", r.Level}, {"take", r.Take}, {"deadline", r.Deadline},
		{"repeat", string(repeat)}, {"lang", r.Lang}, {"class", r.Class},
	}
}

// SameClass reports whether two records are of one shard, graded from the same class in the same way, whether finished or not.
func (r Record) SameClass(o Record) bool {
	a, b := r.fields(), o.fields()
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return r.Shard() == o.Shard()
}

// ReadRecord returns the record in a folder. Its error is a *Problem, which is WhyNoRecord if there is none, or an error of the file system.
func ReadRecord(dir string) (Record, error) {
	b, err := os.ReadFile(filepath.Join(dir, RecordFile))
	var r Record
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return r, &Problem{Why: WhyNoRecord, What: dir}
	case err != nil:
		return r, err
	}
	if err := json.Unmarshal(b, &r); err != nil {
		return r, &Problem{Why: WhyDamaged, What: filepath.Join(dir, RecordFile)}
	}
	if r.Version != RecordVersion {
		return r, &Problem{Why: WhyVersion, What: filepath.Join(dir, RecordFile), Number: r.Version}
	}
	if r.Number < 1 || r.Number > r.Of || r.Of > MaxShards {
		return r, &Problem{Why: WhyDamaged, What: filepath.Join(dir, RecordFile), Other: r.Shard().String()}
	}
	return r, nil
}

// WriteRecord writes the record into a folder, as a whole.
func WriteRecord(dir string, r Record) error {
	r.Version = RecordVersion
	b, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ".new-*")
	if err != nil {
		return err
	}
	_, err = f.Write(append(b, '\n'))
	if err == nil {
		err = f.Chmod(0o644)
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(f.Name(), filepath.Join(dir, RecordFile))
	}
	if err != nil {
		_ = os.Remove(f.Name()) // the first error is the one to return
	}
	return err
}
