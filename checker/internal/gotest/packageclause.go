package gotest

import (
	"fmt"
	"go/scanner"
	"go/token"
)

// inPackage changes a file of package main to another package. If path is not "", the file's positions are those of the file at path. A file
// that does not begin with the clause package main stays as it is, and the compiler reports that.
func inPackage(name, source, path string) string {
	clause, main, ok := packageMain(source)
	if !ok {
		return source
	}
	before := source[:clause.Offset]
	if path != "" {
		before += fmt.Sprintf("/*line %s:%d:%d*/", path, clause.Line, clause.Column)
	}
	return before + source[clause.Offset:main.Offset] + name + source[main.Offset+len("main"):]
}

// packageMain returns where the word package and the name main stand in a file's package clause. It looks at tokens, because a comment before the
// clause can hold the text of another one: changing that one could end the comment, and what follows in it has not been checked.
func packageMain(source string) (clause, main token.Position, ok bool) {
	file := token.NewFileSet().AddFile("", -1, len(source))
	var s scanner.Scanner
	s.Init(file, []byte(source), nil, 0)
	at, word, _ := s.Scan()
	nameAt, _, name := s.Scan()
	if word != token.PACKAGE || name != "main" {
		return clause, main, false
	}
	return file.PositionFor(at, false), file.PositionFor(nameAt, false), true
}
