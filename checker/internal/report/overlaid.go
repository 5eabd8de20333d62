package report

import (
	"io/fs"
	"testing/fstest"
)

// Overlaid is fsys with one file's content replaced.
func Overlaid(fsys fs.FS, name string, content []byte) fs.FS {
	return overlaid{fsys, fstest.MapFS{name: &fstest.MapFile{Data: content}}}
}

type overlaid struct {
	fs.FS
	own fstest.MapFS
}

// Open opens the replaced file, or fsys's.
func (o overlaid) Open(name string) (fs.File, error) {
	if _, ok := o.own[name]; ok {
		return o.own.Open(name)
	}
	return o.FS.Open(name)
}
