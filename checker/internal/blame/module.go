package blame

import (
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"

	"sharedmap-workshop/checker/internal/goout"
)

// samePackage tells whether the file can be of the package that a claim names: by the package's clause, and by the module in which the file lies.
func (s *sources) samePackage(u *packageInfo, file string, c claim) bool {
	pkg, err := url.PathUnescape(goout.PackageOf(c.fn)) // a dot in a path's last element is printed as %2e (cmd/internal/objabi, PathToPrefix)
	if err != nil {
		pkg = goout.PackageOf(c.fn)
	}
	name := u.files[file].Name.Name
	want, known := s.importPath(path.Dir(file))
	switch {
	case pkg == "command-line-arguments" || strings.HasPrefix(pkg, "_/"):
		return true
	case pkg == "main":
		return name == "main"
	case !known:
		return true
	}
	pkg = strings.TrimSuffix(pkg, "_test")
	return pkg == strings.TrimSuffix(want, "_test") || slices.Contains(s.replacedPaths(path.Dir(file)), pkg)
}

// isTrimmed tells whether a file's name begins with an import path, as -trimpath makes it.
func isTrimmed(file string) bool {
	first, _, more := strings.Cut(file, "/")
	return more && strings.Contains(strings.Trim(first, "."), ".")
}

// isElsewhere tells whether an output's name of a file is that of another one than the source: -trimpath puts the import path before it, and that is not
// the one of the folder.
func (s *sources) isElsewhere(name, source string) bool {
	want, known := s.importPath(path.Dir(source))
	if !known || name == source || !isTrimmed(name) && !sameFirst(name, want) {
		return false
	}
	return path.Dir(name) != want && !slices.Contains(s.replacedPaths(path.Dir(source)), path.Dir(name))
}

// sameFirst tells whether a file's name has a folder, the first of which is the first part of an import path.
func sameFirst(name, importPath string) bool {
	folder, _, ok := strings.Cut(name, "/")
	first, _, _ := strings.Cut(importPath, "/")
	return ok && folder == first
}

// importPath is the import path of a folder, by the nearest go.mod at or above it.
func (s *sources) importPath(dir string) (string, bool) {
	for _, d := range s.bothWays(dir) {
		for at, rest := d, ""; ; {
			if b, err := fs.ReadFile(s.fsys, path.Join(at, "go.mod")); err == nil {
				module := modfile.ModulePath(b)
				if i := strings.LastIndex("/"+rest, "/vendor/"); i >= 0 {
					return rest[i+len("vendor/"):], true
				}
				return path.Join(module, rest), module != ""
			}
			if at == "." || at == "/" {
				break
			}
			at, rest = path.Dir(at), path.Join(path.Base(at), rest)
		}
	}
	return "", false
}

// above is the path under which the sources' own root is found among them, where they reach further up; else "".
func (s *sources) above() string {
	if w, ok := s.fsys.(interface{ Working() string }); ok {
		return w.Working()
	}
	return ""
}
