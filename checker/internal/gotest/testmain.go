package gotest

// mainName is the file that is added to every lesson's tests; lessons have no TestMain of their own.
const mainName = "checker_main_test.go"

// testMain lets package record run the test and report its end. It is in the external test package, so that no name of a student's
// file can collide with one of its own.
const testMain = `package main_test

import (
	"testing"

	"sharedmap-workshop/checker/testrecord"
)

func TestMain(m *testing.M) { testrecord.Main(m) }
`
