package blame

import (
	"slices"
	"strconv"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
)

// matchesName reports whether the function can have the name. wrapped reports that the line is part of a go or defer
// statement, so that the name may have one more literal.
func (pkg *packageInfo) matchesName(n goout.FuncName, f *function, wrapped bool) bool {
	top, recv := f.outermost(), ""
	if top.decl != nil && top.decl.Recv != nil {
		recv = pkg.receiverType(top.decl)
		n = n.WithMethod(recv, top.decl.Name.Name)
	}
	switch numbers := f.literalNumbers(); {
	case n.Wrapper, wrapped && len(n.Literals) == len(numbers)+1:
	case len(n.Literals) != len(numbers):
		return false
	case top.decl == nil: // the compiler numbers the literals of all package variables together, in the order of their initialization
	case (len(n.Parts) == 1 || top.decl.Recv != nil && len(n.Parts) == 2) && !slices.Equal(n.Literals, numbers): // inlined literals have other numbers
		if !pkg.mayNumberOtherwise(top) {
			return false
		}
	}
	if top.decl == nil {
		return len(n.Parts) > 0 && n.IsVariable()
	}
	name := top.decl.Name.Name
	if top.decl.Recv == nil {
		at := slices.IndexFunc(n.Parts, func(part string) bool {
			if name == "init" {
				return pkg.mayBeInit(top, part)
			}
			return part == name
		})
		return at == 0 || at > 0 && (len(n.Literals) > 0 || n.Wrapper || n.LoopBody) && !strings.HasPrefix(n.Parts[at-1], "(")
	}
	for i := 1; i < len(n.Parts); i++ {
		if n.Parts[i] == name && (n.Parts[i-1] == recv || n.Parts[i-1] == "(*"+recv+")") {
			return true
		}
	}
	return false
}

// mayBeInit reports whether an init function can be the one of that name. The compiler numbers them from init.0 on, file
// by file. Which files were compiled is unknown.
func (pkg *packageInfo) mayBeInit(f *function, name string) bool {
	number, err := strconv.Atoi(strings.TrimPrefix(name, "init."))
	before, elsewhere := 0, 0
	for _, x := range pkg.funcs {
		switch {
		case x == f || x.name != "init" || x.decl == nil:
		case pkg.path(x.body.Pos()) != pkg.path(f.body.Pos()):
			elsewhere++
		case x.body.Pos() < f.body.Pos():
			before++
		}
	}
	return err == nil && before <= number && number <= before+elsewhere
}
