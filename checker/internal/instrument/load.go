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

// ErrLoad says that the go command could not tell what a package consists of.
var ErrLoad = errors.New("load")

// ErrNoPackage says that there is no package where one was named.
var ErrNoPackage = errors.New("no Go package")

// Options say what to instrument.
type Options struct {
	Dir     string            // the package's folder
	Overlay map[string]string // files to take instead: path → path of the content
	Env     []string          // for the go command; nil: as it is
	Tests   bool              // each test of the package is a scenario
	Work    string            // a folder for what is made
}

// ProblemError is code that does not compile.
type ProblemError struct{ Problems []string }

func (e *ProblemError) Error() string { return strings.Join(e.Problems, "\n") }

const need = packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports | packages.NeedTypes |
	packages.NeedSyntax | packages.NeedTypesInfo | packages.NeedModule | packages.NeedForTest

// load reads the package with its tests, and its types.
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
	return widest(pkgs), nil
}

// neighbours loads the packages of the same module that the target needs: their locks must be seen, too.
func neighbours(ctx context.Context, o Options, target []*packages.Package) ([]*packages.Package, error) {
	paths := map[string]bool{}
	for _, p := range target {
		for _, q := range p.Imports {
			reach(q, target[0].Module, paths)
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

// reach notes p and what it imports, as far as they belong to the module and not to the explorer.
func reach(p *packages.Package, m *packages.Module, seen map[string]bool) {
	if p.Module == nil || p.Module.Path != m.Path || seen[p.PkgPath] || strings.HasPrefix(p.PkgPath, home) {
		return
	}
	seen[p.PkgPath] = true
	for _, q := range p.Imports {
		reach(q, m, seen)
	}
}

// config says how to load. Where packages itself is given an overlay, it trusts no compiled package any more and checks all that
// is imported from its source, which takes longer than all the rest. So the go command is given it; packages, which knows
// nothing of that, then reads the files that are replaced from where they are not, and must find something there.
func config(ctx context.Context, o Options) (*packages.Config, error) {
	cfg := &packages.Config{Context: ctx, Mode: need, Dir: o.Dir, Env: o.Env}
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

// contents reads what stands in for each file, by its absolute path.
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

func problems(pkgs []*packages.Package) error {
	var all []string
	typed := slices.ContainsFunc(pkgs, func(p *packages.Package) bool {
		return slices.ContainsFunc(p.Errors, func(e packages.Error) bool { return e.Kind != packages.ListError })
	})
	for _, p := range pkgs {
		for _, e := range p.Errors {
			if typed && e.Kind == packages.ListError {
				continue // the go command's words for the same
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

// widest leaves out a package whose files are all in its test variant, too.
func widest(pkgs []*packages.Package) []*packages.Package {
	return slices.DeleteFunc(pkgs, func(p *packages.Package) bool {
		return p.ForTest == "" && slices.ContainsFunc(pkgs, func(q *packages.Package) bool {
			return q.ForTest == p.PkgPath && q.PkgPath == p.PkgPath
		})
	})
}
