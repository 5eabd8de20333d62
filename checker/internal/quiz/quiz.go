// Package quiz finds out what the program of a question really does: what it prints, where its goroutines wait, what the race detector
// reports, and which results some schedule leads to. Check compares that with what the options say.
//
// Its input is the repo's root and a course.Question. It asks nobody and writes no prose.
package quiz

import (
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/instrument"
	"sharedmap-workshop/checker/internal/scratch"
)

// tag is the build tag of the test files with a question's tests. Without it go test ./... would run tests that fail now and then on purpose.
const tag = "quiz"

// Runner builds and runs the programs of questions in one repo. It owns a scratch folder, which Close removes. It builds each program once.
// A Runner is for one goroutine.
type Runner struct {
	root     string
	folder   *scratch.Folder
	built    map[build]string              // the paths of the programs
	explored map[string]*instrument.Binary // the exploring binaries by program
}

// build is one way to build a program.
type build struct {
	program string
	race    bool
}

// Open returns a Runner for the programs in the repo at root.
func Open(root string) (*Runner, error) {
	if _, err := exec.LookPath("go"); err != nil {
		return nil, &gotest.EnvironmentError{Fault: gotest.NoGo, Detail: err.Error()}
	}
	folder, err := scratch.Open()
	if err != nil {
		return nil, err
	}
	return &Runner{root, folder, map[build]string{}, map[string]*instrument.Binary{}}, nil
}

// Close removes everything that the Runner has built.
func (r *Runner) Close() error { return r.folder.Close() }

// dir returns the absolute path of a program's folder.
func (r *Runner) dir(program string) string {
	return filepath.Join(r.root, filepath.FromSlash(program))
}

// BuildError is the error for a program that does not compile.
type BuildError struct{ Output string }

func (e *BuildError) Error() string { return "the program does not compile: " + e.Output }

// ErrEndless is the error for a program that did not end within runTime.
var ErrEndless = errors.New("the program did not end within " + strconv.Itoa(int(runTime/time.Second)) + " seconds")

// Order returns the order in which the options of a lesson's question are shown, as indexes. It is the same in every run, and differs from
// question to question, so the place of an option says nothing about it.
func Order(lesson string, q course.Question) []int {
	h := fnv.New64a()
	_, _ = io.WriteString(h, fmt.Sprintf("%s/%s", lesson, q.ID)) // never fails
	return rand.New(rand.NewPCG(h.Sum64(), 0)).Perm(len(q.Options))
}
