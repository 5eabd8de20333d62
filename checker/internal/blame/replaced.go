package blame

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
)

// replacedPaths returns the import paths that replace directives give a folder, in the go.mod files at and above the
// sources' root. They may differ from the module path in the folder's own go.mod.
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
			for _, d := range s.namesOf(dir) {
				if rest, ok := strings.CutPrefix(d+"/", at+"/"); ok {
					out = append(out, path.Join(r.Old.Path, rest))
				}
			}
		}
	}
	return out
}

// moduleRoots returns the folders that can have the go.mod with which the program was built.
func (s *sources) moduleRoots() []string {
	var out []string
	for _, at := range s.namesOf(".") {
		for ; !slices.Contains(out, at); at = path.Dir(at) {
			out = append(out, at)
		}
	}
	return out
}

// namesOf returns the paths of a folder among the sources: from their root, and from the working directory, which may be
// below the root.
func (s *sources) namesOf(dir string) []string {
	return []string{dir, path.Join(s.workingDir(), dir)}
}
