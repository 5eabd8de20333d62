package gotest

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// The bundle of answers gives each answer a package of its own. Only the clause itself may change: a comment that looks like one must not.
func TestOnlyThePackageClauseIsChanged(t *testing.T) {
	for source, want := range map[string]string{
		"package main\n\nvar x int\n":              "/*line /d/a.go:1:1*/package other\n\nvar x int\n",
		"// package main\npackage main\n":          "// package main\n/*line /d/a.go:2:1*/package other\n",
		"/*\npackage main\n*/\npackage main\n":     "/*\npackage main\n*/\n/*line /d/a.go:4:1*/package other\n",
		"/* x */ package /* y */ main // z\n":      "/* x */ /*line /d/a.go:1:9*/package /* y */ other // z\n",
		"package main; var s = `\npackage main\n`": "/*line /d/a.go:1:1*/package other; var s = `\npackage main\n`",
		"\ufeffpackage main\r\n":                   "\ufeff/*line /d/a.go:1:4*/package other\r\n",
		"package main_test\n":                      "package main_test\n",
		"var x int\npackage main\n":                "var x int\npackage main\n",
		"/*\npackage main\n":                       "/*\npackage main\n",
		"":                                         "",
	} {
		assert.Equal(t, want, inPackage("other", source, "/d/a.go"), "%q", source)
	}
	assert.Equal(t, "/*\npackage main\n*/ package other", inPackage("other", "/*\npackage main\n*/ package main", ""))
}
