package gotest

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/testrecord"
)

// support are the packages that judge beside the lesson's tests, by their folder below the repo's root.
var support = map[string]fs.FS{"checker/testrecord": testrecord.Source, "checker/explore": explore.Source}

// supportFor puts this checker's own copies of the packages that judge in place of those on disk that differ.
func (b *Builder) supportFor(into overlay) error {
	for dir, source := range support {
		err := fs.WalkDir(source, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasSuffix(name, "_test.go") || path.Base(name) == "embed.go" {
				return err
			}
			return b.replaceBy(into, source, name, filepath.Join(b.root, filepath.FromSlash(dir), filepath.FromSlash(name)))
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// replaceBy puts one file of the source in place of the one at that path, unless they are the same.
func (b *Builder) replaceBy(into overlay, source fs.FS, name, to string) error {
	want, err := fs.ReadFile(source, name)
	if err != nil {
		return err
	}
	if got, err := os.ReadFile(to); err == nil && string(got) == string(want) {
		return nil
	}
	file := b.scratch(path.Base(name))
	into.Replace[to] = file
	return os.WriteFile(file, want, 0o600)
}
