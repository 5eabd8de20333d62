package gotest

// mainName is the name of the file that is added to every lesson's tests. Lessons have no TestMain of their own.
const mainName = "checker_main_test.go"

// testMain is that file. Package testrecord runs the test and reports its end. The file is in the external test package, so its names
// cannot collide with names in the student's file.
const testMain = `package main_test

import (
	"testing"

	"sharedmap-workshop/checker/testrecord"
)

func TestMain(m *testing.M) { testrecord.Main(m) }
`
