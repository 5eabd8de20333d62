package report

import (
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"io/fs"
	"path"
	"strings"
	"unicode"

	"sharedmap-workshop/checker/internal/term"
)

// sources reads the lines that findings point at.
type sources struct {
	fsys fs.FS
	text map[string][]byte // by name; nil if the file does not exist
}

func newSources(fsys fs.FS) *sources { return &sources{fsys, map[string][]byte{}} }

// read returns the content of a file that an output names. It tries the whole path first, then the path without its leading folders, one by one.
func (s *sources) read(name string) []byte {
	if b, ok := s.text[name]; ok {
		return b
	}
	parts := strings.Split(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "./"), "/")
	for i := range parts {
		p := path.Join(parts[i:]...)
		if !fs.ValidPath(p) || p == "." {
			continue
		}
		if b, err := fs.ReadFile(s.fsys, p); err == nil {
			s.text[name] = b
			return b
		}
	}
	s.text[name] = nil
	return nil
}

// line returns one line of a file, with each tab as four spaces. It returns false if the line does not exist.
func (s *sources) line(file string, n int) (string, bool) {
	lines := strings.Split(string(s.read(file)), "\n")
	if n < 1 || n > len(lines) || len(lines) == 1 {
		return "", false
	}
	return strings.ReplaceAll(strings.TrimRight(lines[n-1], "\r"), "\t", "    "), true
}

// word returns the range of the identifier that begins at a column of a line, in the line as the method line returns it. column counts bytes from 1, as
// the compiler does.
func (s *sources) word(file string, n, column int) (from, to int, ok bool) {
	lines := strings.Split(string(s.read(file)), "\n")
	if n < 1 || n > len(lines) || column < 1 || column > len(lines[n-1]) {
		return 0, 0, false
	}
	before, rest := lines[n-1][:column-1], lines[n-1][column-1:]
	long := strings.IndexFunc(rest, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if long < 0 {
		long = len(rest)
	}
	from = len(strings.ReplaceAll(before, "\t", "    "))
	return from, from + long, long > 0
}

// funcLine returns the line at which a file declares a function or method of the name, or 0.
func (s *sources) funcLine(file, name string) int {
	fset := token.NewFileSet()
	f, _ := parser.ParseFile(fset, file, s.read(file), parser.SkipObjectResolution)
	if f == nil || name == "" {
		return 0
	}
	for _, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Name.Name == name {
			return fset.Position(fn.Pos()).Line
		}
	}
	return 0
}

// written returns the text of the operand that the statement on a line writes, such as total, counts[page] or m.m[key]. It returns "" if the
// statement writes nothing, or several operands of which none is the variable.
func (s *sources) written(file string, n int, variable string) string {
	src := s.read(file)
	if src == nil {
		return ""
	}
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, file, src, parser.SkipObjectResolution)
	if f == nil || err != nil {
		return ""
	}
	var target ast.Expr
	ast.Inspect(f, func(node ast.Node) bool {
		if node == nil || fset.Position(node.Pos()).Line > n || fset.Position(node.End()).Line < n {
			return false
		}
		switch x := node.(type) {
		case *ast.IncDecStmt:
			target = x.X
		case *ast.AssignStmt:
			if fset.Position(x.Pos()).Line == n && x.Tok != token.DEFINE {
				target = written(x.Lhs, variable)
			}
		case *ast.CallExpr:
			if name, ok := x.Fun.(*ast.Ident); ok && name.Name == "delete" && len(x.Args) == 2 && fset.Position(x.Pos()).Line == n {
				target = x.Args[0]
			}
		}
		return true
	})
	return exprText(target)
}

// written returns the operand that is the variable, or a single operand, or nil.
func written(all []ast.Expr, variable string) ast.Expr {
	for _, e := range all {
		if name := baseVariable(exprText(e)); len(all) == 1 || variable != "" && name[strings.LastIndexByte(name, '.')+1:] == variable {
			return e
		}
	}
	return nil
}

func exprText(e ast.Expr) string {
	if e == nil {
		return ""
	}
	var b strings.Builder
	if err := printer.Fprint(&b, token.NewFileSet(), e); err != nil {
		return ""
	}
	return b.String()
}

// baseVariable returns the variable in an index expression: m.m for m.m[key].
func baseVariable(expr string) string {
	if i := strings.IndexByte(expr, '['); i > 0 {
		return expr[:i]
	}
	return expr
}

// commentStart returns the byte position of a trailing comment and the spaces before it, or len(code) if the line has no trailing comment.
func commentStart(code string) int {
	for i := range code {
		before := code[:i]
		if strings.HasPrefix(code[i:], "//") && strings.TrimSpace(before) != "" && strings.Count(before, `"`)%2 == 0 && strings.Count(before, "`")%2 == 0 {
			return len(strings.TrimRight(before, " "))
		}
	}
	return len(code)
}

// fit cuts code to n columns so that the part [from, to) stays visible, and returns the new position of that part. Positions are in bytes. fit
// removes a trailing comment first.
func fit(style term.Style, code string, from, to, n int) (string, int, int) {
	indent := len(code) - len(strings.TrimLeft(code, " "))
	drop := min(indent, max(0, indent-4))
	code, from, to = code[drop:], max(0, from-drop), max(0, to-drop)
	if end := commentStart(code); term.Width(code) > n && to <= end {
		code = code[:end]
	}
	if term.Width(code) <= n {
		return code, from, to
	}
	dots := style.Ellipsis()
	for from > 8 && term.Width(code[:to]) > n-1 {
		cutAt := 4
		for cutAt < len(code) && code[cutAt]&0xC0 == 0x80 {
			cutAt++
		}
		code, from, to = dots+code[cutAt:], from-cutAt+len(dots), to-cutAt+len(dots)
	}
	short := style.Shorten(code, n)
	return short, from, min(to, len(short))
}
