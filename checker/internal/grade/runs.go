package grade

import (
	"go/ast"
	"go/parser"
	"go/token"
	"math"

	"sharedmap-workshop/checker/internal/gotest"
)

// A file that draws once in each process, whether it is right, must not be green in all runs more often than survives, for draws up to mostUneven:
// the first key of a small map with two keys is the same one in seven of eight maps, which is the most uneven draw of two that Go itself makes.
const (
	survives   = 0.001
	mostUneven = 7.0 / 8
)

// runsFor returns in how many processes a draw has to be right that is right with probability p, so that all are with less than survives.
func runsFor(p float64) int { return int(math.Ceil(math.Log(survives) / math.Log(p))) }

// runsOfOthers is how often the race run of a green step is made where no draw lasts for a process. Each test makes many calls or many objects,
// and draws anew for each: the fewest are 45, but for the steps that have an exploring run, which makes hundreds of schedules, and for those
// that run the lesson's program, for which there is runsOfDraws.
const runsOfOthers = 2

// repeats is how often the runs of a green step are made before it counts.
type repeats struct{ race, search int }

// repeatsOf returns how often the runs of the file's green steps are made. A draw lasts for a process if the file keeps it (in a package variable,
// say), or has it from outside of the process, where it stays the same for a while (from the clock, say). The exploring run begins each schedule
// with the package's initial state, and so draws anew hundreds of times; only what other packages did before the first schedule stays.
func repeatsOf(src []byte) repeats {
	f, err := parser.ParseFile(token.NewFileSet(), "", src, 0)
	if err != nil {
		return repeats{runsFor(mostUneven), runsFor(mostUneven)}
	}
	outside := drawsOutside(f, src)
	r := repeats{runsOfOthers, 1}
	switch p := likeliestOf(f); {
	case outside:
		r.race = runsFor(mostUneven)
	case p > 0 && keepsState(f):
		r.race = runsFor(p)
	}
	if drawsForTheSearch(f, src) && gotest.RunsAtStart(src) {
		r.search = r.race
	}
	return r
}

// runsOfDraws returns how often a green step is run whose test makes one object only, if another step of the file is not green: then the file
// may be one that draws for each object.
func runsOfDraws(src []byte) int {
	f, err := parser.ParseFile(token.NewFileSet(), "", src, 0)
	if err != nil || drawsOutside(f, src) {
		return runsFor(mostUneven)
	}
	if p := likeliestOf(f); p > 0 {
		return runsFor(p)
	}
	return runsOfOthers
}

// inspects reports whether is is true of any node of the file.
func inspects(f *ast.File, is func(ast.Node) bool) bool {
	found := false
	ast.Inspect(f, func(n ast.Node) bool {
		found = found || n != nil && is(n)
		return !found
	})
	return found
}
