package gotest

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/scratch"
)

// Builder builds lessons of one repo. It owns a scratch folder, which Close removes.
type Builder struct {
	// Lang is the language in which the lessons' tests speak: en, ko, or "" for that of the environment.
	Lang string
	// RaceFirst lets the exploring run wait for the race run, which then has the processors for itself: for who shows that first.
	RaceFirst bool

	root   string
	course *course.Course
	own    *scratch.Folder
	tmp    string // its path
	goes   string // the go command
	mod    string // the original go.mod, go.sum beside it

	mu sync.Mutex
	n  int // how many scratch files were named
}

// NewBuilder prepares to build the lessons of c in the repo at root, in a scratch folder with the original module files. The error is *Machine when there is no go command.
func NewBuilder(root string, c *course.Course) (*Builder, error) {
	goes, err := exec.LookPath("go")
	if err != nil {
		return nil, &Machine{Fault: NoGo, Detail: err.Error()}
	}
	own, err := scratch.Open()
	if err != nil {
		return nil, asMachine(err)
	}
	b := &Builder{root: root, course: c, own: own, tmp: own.Dir, goes: goes, mod: filepath.Join(own.Dir, "go.mod")}
	if err := b.writeModule(); err != nil {
		return nil, errors.Join(asMachine(fmt.Errorf("prepare the scratch folder: %w", err)), b.Close())
	}
	return b, nil
}

// Write puts src into the scratch folder and returns where: a file for Source.File.
func (b *Builder) Write(name string, src []byte) (string, error) {
	p := b.scratch(name)
	if err := os.WriteFile(p, src, 0o600); err != nil {
		return "", asMachine(fmt.Errorf("write %s: %w", name, err))
	}
	return p, nil
}

// Close removes the scratch folder.
func (b *Builder) Close() error { return b.own.Close() }

func (b *Builder) writeModule() error {
	mod, sum, err := b.course.Module()
	if err != nil {
		return err
	}
	if err := os.WriteFile(b.mod, mod, 0o600); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(b.tmp, "go.sum"), sum, 0o600)
}

// scratch returns a path in the scratch folder that no other call has returned.
func (b *Builder) scratch(name string) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.n++
	return filepath.Join(b.tmp, fmt.Sprintf("%d-%s", b.n, name))
}

// overlay is the file that go build -overlay reads.
type overlay struct {
	Replace map[string]string
}

// overlayFor maps the lesson's folder to the originals, to the source's file, and to our TestMain. What equals the original
// on disk is left alone. It returns the names of the files that it had to replace.
func (b *Builder) overlayFor(src Source, into overlay) (replaced []string, err error) {
	l := src.Lesson
	dir := filepath.Join(b.root, filepath.FromSlash(l.Dir()))
	originals, err := b.course.Files(l)
	if err != nil {
		return nil, err
	}
	for name, want := range originals {
		if name == l.File || !strings.HasSuffix(name, ".go") {
			continue
		}
		got, err := os.ReadFile(filepath.Join(dir, name))
		if err == nil && string(got) == string(want) {
			continue
		}
		replaced = append(replaced, name)
		copied := b.scratch(name)
		if err := os.WriteFile(copied, want, 0o600); err != nil {
			return nil, err
		}
		into.Replace[filepath.Join(dir, name)] = copied
	}
	for _, name := range strangers(dir, l, originals) {
		replaced = append(replaced, name)
		into.Replace[filepath.Join(dir, name)] = "" // as if it were not there
	}
	if src.File != "" {
		into.Replace[filepath.Join(dir, l.File)] = src.File
	}
	if err := b.supportFor(into); err != nil {
		return nil, err
	}
	main := b.scratch(mainName)
	into.Replace[filepath.Join(dir, mainName)] = main
	return replaced, os.WriteFile(main, []byte(testMain), 0o600)
}

// strangers lists what a build of dir would take besides the lesson's own files.
func strangers(dir string, l course.Lesson, originals map[string][]byte) []string {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil // a folder that is not there has no strangers
	}
	var out []string
	for _, e := range entries {
		if _, known := originals[e.Name()]; known || e.IsDir() || e.Name() == l.File {
			continue
		}
		switch filepath.Ext(e.Name()) {
		case ".go", ".s", ".S", ".c", ".h", ".cc", ".cpp", ".m", ".f", ".syso", ".swig":
			out = append(out, e.Name())
		}
	}
	return out
}

func (b *Builder) writeOverlay(o overlay) (string, error) {
	j, err := json.Marshal(o)
	if err != nil {
		return "", err
	}
	name := b.scratch("overlay.json")
	return name, os.WriteFile(name, j, 0o600)
}

// lang is what tells a test's process the language.
func (b *Builder) lang() []string {
	if b.Lang == "" {
		return nil
	}
	return []string{"CHECKER_LANG=" + b.Lang}
}
