package instrument

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"go/ast"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/packages"
)

// Instrumented is a package with scheduling points, ready to be built.
type Instrumented struct {
	Dir     string
	Overlay map[string]string   // for the go command's -overlay: path → file that replaces it
	Tests   []string            // the package's test functions, in the order of the files
	Reasons map[string][]Reason // why a test cannot be explored
	Digest  string              // identifies the content of the files; a saved schedule is valid for one digest
	Runtime string              // the import path of package explore in this build
}

// Package instruments the package in o.Dir, and the packages of the same module that it imports.
func Package(ctx context.Context, o Options) (*Instrumented, error) {
	pkgs, err := load(ctx, o)
	if err != nil {
		return nil, err
	}
	out := &Instrumented{Dir: o.Dir, Overlay: map[string]string{}, Reasons: map[string][]Reason{}}
	for path, file := range o.Overlay {
		out.Overlay[path] = file
	}
	if err := out.addRuntime(pkgs[0].Module, o.Work); err != nil {
		return nil, err
	}
	own := len(pkgs)
	names := map[string]bool{}
	for _, p := range pkgs {
		names[p.PkgPath] = true
	}
	imported, err := sameModuleImports(ctx, o, pkgs)
	if err != nil {
		return nil, err
	}
	all := append(pkgs, imported...)
	sites, sum, graph := 0, sha256.New(), newCallGraph(all)
	shared := sharings(all, graph)
	plan := graph.initPlan()
	for i, p := range all {
		for _, f := range out.files(p, fileOptions{&sites, o.Tests && i < own, names, shared[p], plan}) {
			fmt.Fprintf(sum, "%s\n%s\n", filepath.Base(f.path), f.src)
			if err := out.replace(f.path, f.text, filepath.Join(o.Work, fmt.Sprintf("%d_%s", i, filepath.Base(f.path)))); err != nil {
				return nil, err
			}
		}
		if i < own {
			out.Tests = append(out.Tests, tests(p)...)
		}
	}
	for _, p := range pkgs {
		for _, test := range tests(p) {
			out.Reasons[test] = graph.reasonsFor(p.PkgPath + "." + test)
		}
	}
	out.Digest = hex.EncodeToString(sum.Sum(nil))[:16]
	return out, nil
}

// rewritten is a file's original source and its rewritten text.
type rewritten struct {
	path      string
	src, text string
}

// fileOptions are the inputs for rewriting the files of a package.
type fileOptions struct {
	sites        *int
	tests        bool
	instrumented map[string]bool
	vars         *sharing
	plan         *initPlan
}

// sharings returns for each package which variables goroutines may share. It also records in the graph which package variables are
// changed.
func sharings(pkgs []*packages.Package, graph *callGraph) map[*packages.Package]*sharing {
	out := map[*packages.Package]*sharing{}
	for _, p := range pkgs {
		out[p] = newSharing(p.TypesInfo, p.Syntax, hasSharedLoopVars(langOf(p.TypesInfo, nil, moduleVersion(p))))
		for v := range out[p].changed {
			if v.Pkg() != nil && v.Parent() == v.Pkg().Scope() {
				graph.changed[v.Pkg().Path()+"."+v.Name()] = true
			}
		}
	}
	return out
}

func moduleVersion(p *packages.Package) string {
	if p.Module == nil {
		return ""
	}
	return p.Module.GoVersion
}

// files returns all files of a package, rewritten.
func (o *Instrumented) files(p *packages.Package, with fileOptions) []rewritten {
	var out []rewritten
	lang := moduleVersion(p)
	for _, f := range p.Syntax {
		path := p.Fset.Position(f.FileStart).Filename
		src := source(p, path, o.Overlay)
		if src == nil || !strings.HasSuffix(path, ".go") {
			continue
		}
		v := langOf(p.TypesInfo, f, lang)
		w := &rewriter{fset: p.Fset, file: f, src: src, info: p.TypesInfo, pkg: p.Types, vars: with.vars, plan: with.plan, sites: with.sites,
			tests: with.tests, sharedLoopVars: hasSharedLoopVars(v), instrumented: with.instrumented}
		text := withVersion(w.rewriteFile(o.Runtime), path, v)
		out = append(out, rewritten{path, string(src), text})
	}
	return out
}

// source returns the content of a file, or of the file that replaces it. It returns nil if the file cannot be read.
func source(p *packages.Package, path string, overlay map[string]string) []byte {
	if file, ok := overlay[path]; ok {
		path = file
	}
	src, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	return src
}

// replace writes text to file, and adds file to the overlay in place of the file at path.
func (o *Instrumented) replace(path, text, file string) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return fmt.Errorf("write instrumented file: %w", err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		return fmt.Errorf("write instrumented file: %w", err)
	}
	o.Overlay[path] = file
	return nil
}

// tests returns the names of a package's test functions.
func tests(p *packages.Package) []string {
	var out []string
	w := &rewriter{fset: p.Fset, info: p.TypesInfo}
	for _, f := range p.Syntax {
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && w.isTest(fn) {
				out = append(out, fn.Name.Name)
			}
		}
	}
	return out
}
