package blame

import (
	"go/ast"
	"io/fs"
	"path"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
)

// Fitting returns the sources without the packages that an output does not fit, and the findings that name a file of such a package with the place that
// shows it. Whoever explains and draws from what it returns can show no line of another program, nor of another version of this one.
func Fitting(found []goout.Finding, src fs.FS) ([]goout.Finding, fs.FS) {
	out, hidden := slices.Clone(found), withhold{src, map[string]bool{}, map[string]bool{}}
	for more := true; more; { // where a package is withheld, a shorter end of the file's name may lead to another one
		more = false
		f := &fitter{src: newSources(hidden), seen: map[claim]goout.Mismatch{}}
		for i := range out {
			d, ok := f.finding(out[i])
			if ok {
				continue
			}
			more = true
			p, _ := f.src.find(d.File)
			if path.Base(d.File) == d.File { // a test's line names no folder: it may be of a file of that name in another one
				out[i].Differs = &d
				hidden.files[p] = true
				break
			}
			for j := range out { // all that name the package
				if out[j].Differs == nil && f.names(out[j], path.Dir(p)) {
					out[j].Differs = &d
				}
			}
			hidden.dirs[path.Dir(p)] = true
			break
		}
	}
	return out, hidden
}

// withhold is a file system without some files, and without the Go files of some folders.
type withhold struct {
	fs.FS
	dirs, files map[string]bool
}

