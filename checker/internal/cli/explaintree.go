package cli

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// tree finds the sources that an output names: by their whole path, else below the working directory.
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

// Open opens name as a whole path without its first slash, or as a path below the working directory.
func (t tree) Open(name string) (fs.File, error) {
	if f, err := t.cwd.Open(name); err == nil {
		return f, nil
	}
	return t.all.Open(name)
}

// rel shortens a path that lies below the working directory.
func (t tree) rel(file string) string {
	if r, err := filepath.Rel(t.dir, file); err == nil && filepath.IsAbs(file) && !strings.HasPrefix(r, "..") {
		return filepath.ToSlash(r)
	}
	return file
}

// Working is the working directory's path below the root of all.
func (t tree) Working() string {
	rest := strings.TrimPrefix(t.dir, filepath.VolumeName(t.dir))
	return strings.Trim(filepath.ToSlash(rest), "/")
}
