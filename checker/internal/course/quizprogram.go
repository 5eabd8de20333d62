package course

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"strings"
)

// Source is the text of a program's main.go.
type Source struct {
	Lines []string // all lines; the line with number n is Lines[n-1]
	First int      // the number of the first line after the imports
}

// readProgram reads the program of a question, finds the lines and the tests that its options name, and returns what is wrong.
func (q *Question) readProgram(repo fs.FS) []error {
	if !q.hasProgram() {
		return nil // quizProblems reports it
	}
	name := q.File()
	src, err := fs.ReadFile(repo, name)
	if err != nil {
		return []error{fmt.Errorf("question %s: program %s: expected a main.go there: %w", q.ID, q.Program, err)}
	}
	if q.Source, err = newSource(src); err != nil {
		return []error{fmt.Errorf("question %s: %s: %w", q.ID, name, err)}
	}
	var bad []error
	tests := testsIn(repo, q.Program)
	for i := range q.Options {
		o := &q.Options[i]
		found := q.Source.find(o.Line)
		if o.Line != "" && len(found) != 1 {
			bad = append(bad, fmt.Errorf("question %s: option %d: line %q: expected exactly one such line in %s, found %d", q.ID, i+1, o.Line, name, len(found)))
		} else if o.Line != "" {
			o.Number = found[0]
		}
		if o.Test != "" && !tests[o.Test] {
			bad = append(bad, fmt.Errorf("question %s: option %d: test %s: expected a test of that name in %s", q.ID, i+1, o.Test, q.Program))
		}
	}
	return bad
}

// newSource returns the lines of a Go file.
func newSource(src []byte) (Source, error) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "", src, parser.SkipObjectResolution)
	if err != nil {
		return Source{}, err
	}
	s := Source{Lines: strings.Split(strings.TrimRight(strings.ReplaceAll(string(src), "\r\n", "\n"), "\n"), "\n")}
	last := f.Name.End()
	for _, d := range f.Decls {
		if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.IMPORT {
			last = g.End()
		}
	}
	s.First = fset.Position(last).Line + 1
	for s.First < len(s.Lines) && strings.TrimSpace(s.Lines[s.First-1]) == "" {
		s.First++
	}
	return s, nil
}

// find returns the numbers of the lines that have this text, with or without the comment at their end.
func (s Source) find(text string) []int {
	var out []int
	text = strings.TrimSpace(text)
	for i, line := range s.Lines {
		code, _, _ := strings.Cut(line, " //")
		if strings.TrimSpace(line) == text || strings.TrimSpace(code) == text {
			out = append(out, i+1)
		}
	}
	return out
}

// testsIn returns the names of the functions in the test files of a folder.
func testsIn(repo fs.FS, dir string) map[string]bool {
	names, _ := fs.Glob(repo, path.Join(dir, "*_test.go")) // the only error is that of a pattern
	out := map[string]bool{}
	for _, name := range names {
		src, err := fs.ReadFile(repo, name)
		if err != nil {
			continue // its tests are missing then
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, src, parser.SkipObjectResolution)
		if err != nil {
			continue
		}
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok {
				out[fn.Name.Name] = true
			}
		}
	}
	return out
}
