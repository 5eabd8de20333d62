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

// matchesPackage reports whether the file can be in the package that a claim names, judged by the package clause and by
// the module that the file is in.
func (s *sources) matchesPackage(pkg *packageInfo, file string, c claim) bool {
	claimed, err := url.PathUnescape(goout.PackageOf(c.function)) // the linker prints a dot in the last element as %2e (cmd/internal/objabi, PathToPrefix)
	if err != nil {
		claimed = goout.PackageOf(c.function)
	}
	name := pkg.files[file].Name.Name
	want, known := s.importPath(path.Dir(file))
	switch {
	case claimed == "command-line-arguments" || strings.HasPrefix(claimed, "_/"):
		return true
	case claimed == "main":
		return name == "main"
	case !known:
		return true
	}
	claimed = strings.TrimSuffix(claimed, "_test")
	return claimed == strings.TrimSuffix(want, "_test") || slices.Contains(s.replacedPaths(path.Dir(file)), claimed)
}

// isTrimmed reports whether a file's name begins with an import path, as -trimpath makes it.
func isTrimmed(file string) bool {
	first, _, more := strings.Cut(file, "/")
	return more && strings.Contains(strings.Trim(first, "."), ".")
}

// isOtherFile reports whether the name in an output is that of another file than the source, judged by the import path
// that -trimpath puts before it.
func (s *sources) isOtherFile(name, source string) bool {
	want, known := s.importPath(path.Dir(source))
	if !known || name == source || !isTrimmed(name) && !hasSameRoot(name, want) {
		return false
	}
	return path.Dir(name) != want && !slices.Contains(s.replacedPaths(path.Dir(source)), path.Dir(name))
}

// hasSameRoot reports whether the first folder of a file's name is the first element of an import path.
func hasSameRoot(name, importPath string) bool {
	folder, _, ok := strings.Cut(name, "/")
	first, _, _ := strings.Cut(importPath, "/")
	return ok && folder == first
}

// importPath returns the import path of a folder, from the nearest go.mod at or above it.
func (s *sources) importPath(dir string) (string, bool) {
	for _, d := range s.namesOf(dir) {
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

// workingDir returns the path of the working directory among the sources, or "" if it is their root.
func (s *sources) workingDir() string {
	if w, ok := s.fsys.(interface{ Working() string }); ok {
		return w.Working()
	}
	return ""
}
