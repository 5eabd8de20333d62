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

// judgingPackages are the packages that judge together with the lesson's tests, by their folder below the repo's root.
var judgingPackages = map[string]fs.FS{"checker/testrecord": testrecord.Source, "checker/explore": explore.Source}

// overlayJudging adds the checker's embedded copies of these packages to the overlay if the files on disk differ.
func (b *Builder) overlayJudging(into overlay) error {
	for dir, source := range judgingPackages {
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

// replaceBy adds one file of source to the overlay, unless the file at the path to has the same content.
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
	return os.WriteFile(file, want, 0o644)
}
