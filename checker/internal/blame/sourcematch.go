package blame

import (
	"go/ast"
	"io/fs"
	"path"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
)

// CheckSources compares the findings with the sources. A source that does not match the output is of another program, or
// of another version of the program, and no line of it may be shown. CheckSources returns the findings with Differs set
// if they name such a source, and the sources without the packages of these files. Call it before ExplainAll.
func CheckSources(found []goout.Finding, src fs.FS) ([]goout.Finding, fs.FS) {
	out, hidden := slices.Clone(found), hiddenFS{src, map[string]bool{}, map[string]bool{}}
	for more := true; more; { // without a hidden package, a file's name may match another package
		more = false
		f := &matcher{src: newSources(hidden), seen: map[claim]goout.Mismatch{}}
		for i := range out {
			d, ok := f.checkFinding(out[i])
			if ok {
				continue
			}
			more = true
			p, _ := f.src.sourcePath(d.File)
			if path.Base(d.File) == d.File { // the name has no folder, as in a test's log: the file may be of another package
				out[i].Differs = &d
				hidden.files[p] = true
				break
			}
			for j := range out { // all findings that name the package
				if out[j].Differs == nil && f.mentions(out[j], path.Dir(p)) {
					out[j].Differs = &d
				}
			}
			hidden.dirs[path.Dir(p)] = true
			break
		}
	}
	return out, hidden
}

// A hiddenFS is a file system without some files, and without the Go files of some folders.
type hiddenFS struct {
	fs.FS
	dirs, files map[string]bool
}

