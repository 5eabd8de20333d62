package cli

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// tree is a file system with the sources that an output names: those below the working directory, and those with an absolute path.
type tree struct {
	dir string
	all fs.FS
	cwd fs.FS
}

func newTree() tree {
	dir, err := os.Getwd()
	if err != nil {
		dir = "."
	}
	return tree{dir, os.DirFS(filepath.VolumeName(dir) + string(filepath.Separator)), os.DirFS(dir)}
}

// Open opens name relative to the working directory, else as an absolute path without its first slash.
func (t tree) Open(name string) (fs.File, error) {
	if f, err := t.cwd.Open(name); err == nil {
		return f, nil
	}
	return t.all.Open(name)
}

// rel returns an absolute path below the working directory relative to that directory, and any other path unchanged.
func (t tree) rel(file string) string {
	if r, err := filepath.Rel(t.dir, file); err == nil && filepath.IsAbs(file) && !strings.HasPrefix(r, "..") {
		return filepath.ToSlash(r)
	}
	return file
}

// Working returns the working directory's path, relative to the root of the file system.
func (t tree) Working() string {
	rest := strings.TrimPrefix(t.dir, filepath.VolumeName(t.dir))
	return strings.Trim(filepath.ToSlash(rest), "/")
}
