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
			if r, err := filepath.Rel(base, file); err == nil && filepath.IsAbs(file) && filepath.IsLocal(r) {
				return filepath.ToSlash(r)
			}
			if r, ok := inPackage(base, file, f.Package, modules); ok {
				return r
			}
			if name, ok := t.inWorkingDir(src, file); ok {
				return path.Join(prefix, name)
			}
			return goout.Slashed(file)
		}
	}
}

// shownNames returns how the text calls files: as the output does, but relative to the working directory, and with the folder of the package if the
// output names none.
func (t tree) shownNames(local func(goout.Finding) report.LocalName) func(goout.Finding) report.LocalName {
	return func(f goout.Finding) report.LocalName {
		name := local(f)
		return func(file string) string {
			if file != "" && !strings.ContainsAny(file, `/\`) {
				return name(file)
			}
			return t.rel(file)
		}
	}
}

// inPackage returns the name, relative to base, of a file that an output names without a folder, as a test's log does. The file is in the folder of
// the package that was tested.
func inPackage(base, file, pkg string, modules []module) (string, bool) {
	if pkg == "" || strings.ContainsAny(file, `/\`) {
		return "", false
	}
	for _, m := range modules {
		dir, ok := m.folder(pkg)
		if _, err := os.Stat(filepath.Join(dir, file)); !ok || err != nil {
			continue
		}
		if r, err := filepath.Rel(base, filepath.Join(dir, file)); err == nil {
			return filepath.ToSlash(r), true
		}
	}
	return "", false
}

// inWorkingDir returns a file's name relative to the working directory. The folders of another machine are left out if the rest of the name exists
// here.
func (t tree) inWorkingDir(src fs.FS, file string) (string, bool) {
	parts := strings.Split(strings.TrimPrefix(goout.Slashed(file), "./"), "/")
	for i := range parts {
		if p := path.Join(parts[i:]...); existsIn(t.cwd, p) && exists(src, p) {
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

// A module is a Go module and its folder.
type module struct{ path, dir string }

// folder returns the folder of a package of the module.
func (m module) folder(pkg string) (string, bool) {
	pkg = strings.TrimSuffix(pkg, "_test")
	if pkg == m.path {
		return m.dir, true
	}
	rest, ok := strings.CutPrefix(pkg, m.path+"/")
	return filepath.Join(m.dir, filepath.FromSlash(rest)), ok
}

// modulesAround returns the module that the folder is in, and the modules of its workspace.
func modulesAround(dir string) []module {
	var out []module
	add := func(at string) {
		text, err := os.ReadFile(filepath.Join(at, "go.mod"))
		if name := modfile.ModulePath(text); err == nil && name != "" {
			out = append(out, module{name, at})
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
