package course

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sync"
)

// embedded holds the copies of the lessons. They are below testdata, which ./... ignores. go.mod and go.sum have other names there,
// because a folder with a go.mod is a separate module and cannot be embedded.
//
//go:embed all:testdata/originals
var embedded embed.FS

// The names of the copies of the module files.
const (
	modName = "go.mod.original"
	sumName = "go.sum.original"
)

// Course is the lessons and the file tree with their originals.
type Course struct {
	Lessons []Lesson
	files   fs.FS
}

// Published returns the published course, from the copies that are embedded in the checker. They are read once in a process.
func Published() (*Course, error) {
	c, err := published()
	if err != nil {
		return nil, err
	}
	own := *c
	own.Lessons = slices.Clone(c.Lessons) // a caller may select some
	return &own, nil
}

var published = sync.OnceValues(func() (*Course, error) {
	sub, err := fs.Sub(embedded, "testdata/originals")
	if err != nil {
		return nil, fmt.Errorf("open the originals: %w", err)
	}
	return Open(sub)
})

// Open opens a course whose originals are the files of fsys: lessons/NN-name/… and the module files.
func Open(fsys fs.FS) (*Course, error) {
	lessons, err := Load(fsys)
	if err != nil {
		return nil, err
	}
	return &Course{lessons, fsys}, nil
}

// Module returns the original go.mod and go.sum.
func (c *Course) Module() (mod, sum []byte, err error) {
	if mod, err = c.readEither(modName, "go.mod"); err != nil {
		return nil, nil, err
	}
	if sum, err = c.readEither(sumName, "go.sum"); err != nil {
		return nil, nil, err
	}
	return mod, sum, nil
}

// readEither reads the file with the first name, or, if it does not exist, the file with the second name.
func (c *Course) readEither(name, other string) ([]byte, error) {
	b, err := fs.ReadFile(c.files, name)
	if errors.Is(err, fs.ErrNotExist) {
		b, err = fs.ReadFile(c.files, other)
	}
	if err != nil {
		return nil, fmt.Errorf("original %s: %w", other, err)
	}
	return b, nil
}

// Files returns the original files of a lesson by name, including the student's file.
func (c *Course) Files(l Lesson) (map[string][]byte, error) {
	entries, err := fs.ReadDir(c.files, l.Dir())
	if err != nil {
		return nil, fmt.Errorf("originals of %s: %w", l.ID, err)
	}
	files := make(map[string][]byte, len(entries))
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		b, err := fs.ReadFile(c.files, path.Join(l.Dir(), e.Name()))
		if err != nil {
			return nil, fmt.Errorf("originals of %s: %w", l.ID, err)
		}
		files[e.Name()] = b
	}
	return files, nil
}

// Tree returns the originals as the tree of a repo in which source is the student's file of the lesson.
func (c *Course) Tree(l Lesson, source []byte) fs.FS {
	tree := Overlaid(c.files, l.Path(), source)
	if mod, _, err := c.Module(); err == nil {
		tree = Overlaid(tree, "go.mod", mod)
	}
	return tree
}

// Start returns the published content of a lesson's student file.
func (c *Course) Start(l Lesson) ([]byte, error) {
	b, err := fs.ReadFile(c.files, l.Path())
	if err != nil {
		return nil, fmt.Errorf("original of %s: %w", l.ID, err)
	}
	return b, nil
}