func (w withhold) Open(name string) (fs.File, error) {
	if w.files[name] || w.dirs[path.Dir(name)] && strings.HasSuffix(name, ".go") {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return w.FS.Open(name)
}

// Working is the path of the working directory among the sources, where they reach further up; else "".
func (w withhold) Working() string {
	if up, ok := w.FS.(interface{ Working() string }); ok {
		return up.Working()
	}
	return ""
}

// A claim is what an output says of a line of source. It is comparable: many goroutines stand at one line.
type claim struct {
	fn      string // the function with its package; "" where the output does not name it
	file    string
	line    int
	did     deed
	column  int // of did == stands, and the compiler's words
	message string
	callee  string // of did == calls and did == starts: the function that the line called or started, with its package
}

// A fitter compares claims with sources.
type fitter struct {
	src  *sources
	seen map[claim]goout.Mismatch
}

// finding compares all claims of a finding, and returns the place of one that does not fit.
func (f *fitter) finding(x goout.Finding) (d goout.Differs, ok bool) {
	for _, c := range claims(x) {
		if why := f.claim(c); why != "" {
			return goout.Differs{Location: goout.Location{File: c.file, Line: c.line, Func: goout.ShortFunc(c.fn)}, Why: why}, false
		}
	}
	if len(x.Accesses) < 2 {
		return d, true
	}
	if a := x.Accesses[0]; !f.src.mayTouchTheSame(a, x.Accesses[1]) {
		return goout.Differs{Location: goout.Location{File: a.File, Line: a.Line, Func: a.Func}, Why: goout.NotTogether}, false
	}
	return d, true
}

// names tells whether a finding names a file of a folder.
func (f *fitter) names(x goout.Finding, dir string) bool {
	in := func(file string) bool {
		p, ok := f.src.find(file)
		return ok && path.Dir(p) == dir
	}
	return in(x.File) || slices.ContainsFunc(claims(x), func(c claim) bool { return in(c.file) })
}

// claims lists what a finding says of lines of source.
func claims(x goout.Finding) []claim {
	var out []claim
	for _, a := range x.Accesses {
		out = append(out, stackClaims(a.Frames, deed(a.Op))...)
		out = append(out, startClaims(a.CreatedFrames, firstFunc(a.Frames, goout.MaxStack))...)
	}
	for _, g := range x.Goroutines {
		top := stateDeed(g)
		if g.State == "running" {
			top = panicDeed(x)
		}
		stack := stackClaims(g.Frames, top)
		if len(stack) > 0 && g.State == "running" && again(x) && g.Frames[0].IsUser() {
			stack[0].did = anything // the line that panicked last
		}
		out = append(out, stack...)
		out = append(out, startClaims(g.CreatedFrames, firstFunc(g.Frames, 2*goout.MaxStack))...)
	}
	switch x.Kind {
	case goout.KindAssertion:
		if x.File != "" && x.Line > 0 {
			out = append(out, claim{file: x.File, line: x.Line, did: calls})
		}
	case goout.KindBuild, goout.KindVet:
		if x.File != "" && x.Line > 0 {
			out = append(out, claim{file: x.File, line: x.Line, did: stands, column: x.Column, message: x.Message})
		}
	}
	return out
}

// stackClaims are those of a stack, innermost first: each line of the user's called the function of the frame above it.
func stackClaims(stack []goout.Frame, top deed) []claim {
	var out []claim
	for i, fr := range stack {
		if !fr.IsUser() {
			continue
		}
		c := claim{fn: fr.Func, file: fr.File, line: fr.Line, did: top}
		if i > 0 {
			c.did, c.callee = calls, stack[i-1].Func
			if stack[i-1].IsPanic() {
				c.did, c.callee = panicsAt(stack[i:], top), ""
			} else if c.callee == "" { // left out by the output
				c.did = anything
			}
		}
		out = append(out, c)
	}
	return out
}

// claim is what a claim and the source disagree in; "": nothing, or there is no such source.
func (f *fitter) claim(c claim) goout.Mismatch {
	if why, ok := f.seen[c]; ok {
		return why
	}
	why := f.compare(c)
	f.seen[c] = why
	return why
}

func (f *fitter) compare(c claim) goout.Mismatch {
	p, ok := f.src.find(c.file)
	if !ok || !strings.HasSuffix(p, ".go") {
		return ""
	}
	if c.did == stands {
		return f.src.builds(p, c)
	}
	u, _, ok := f.src.unit(c.file)
	if !ok { // no Go file that could ever run
		return goout.OtherFunction
	}
	if c.fn != "" && !f.src.samePackage(u, p, c) {
		return goout.OtherModule
	}
	name := goout.ParseFuncName(goout.ShortFunc(c.fn))
	why := goout.OtherFunction
	for _, in := range u.holders(p, c.line) {
		switch {
		case c.fn != "" && !u.fits(name, in, u.wrapped(in, c.line)):
		case u.can(in, c):
			return ""
		default:
			why = goout.OtherLine
		}
	}
	return why
}

// holders are the functions of which a line, or a part of it, is: not those around a literal that has the whole line.
func (u *packageInfo) holders(file string, line int) []*function {
	var out []*function
	inside := map[*function]bool{}
	for _, f := range slices.Concat(u.funcs, u.values) {
		if u.path(f.body.Pos()) != file || line < u.start(f) || line > u.line(f.body.End()) {
			continue
		}
		out = append(out, f)
		if f.lit != nil && u.line(f.lit.Pos()) < line && line < u.line(f.lit.End()) {
			inside[f.parent] = true
		}
	}
	return slices.DeleteFunc(out, func(f *function) bool { return inside[f] })
}

// wrapped tells whether the line is part of a go or defer statement, or of a call of C, for which there may be a function that is not in the source: a
// literal more, by name.
func (u *packageInfo) wrapped(f *function, line int) bool {
	found := false
	ast.Inspect(f.body, func(n ast.Node) bool {
		sel, isSel := n.(*ast.SelectorExpr)
		if isNode[*ast.GoStmt](n) || isNode[*ast.DeferStmt](n) || isSel && u.importOf(sel.X) == "C" {
			found = found || u.line(n.Pos()) <= line && line <= u.line(n.End())
		}
		return true
	})
	return found
}

// numbers are those of a literal and the literals around it, from outside to inside.
func (f *function) numbers() []int {
	var out []int
	for ; f.lit != nil; f = f.parent {
		out = append(out, f.number)
	}
	slices.Reverse(out)
	return out
}
