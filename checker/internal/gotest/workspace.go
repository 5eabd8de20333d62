package gotest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/sandbox"
)

// NewClassBuilder is NewIsolatedBuilder in a copy of the workshop's module that it makes in its scratch folder: the lessons' originals, their
// tests, and the packages that judge, all of which this program carries. Nothing of a clone is read, so none is needed.
func NewClassBuilder(ctx context.Context, c *course.Course, runner *sandbox.Runner) (*Builder, error) {
	b, err := NewBuilder("", c)
	if err != nil {
		return nil, err
	}
	b.root = filepath.Join(b.dir, "module")
	if err = b.writeWorkspace(); err == nil {
		b.isolated, err = b.isolation(ctx, runner)
	}
	if err != nil {
		_ = b.Close() // the first error counts
		return nil, asEnvironmentError(err)
	}
	return b, nil
}

// Digest returns a hash of everything that judges: the lessons' originals, their tests, the packages that judge, and the modules' versions. It is
// "" for a Builder without a module of its own.
func (b *Builder) Digest() string { return b.digest }

// writeWorkspace writes the module to b.root.
func (b *Builder) writeWorkspace() error {
	files := map[string][]byte{}
	var err error
	if files["go.mod"], files["go.sum"], err = b.course.Module(); err != nil {
		return err
	}
	for _, l := range b.course.Lessons {
		own, err := b.course.Files(l)
		if err != nil {
			return err
		}
		for name, text := range own {
			files[path.Join(l.Dir(), name)] = text
		}
	}
	for dir, source := range judgingPackages {
		err := fs.WalkDir(source, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasSuffix(name, "_test.go") || path.Base(name) == "embed.go" {
				return err
			}
			files[path.Join(dir, name)], err = fs.ReadFile(source, name)
			return err
		})
		if err != nil {
			return err
		}
	}
	sum := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(sum, "%s %d\n%s\n", name, len(files[name]), files[name])
	}
	b.digest = "sha256:" + hex.EncodeToString(sum.Sum(nil))
	for name, text := range files {
		if err := writeFile(filepath.Join(b.root, filepath.FromSlash(name)), text); err != nil {
			return err
		}
	}
	return nil
}

// writeFile writes a file, and the folders in which it is.
func writeFile(name string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, text, 0o644)
}
