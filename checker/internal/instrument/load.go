package instrument

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// ErrLoad is the error if the go command cannot load a package.
var ErrLoad = errors.New("load")

// ErrNoPackage is the error if a folder contains no package.
var ErrNoPackage = errors.New("no Go package")

// Options are the input of Build.
type Options struct {
	Dir     string            // the package's folder
	Overlay map[string]string // files to replace: path → path of the new content
	Env     []string          // the go command's environment; nil means that of this process
	Tests   bool              // each test of the package is explored
	Work    string            // a folder for temporary files
}

// ProblemError is the error for code that does not compile.
type ProblemError struct{ Problems []string }

func (e *ProblemError) Error() string { return strings.Join(e.Problems, "\n") }

const loadMode = packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports | packages.NeedTypes |
	packages.NeedSyntax | packages.NeedTypesInfo | packages.NeedModule | packages.NeedForTest

// load returns the package with its tests, and its type information.
func load(ctx context.Context, o Options) ([]*packages.Package, error) {
	if info, err := os.Stat(o.Dir); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("%w: %s is no folder", ErrNoPackage, o.Dir)
	}
	cfg, err := config(ctx, o)
	if err != nil {
		return nil, err
	}
	cfg.Tests = true
	pkgs, err := packages.Load(cfg, ".")
	if err != nil {
		return nil, fmt.Errorf("%w %s: %w", ErrLoad, o.Dir, err)
	}
	pkgs = slices.DeleteFunc(pkgs, func(p *packages.Package) bool { return strings.HasSuffix(p.ID, ".test") })
	if err := problems(pkgs); err != nil {
		return nil, err
	}
	if len(pkgs) == 0 {
		return nil, fmt.Errorf("%w in %s", ErrNoPackage, o.Dir)
	}
	return dropSubsumed(pkgs), nil
}

// sameModuleImports loads the packages of the user's own modules that the target imports. Their locks need scheduling points too.
func sameModuleImports(ctx context.Context, o Options, target []*packages.Package) ([]*packages.Package, error) {
	paths := map[string]bool{}
	for _, p := range target {
		for _, q := range p.Imports {
			collectImports(q, target[0].Module, paths)
		}
	}
	for _, p := range target {
		delete(paths, p.PkgPath)
	}
	if len(paths) == 0 {
		return nil, nil
	}
	cfg, err := config(ctx, o)
	if err != nil {
		return nil, err
	}
	pkgs, err := packages.Load(cfg, slices.Sorted(maps.Keys(paths))...)
	if err != nil {
		return nil, fmt.Errorf("%w what %s needs: %w", ErrLoad, o.Dir, err)
	}
	return pkgs, problems(pkgs)
}

// collectImports adds p and the packages that it imports to seen, if they belong to the module m or to another one of the user's own, and not to the
// explorer.
func collectImports(p *packages.Package, m *packages.Module, seen map[string]bool) {
	if p.Module == nil || p.Module.Path != m.Path && !isOwn(p.Module) || seen[p.PkgPath] || strings.HasPrefix(p.PkgPath, explorerPath) {
		return
	}
	seen[p.PkgPath] = true
	for _, q := range p.Imports {
		collectImports(q, m, seen)
	}
}

// isOwn reports whether the module is one of the user's own: in a workspace every module of it, and elsewhere what go.mod replaces by a folder.
func isOwn(m *packages.Module) bool {
	return m.Main || m.Replace != nil && m.Replace.Version == ""
}

// config returns the configuration of the package loader. It gives the overlay to the go command and not to the loader, because a loader
// with an overlay ignores export data and type-checks all imports from source, which takes longer than everything else. The loader then
// reads the replaced files at their original paths, so those must exist; ParseFile gives it their new content. If a path does not exist,
// the loader gets the overlay.
func config(ctx context.Context, o Options) (*packages.Config, error) {
	cfg := &packages.Config{Context: ctx, Mode: loadMode, Dir: o.Dir, Env: o.Env}
	overlay, err := contents(o.Overlay)
	if err != nil || len(overlay) == 0 {
		return cfg, err
	}
	for path := range overlay {
		if _, err := os.Stat(path); err != nil {
			cfg.Overlay = overlay
			return cfg, nil
		}
	}
	file := filepath.Join(o.Work, "load.json")
	if err := writeOverlay(file, o.Overlay); err != nil {
		return nil, err
	}
	cfg.BuildFlags = []string{"-overlay=" + file}
	cfg.ParseFile = func(fset *token.FileSet, name string, src []byte) (*ast.File, error) {
		if replaced, ok := overlay[name]; ok {
			src = replaced
		}
		return parser.ParseFile(fset, name, src, parser.AllErrors|parser.ParseComments)
	}
	return cfg, nil
}

// contents returns the new content of each replaced file, by the absolute path of the file.
func contents(overlay map[string]string) (map[string][]byte, error) {
	out := map[string][]byte{}
	for path, file := range overlay {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("read overlay: %w", err)
		}
		abs, err := filepath.Abs(path)
		if err != nil {
			return nil, fmt.Errorf("read overlay: %w", err)
		}
		out[abs] = data
	}
	return out, nil
}

// problems returns the errors of the packages, or nil.
func problems(pkgs []*packages.Package) error {
	var all []string
	typed := slices.ContainsFunc(pkgs, func(p *packages.Package) bool {
		return slices.ContainsFunc(p.Errors, func(e packages.Error) bool { return e.Kind != packages.ListError })
	})
	for _, p := range pkgs {
		for _, e := range p.Errors {
			if typed && e.Kind == packages.ListError {
				continue // the go command reports the same error a second time
			}
			if e.Kind == packages.ListError && strings.Contains(e.Msg, "no Go files") {
				return fmt.Errorf("%w: %s", ErrNoPackage, e.Msg)
			}
			if s := e.Error(); !slices.Contains(all, s) {
				all = append(all, s)
			}
		}
	}
	if len(all) == 0 {
		return nil
	}
	return &ProblemError{all}
}

// dropSubsumed removes each package of which a test variant contains all files.
func dropSubsumed(pkgs []*packages.Package) []*packages.Package {
	return slices.DeleteFunc(pkgs, func(p *packages.Package) bool {
		return p.ForTest == "" && slices.ContainsFunc(pkgs, func(q *packages.Package) bool {
			return q.ForTest == p.PkgPath && q.PkgPath == p.PkgPath
		})
	})
}
