package blame

import (
	_ "embed"
	"go/ast"
	"go/parser"
	"go/types"
	"io/fs"
	"path"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"

	"sharedmap-workshop/checker/internal/goout"
)

// stdlibStubs holds the parts of the standard library that concurrency is made of, without bodies, as a txtar of NAME.go.
//
//go:embed stdlibstubs.txtar
var stdlibStubs []byte

// maxDeep is how many imports deep the program's own packages are read.
const maxDeep = 3

// Import makes a package for the type checker: an outline, one of the program's own, or an empty one.
func (s *sources) Import(name string) (*types.Package, error) {
	if p, ok := s.std[name]; ok {
		return p, nil
	}
	p := s.outline(name)
	if p == nil {
		p = s.own(name)
	}
	if p == nil {
		p = types.NewPackage(name, path.Base(name))
		p.MarkComplete()
	}
	s.std[name] = p
	return p, nil
}

func (s *sources) outline(name string) *types.Package {
	for _, f := range txtar.Parse(stdlibStubs).Files {
		if f.Name != name+".go" {
			continue
		}
		file, err := parser.ParseFile(s.fset, f.Name, f.Data, parser.SkipObjectResolution)
		if err != nil {
			return nil
		}
		conf := types.Config{Importer: s, Error: func(error) {}, IgnoreFuncBodies: true, DisableUnusedImportCheck: true}
		p, _ := conf.Check(name, s.fset, []*ast.File{file}, nil)
		return p
	}
	return nil
}

// own reads an imported package that lies among the sources: in the folder that the path ends with.
func (s *sources) own(name string) *types.Package {
	if first, _, _ := strings.Cut(name, "/"); goout.StandardRoots[first] || s.deep >= maxDeep {
		return nil
	}
	s.deep++
	defer func() { s.deep-- }()
	parts := strings.Split(name, "/")
	for i := range parts {
		dir := path.Join(parts[i:]...)
		if i == len(parts) {
			dir = "."
		}
		if u := s.loadDir(dir); u != nil {
			return u.types
		}
	}
	return nil
}

func (s *sources) loadDir(dir string) *packageInfo {
	entries, err := fs.ReadDir(s.fsys, dir)
	if err != nil {
		return nil
	}
	for _, e := range entries {
		file := path.Join(dir, e.Name())
		if strings.HasSuffix(file, ".go") && !strings.HasSuffix(file, "_test.go") && s.pkgName(file) != "main" { // beside a library, a program of its own
			return s.load(dir, file)
		}
	}
	return nil
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
