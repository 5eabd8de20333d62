package gotest

import (
	"cmp"
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

// Builder builds lessons of one repo. It owns a scratch folder. Close removes the folder.
type Builder struct {
	// Lang is the language of the tests' messages: en, ko, or "" for the language of the environment.
	Lang string
	// RaceFirst starts the exploring run after the race run. So the results of the race run are available earlier.
	RaceFirst bool

	root      string
	course    *course.Course
	folder    *scratch.Folder
	dir       string     // the path of folder
	goCommand string     // the path of the go command
	mod       string     // a copy of the original go.mod; a copy of go.sum is beside it
	digest    string     // see Digest
	isolated  *isolation // nil: programs run with the user's rights

	mu sync.Mutex
	n  int // how many scratch paths were returned
}

// NewBuilder returns a Builder for the lessons of c in the repo at root. It creates a scratch folder with the original module files. It
// returns an *EnvironmentError if there is no go command.
func NewBuilder(root string, c *course.Course) (*Builder, error) {
	goCommand, err := exec.LookPath("go")
	if err != nil {
		return nil, &EnvironmentError{Fault: NoGo, Detail: err.Error()}
	}
	folder, err := scratch.Open()
	if err != nil {
		return nil, asEnvironmentError(err)
	}
	b := &Builder{root: root, course: c, folder: folder, dir: folder.Dir, goCommand: goCommand, mod: filepath.Join(folder.Dir, "go.mod")}
	if err := b.writeModule(); err != nil {
		return nil, errors.Join(asEnvironmentError(fmt.Errorf("prepare the scratch folder: %w", err)), b.Close())
	}
	return b, nil
}

// Write writes src to a new file in the scratch folder and returns the file's path, which can be a Source.File.
func (b *Builder) Write(name string, src []byte) (string, error) {
	p := b.scratch(name)
	if err := os.WriteFile(p, src, 0o644); err != nil {
		return "", asEnvironmentError(fmt.Errorf("write %s: %w", name, err))
	}
	return p, nil
}

// Close removes the scratch folder.
func (b *Builder) Close() error { return b.folder.Close() }

func (b *Builder) writeModule() error {
	mod, sum, err := b.course.Module()
	if err != nil {
		return err
	}
	if err := os.WriteFile(b.mod, mod, 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(b.dir, "go.sum"), sum, 0o644)
}

// scratch returns a path in the scratch folder that no other call has returned.
func (b *Builder) scratch(name string) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.n++
	return filepath.Join(b.dir, fmt.Sprintf("%d-%s", b.n, name))
}

// outputFolder makes a folder in the scratch folder for what one go command builds.
func (b *Builder) outputFolder() (string, error) {
	dir := b.scratch("out")
	return dir, asEnvironmentError(os.Mkdir(dir, 0o755))
}

// overlay is the content of the file that go build -overlay reads.
type overlay struct {
	Replace map[string]string
}

// overlayFor adds to into what a build of the source replaces in the lesson's folder: files that differ from the originals, the student's
// file, and the checker's TestMain. It returns the names of the files that differed from the originals.
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
		if err := os.WriteFile(copied, want, 0o644); err != nil {
			return nil, err
		}
		into.Replace[filepath.Join(dir, name)] = copied
	}
	for _, name := range extraFiles(dir, l, originals) {
		replaced = append(replaced, name)
		into.Replace[filepath.Join(dir, name)] = "" // the build ignores the file
	}
	if src.File != "" {
		into.Replace[filepath.Join(dir, l.File)] = src.File
	}
	if err := b.overlayJudging(into); err != nil {
		return nil, err
	}
	main := b.scratch(mainName)
	into.Replace[filepath.Join(dir, mainName)] = main
	return replaced, os.WriteFile(main, []byte(testMain), 0o644)
}

// extraFiles returns the files in dir that a build would use and that do not belong to the lesson.
func extraFiles(dir string, l course.Lesson, originals map[string][]byte) []string {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil // a missing folder has no files
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
	return name, os.WriteFile(name, j, 0o644)
}

// lang returns the environment variable that gives the test's process its language: own, or else the Builder's.
func (b *Builder) lang(own string) []string {
	if own = cmp.Or(own, b.Lang); own == "" {
		return nil
	}
	return []string{"CHECKER_LANG=" + own}
}
