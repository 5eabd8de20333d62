package main

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
)

// testMapSource is the file that was compiled into this test.
//
//go:embed sharedmap.go
var testMapSource string

// testLookAt is the name of a method. Printed, it says at which line of the student's file it is declared.
type testLookAt string

// String finds the line, so that only a message that is shown pays for the search.
func (method testLookAt) String() string {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, "sharedmap.go", testMapSource, 0)
	if err != nil {
		return testWords("look at sharedmap.go", "sharedmap.go를 보십시오")
	}
	for _, decl := range file.Decls {
		if f, isFunc := decl.(*ast.FuncDecl); isFunc && f.Name.Name == string(method) {
			return fmt.Sprintf(testWords("look at %s, sharedmap.go:%d", "%s 부분을 보십시오(sharedmap.go:%d)"), f.Name, files.Position(f.Pos()).Line)
		}
	}
	return testWords("look at sharedmap.go", "sharedmap.go를 보십시오")
}

// testImportLines returns the line of every package that the student's file imports, by whatever name.
func testImportLines() (map[string]int, error) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, "sharedmap.go", testMapSource, parser.ImportsOnly)
	if err != nil {
		return nil, err
	}
	lines := map[string]int{}
	for _, spec := range file.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return nil, err
		}
		lines[path] = files.Position(spec.Pos()).Line
	}
	return lines, nil
}
