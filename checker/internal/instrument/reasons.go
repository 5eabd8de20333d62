package instrument

import (
	"go/ast"
	"go/types"
	"strconv"

	"golang.org/x/tools/go/packages"
)

// Reason is something that the explorer cannot see into.
type Reason struct {
	Kind string // io, process, network, signal, cgo, assembly, library
	What string // the package, or the file
	File string
	Line int
}

// beyond are the packages whose work is not the scheduler's to order.
var beyond = map[string]string{
	"os/exec": "process", "net": "network", "net/http": "network", "net/http/httptest": "network", "net/rpc": "network",
	"os/signal": "signal", "syscall": "io", "C": "cgo", "plugin": "cgo",
}

// reasons finds what cannot be explored in a package.
func reasons(p *packages.Package) []Reason {
	var out []Reason
	for _, file := range p.OtherFiles {
		out = append(out, Reason{Kind: "assembly", What: file, File: file})
	}
	for _, f := range p.Syntax {
		for _, im := range f.Imports {
			path, _ := strconv.Unquote(im.Path.Value)
			at := p.Fset.Position(im.Pos())
			if kind, ok := beyond[path]; ok {
				out = append(out, Reason{kind, path, at.Filename, at.Line})
			}
			if _, ok := standIns[path]; ok && im.Name != nil && im.Name.Name == "." {
				out = append(out, Reason{"dot import", path, at.Filename, at.Line})
			}
		}
		out = append(out, inputs(p, f)...)
	}
	return out
}

// inputs finds reads of the real world through os.
func inputs(p *packages.Package, f *ast.File) []Reason {
	var out []Reason
	ast.Inspect(f, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		obj := p.TypesInfo.Uses[sel.Sel]
		if obj == nil || obj.Pkg() == nil || obj.Pkg().Path() != "os" {
			return true
		}
		if _, fn := obj.(*types.Func); obj.Name() == "Stdin" || fn && obj.Name() == "Pipe" {
			at := p.Fset.Position(sel.Pos())
			out = append(out, Reason{"io", "os." + obj.Name(), at.Filename, at.Line})
		}
		return true
	})
	return out
}
