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

// stdlibStubs is a txtar of NAME.go files: the parts of the standard library that concurrent programs use, without
// bodies.
//
//go:embed stdlibstubs.txtar
var stdlibStubs []byte

// maxImportDepth limits how deep imports of the program's own packages are followed.
const maxImportDepth = 3

// Import returns a package for the type checker: a stub of the standard library, a package of the program, or an empty
// package.
func (s *sources) Import(name string) (*types.Package, error) {
	if p, ok := s.imported[name]; ok {
		return p, nil
	}
	p := s.stub(name)
	if p == nil {
		p = s.ownPackage(name)
	}
	if p == nil {
		p = types.NewPackage(name, path.Base(name))
		p.MarkComplete()
	}
	s.imported[name] = p
	return p, nil
}

// stub returns the stub of a standard library package, or nil.
func (s *sources) stub(name string) *types.Package {
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

// ownPackage returns a package of the program from the folder that the import path ends with, or nil.
func (s *sources) ownPackage(name string) *types.Package {
	if first, _, _ := strings.Cut(name, "/"); goout.StandardRoots[first] || s.importDepth >= maxImportDepth {
		return nil
	}
	s.importDepth++
	defer func() { s.importDepth-- }()
	parts := strings.Split(name, "/")
	for i := range parts {
		dir := path.Join(parts[i:]...)
		if i == len(parts) {
			dir = "."
		}
		if pkg := s.loadDir(dir); pkg != nil {
			return pkg.types
		}
	}
	return nil
}

// loadDir returns the package in a folder, or nil.
func (s *sources) loadDir(dir string) *packageInfo {
	entries, err := fs.ReadDir(s.fsys, dir)
	if err != nil {
		return nil
	}
	for _, e := range entries {
		file := path.Join(dir, e.Name())
		if strings.HasSuffix(file, ".go") && !strings.HasSuffix(file, "_test.go") && s.pkgName(file) != "main" { // a folder may have a program beside its library
			return s.load(dir, file)
		}
	}
	return nil
}

// sortedKeys returns the keys of a map in order.
func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