// Open opens a file that is not hidden.
func (w hiddenFS) Open(name string) (fs.File, error) {
	if w.files[name] || w.dirs[path.Dir(name)] && strings.HasSuffix(name, ".go") {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return w.FS.Open(name)
}

// Working returns the path of the working directory among the sources, or "" if the sources' root is the working
// directory.
func (w hiddenFS) Working() string {
	if up, ok := w.FS.(interface{ Working() string }); ok {
		return up.Working()
	}
	return ""
}

// A claim is what an output says about a line of source. It is comparable, because many goroutines make the same claim.
type claim struct {
	function string // the function with its package; "" if the output does not name it
	file     string
	line     int
	action   action
	column   int // of actExist, like message: the compiler's column and message
	message  string
	callee   string // of actCall and actStart: the function that the line called or started, with its package
}

// A matcher compares claims with the sources.
type matcher struct {
	src  *sources
	seen map[claim]goout.Mismatch
}

// checkFinding compares all claims of a finding. If one does not match, it returns its place and false.
func (f *matcher) checkFinding(x goout.Finding) (d goout.Differs, ok bool) {
	for _, c := range claims(x) {
		if why := f.checkClaim(c); why != "" {
			return goout.Differs{Location: goout.Location{File: c.file, Line: c.line, Func: goout.ShortFunc(c.function)}, Why: why}, false
		}
	}
	if len(x.Accesses) < 2 {
		return d, true
	}
	if a := x.Accesses[0]; !f.src.mayAccessSameMemory(a, x.Accesses[1]) {
		return goout.Differs{Location: goout.Location{File: a.File, Line: a.Line, Func: a.Func}, Why: goout.NotTogether}, false
	}
	return d, true
}

// mentions reports whether a finding names a file of a folder.
func (f *matcher) mentions(x goout.Finding, dir string) bool {
	in := func(file string) bool {
		p, ok := f.src.sourcePath(file)
		return ok && path.Dir(p) == dir
	}
	return in(x.File) || slices.ContainsFunc(claims(x), func(c claim) bool { return in(c.file) })
}

// claims returns what a finding says about lines of source.
func claims(x goout.Finding) []claim {
	var out []claim
	for _, a := range x.Accesses {
		out = append(out, stackClaims(a.Frames, action(a.Op))...)
		out = append(out, startClaims(a.CreatedFrames, firstFunc(a.Frames, goout.MaxStack))...)
	}
	for _, g := range x.Goroutines {
		top := stateAction(g)
		if g.State == "running" {
			top = panicAction(x)
		}
		stack := stackClaims(g.Frames, top)
		if len(stack) > 0 && g.State == "running" && panickedAgain(x) && g.Frames[0].IsUser() {
			stack[0].action = actAny // this line panicked last, but the message is the first panic's
		}
		out = append(out, stack...)
		out = append(out, startClaims(g.CreatedFrames, firstFunc(g.Frames, 2*goout.MaxStack))...)
	}
	switch x.Kind {
	case goout.KindAssertion:
		if x.File != "" && x.Line > 0 {
			out = append(out, claim{file: x.File, line: x.Line, action: actCall})
		}
	case goout.KindBuild, goout.KindVet:
		if x.File != "" && x.Line > 0 {
			out = append(out, claim{file: x.File, line: x.Line, action: actExist, column: x.Column, message: x.Message})
		}
	}
	return out
}

// stackClaims returns the claims of a stack, innermost first: each line of the user's called the function of the frame
// above it. top is what the innermost line did.
func stackClaims(stack []goout.Frame, top action) []claim {
	var out []claim
	for i, fr := range stack {
		if !fr.IsUser() {
			continue
		}
		c := claim{function: fr.Func, file: fr.File, line: fr.Line, action: top}
		if i > 0 {
			c.action, c.callee = actCall, stack[i-1].Func
			if stack[i-1].IsPanic() {
				c.action, c.callee = actionAtPanic(stack[i:], top), ""
			} else if c.callee == "" { // the output leaves out frames here
				c.action = actAny
			}
		}
		out = append(out, c)
	}
	return out
}

// checkClaim returns how a claim and the source disagree, or "" if they agree or there is no source.
func (f *matcher) checkClaim(c claim) goout.Mismatch {
	if why, ok := f.seen[c]; ok {
		return why
	}
	why := f.compare(c)
	f.seen[c] = why
	return why
}

// compare is checkClaim without its cache.
func (f *matcher) compare(c claim) goout.Mismatch {
	p, ok := f.src.sourcePath(c.file)
	if !ok || !strings.HasSuffix(p, ".go") {
		return ""
	}
	if c.action == actExist {
		return f.src.compareBuild(p, c)
	}
	pkg, _, ok := f.src.packageOf(c.file)
	if !ok { // the file does not parse, so no program was built from it
		return goout.OtherFunction
	}
	if c.function != "" && !f.src.matchesPackage(pkg, p, c) {
		return goout.OtherModule
	}
	name := goout.ParseFuncName(goout.ShortFunc(c.function))
	why := goout.OtherFunction
	for _, in := range pkg.functionsAt(p, c.line) {
		switch {
		case c.function != "" && !pkg.matchesName(name, in, pkg.mayHaveWrapper(in, c.line)):
		case pkg.canDo(in, c):
			return ""
		default:
			why = goout.OtherLine
		}
	}
	return why
}

// functionsAt returns the functions that the line or a part of it belongs to. A function literal that has the whole line
// hides the functions around it.
func (pkg *packageInfo) functionsAt(file string, line int) []*function {
	var out []*function
	inside := map[*function]bool{}
	for _, f := range slices.Concat(pkg.funcs, pkg.varInits) {
		if pkg.path(f.body.Pos()) != file || line < pkg.firstLine(f) || line > pkg.line(f.body.End()) {
			continue
		}
		out = append(out, f)
		if f.lit != nil && pkg.line(f.lit.Pos()) < line && line < pkg.line(f.lit.End()) {
			inside[f.parent] = true
		}
	}
	return slices.DeleteFunc(out, func(f *function) bool { return inside[f] })
}

// mayHaveWrapper reports whether the line is part of a go statement, a defer statement or a call of C. The compiler may
// put a function around such a call, and the output names it like one more literal.
func (pkg *packageInfo) mayHaveWrapper(f *function, line int) bool {
	found := false
	ast.Inspect(f.body, func(n ast.Node) bool {
		sel, isSel := n.(*ast.SelectorExpr)
		if isNode[*ast.GoStmt](n) || isNode[*ast.DeferStmt](n) || isSel && pkg.importOf(sel.X) == "C" {
			found = found || pkg.line(n.Pos()) <= line && line <= pkg.line(n.End())
		}
		return true
	})
	return found
}

// literalNumbers returns the numbers of a literal and of the literals around it, outermost first.
func (f *function) literalNumbers() []int {
	var out []int
	for ; f.lit != nil; f = f.parent {
		out = append(out, f.number)
	}
	slices.Reverse(out)
	return out
}
