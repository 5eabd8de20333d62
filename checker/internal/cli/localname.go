package cli

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"golang.org/x/mod/modfile"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/report"
)

// localNames returns how the files that findings name are called here: relative to base, a folder at or above the working directory. A file that is
// not among the sources keeps its name.
func (t tree) localNames(src fs.FS, base string) func(goout.Finding) report.LocalName {
	prefix, err := filepath.Rel(base, t.dir)
	if err != nil {
		prefix = "."
	}
	prefix = filepath.ToSlash(prefix)
	modules := modulesAround(t.dir)
	return func(f goout.Finding) report.LocalName {
		return func(file string) string {
			if name, ok := t.inWorkingDir(src, file, f.Package, modules); ok {
				return path.Join(prefix, name)
			}
			return goout.Slashed(file)
		}
	}
}

// inWorkingDir returns a file's name relative to the working directory. A name without folders, as in a test's log, is in the folder of the package
// that was tested. The folders of another machine are left out if the rest of the name exists here.
func (t tree) inWorkingDir(src fs.FS, file, pkg string, modules []module) (string, bool) {
	if r := t.rel(file); r != file {
		return r, true
	}
	slashed := strings.TrimPrefix(goout.Slashed(file), "./")
	for _, m := range modules {
		if dir, ok := m.folder(pkg); ok && !strings.Contains(slashed, "/") && exists(src, path.Join(dir, slashed)) {
			return path.Join(dir, slashed), true
		}
	}
	parts := strings.Split(slashed, "/")
	for i := range parts {
		if p := path.Join(parts[i:]...); fs.ValidPath(p) && p != "." && existsIn(t.cwd, p) && exists(src, p) {
			return p, true
		}
	}
	return "", false
}

func exists(src fs.FS, name string) bool {
	info, err := fs.Stat(src, name)
	return err == nil && !info.IsDir()
}

func existsIn(fsys fs.FS, name string) bool { return fs.ValidPath(name) && exists(fsys, name) }

// A module is a Go module and its folder, relative to the working directory.
type module struct{ path, dir string }

// folder returns the folder of a package of the module.
func (m module) folder(pkg string) (string, bool) {
	pkg = strings.TrimSuffix(pkg, "_test")
	if pkg == m.path {
		return m.dir, true
	}
	rest, ok := strings.CutPrefix(pkg, m.path+"/")
	return path.Join(m.dir, rest), ok
}

// modulesAround returns the module that the folder is in, and the modules of its workspace, if they are at or below the folder.
func modulesAround(dir string) []module {
	var out []module
	add := func(at string) {
		text, err := os.ReadFile(filepath.Join(at, "go.mod"))
		rel, relErr := filepath.Rel(dir, at)
		if name := modfile.ModulePath(text); err == nil && relErr == nil && name != "" {
			out = append(out, module{name, filepath.ToSlash(rel)})
		}
	}
	for at := dir; ; at = filepath.Dir(at) {
		add(at)
		if text, err := os.ReadFile(filepath.Join(at, "go.work")); err == nil {
			if work, err := modfile.ParseWork("go.work", text, nil); err == nil {
				for _, u := range work.Use {
					if use := filepath.Join(at, filepath.FromSlash(u.Path)); use != at {
						add(use)
					}
				}
			}
		}
		if at == filepath.Dir(at) {
			return out
		}
	}
}

// repositoryOf returns the root of the repository that the folder is in, or the folder itself.
func repositoryOf(dir string) string {
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Stat(filepath.Join(at, ".git")); err == nil {
			return at
		}
		if at == filepath.Dir(at) {
			return dir
		}
	}
}
