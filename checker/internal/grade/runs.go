package grade

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
)

// A file that draws a number at the start of each process could be right in half of the processes: to be green in ten of them by chance
// happens less than once in a thousand times.
const (
	runsOfChance = 10
	runsOfOthers = 3
)

// chancePackages give a program numbers that differ from process to process.
var chancePackages = []string{"math/rand", "math/rand/v2", "hash/maphash", "time", "runtime", "unique", "reflect"}

// runsOf returns how often a green step of the file is run before it counts: ten times where the file has a means to draw, three times
// elsewhere. Means are the packages above, a select between several channels, a map that is walked only in part, and a printed address.
func runsOf(src []byte) int {
	f, err := parser.ParseFile(token.NewFileSet(), "", src, parser.SkipObjectResolution)
	if err != nil {
		return runsOfChance
	}
	for _, i := range f.Imports {
		if name, err := strconv.Unquote(i.Path.Value); err != nil || slices.Contains(chancePackages, name) {
			return runsOfChance
		}
	}
	if bytes.Contains(src, []byte("%p")) {
		return runsOfChance
	}
	chance := false
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectStmt:
			chance = chance || channels(n) > 1
		case *ast.RangeStmt:
			chance = chance || leavesEarly(n.Body)
		}
		return !chance
	})
	if chance {
		return runsOfChance
	}
	return runsOfOthers
}

// channels returns how many cases of a select wait for a channel.
func channels(s *ast.SelectStmt) int {
	n := 0
	for _, c := range s.Body.List {
		if c.(*ast.CommClause).Comm != nil {
			n++
		}
	}
	return n
}

// leavesEarly reports whether a loop may end before it has seen everything.
func leavesEarly(b *ast.BlockStmt) bool {
	early := false
	ast.Inspect(b, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			early = true
		case *ast.BranchStmt:
			early = early || n.Tok == token.BREAK || n.Tok == token.GOTO
		}
		return !early
	})
	return early
}
