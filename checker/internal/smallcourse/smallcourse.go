// Package smallcourse is a course of one lesson with two steps, for tests of what builds, runs and grades lessons.
package smallcourse

import (
	"testing/fstest"

	"sharedmap-workshop/checker/internal/course"
)

const lessonTOML = `file = "work.go"
minutes = 1
title = { en = "t", ko = "t" }
goal = { en = "g", ko = "g" }
[[step]]
id = "one"
test = "TestOne"
points = 1
title = { en = "t", ko = "t" }
proves = { en = "p", ko = "p" }
why = { en = "w", ko = "w" }
hint = [ { en = "1", ko = "1" }, { en = "2", ko = "2" }, { en = "3", ko = "3" } ]
[[step]]
id = "two"
test = "TestTwo"
points = 2
title = { en = "t", ko = "t" }
proves = { en = "p", ko = "p" }
why = { en = "w", ko = "w" }
hint = [ { en = "1", ko = "1" }, { en = "2", ko = "2" }, { en = "3", ko = "3" } ]
`

const lessonTest = `package main

import (
	"testing"

	"sharedmap-workshop/checker/testrecord"
)

func TestOne(t *testing.T) {
	testrecord.Begin(t)
	if got := One(); got != 1 {
		t.Errorf("One() = %d, want 1", got)
	}
}

func TestTwo(t *testing.T) {
	testrecord.Begin(t)
	if Two() != 2 {
		t.Error("Two() is not 2")
	}
}
`

// Start is the file that students get, in which both steps are red; Right is a right answer.
const (
	Start = "package main\n\nfunc One() int { return 0 }\nfunc Two() int { return 0 }\n"
	Right = "package main\n\nfunc One() int { return 1 }\nfunc Two() int { return 2 }\n"
)

// Files returns the course's files by their paths in a repo. start is the file that students get.
func Files(start string) map[string]string {
	return map[string]string{
		"go.mod":                       "module sharedmap-workshop\n\ngo 1.26\n",
		"go.sum":                       "",
		"lessons/01-small/lesson.toml": lessonTOML,
		"lessons/01-small/main.go":     "package main\n\nfunc main() {}\n",
		"lessons/01-small/one_test.go": lessonTest,
		"lessons/01-small/work.go":     start,
	}
}

// Open returns the course of the files.
func Open(start string) (*course.Course, error) {
	originals := fstest.MapFS{}
	for name, text := range Files(start) {
		originals[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return course.Open(originals)
}
