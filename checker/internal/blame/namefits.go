package blame

import (
	"slices"
	"strconv"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
)

// fits tells whether the function can be the one of that name. wrapped: the line is part of a go or defer statement.
func (u *packageInfo) fits(n goout.FuncName, f *function, wrapped bool) bool {
	top, recv := f.top(), ""
	if top.decl != nil && top.decl.Recv != nil {
		recv = u.receiverType(top.decl)
		n = n.WithMethod(recv, top.decl.Name.Name)
	}
	switch numbers := f.numbers(); {
	case n.Wrapper, wrapped && len(n.Literals) == len(numbers)+1:
	case len(n.Literals) != len(numbers):
		return false
	case top.decl == nil: // the literals of all variables are numbered together, in the order of their initialisation
	case (len(n.Parts) == 1 || top.decl.Recv != nil && len(n.Parts) == 2) && !slices.Equal(n.Literals, numbers): // inlined ones are numbered anew
		if !u.mayNumberOtherwise(top) {
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
				return u.isInit(top, part)
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

// isInit tells whether a function called init can be the one that the compiler calls so: it numbers them from init.0 on, file by file. Which of the other
// files were compiled is not known.
func (u *packageInfo) isInit(f *function, name string) bool {
	number, err := strconv.Atoi(strings.TrimPrefix(name, "init."))
	before, elsewhere := 0, 0
	for _, x := range u.funcs {
		switch {
		case x == f || x.name != "init" || x.decl == nil:
		case u.path(x.body.Pos()) != u.path(f.body.Pos()):
			elsewhere++
		case x.body.Pos() < f.body.Pos():
			before++
		}
	}
	return err == nil && before <= number && number <= before+elsewhere
}
