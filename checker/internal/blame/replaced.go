package blame

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
)

// replacedPaths are the import paths under which a folder is known to the modules at and above the sources' root that replace a module by it or by a folder
// above it: they need not be those of its own go.mod.
func (s *sources) replacedPaths(dir string) []string {
	var out []string
	for _, root := range s.moduleRoots() {
		b, err := fs.ReadFile(s.fsys, path.Join(root, "go.mod"))
		if err != nil {
			continue
		}
		f, err := modfile.Parse("go.mod", b, nil)
		if err != nil {
			continue
		}
		for _, r := range f.Replace {
			if !modfile.IsDirectoryPath(r.New.Path) {
				continue
			}
			at := strings.TrimPrefix(r.New.Path, "/")
			if !path.IsAbs(r.New.Path) {
				at = path.Join(root, r.New.Path)
			}
			for _, d := range s.bothWays(dir) {
				if rest, ok := strings.CutPrefix(d+"/", at+"/"); ok {
					out = append(out, path.Join(r.Old.Path, rest))
				}
			}
		}
	}
	return out
}

// moduleRoots are the folders in which the go.mod may lie that the program was built with.
func (s *sources) moduleRoots() []string {
	var out []string
	for _, at := range s.bothWays(".") {
		for ; !slices.Contains(out, at); at = path.Dir(at) {
			out = append(out, at)
		}
	}
	return out
}

// bothWays are a folder's names among the sources: from their root, and from further up where they reach further up.
func (s *sources) bothWays(dir string) []string {
	return []string{dir, path.Join(s.above(), dir)}
}
