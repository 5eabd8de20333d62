package gotest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"sharedmap-workshop/checker/internal/course"
)

// AnswerBundle is one test binary with several answers to a lesson. Each answer and a copy of the lesson's tests form a package. One link
// for all answers saves time, because a link takes longer than compiling and testing an answer, mostly for the packages that all of them
// import.
type AnswerBundle struct {
	Binaries []*Binary // one for each answer, in the order of the answers

	lesson  course.Lesson
	dir     string // the package's folder, relative to the repo's root
	overlay string
	path    string
	own     []string // the folders of the packages
}

// Remove deletes the binary that the answers share.
func (t *AnswerBundle) Remove() error {
	if t.path == "" {
		return nil
	}
	return os.RemoveAll(filepath.Dir(t.path))
}

// CompileAnswers builds the answers into one binary. A BuildFailure may come from any of them.
func (b *Builder) CompileAnswers(ctx context.Context, l course.Lesson, answers [][]byte) (*AnswerBundle, *BuildFailure, error) {
	t, failure, err := b.prepareAnswers(l, answers)
	if err != nil || failure != nil {
		return nil, failure, err
	}
	failure, err = b.linkAnswers(ctx, t)
	if err != nil || failure != nil {
		_ = t.Remove() // the scratch folder is removed later anyway
		return nil, failure, err
	}
	return t, nil, nil
}

// prepareAnswers writes the packages of the answers, and compiles nothing.
func (b *Builder) prepareAnswers(l course.Lesson, answers [][]byte) (*AnswerBundle, *BuildFailure, error) {
	for _, answer := range answers {
		if f := buildRefusal(answer); f != nil {
			return nil, f, nil
		}
	}
	name := filepath.Base(b.scratch("answers"))
	t := &AnswerBundle{lesson: l, dir: l.Dir() + "/" + name}
	err := b.writeAnswers(l, answers, t)
	if err != nil {
		return nil, nil, asEnvironmentError(fmt.Errorf("prepare %s: %w", l.ID, err))
	}
	return t, nil, nil
}

func (b *Builder) writeAnswers(l course.Lesson, answers [][]byte, t *AnswerBundle) (err error) {
	o := overlay{map[string]string{}}
	dir := filepath.Join(b.root, filepath.FromSlash(l.Dir()))
	names := answerNames(answers)
	for i, answer := range answers {
		if err := b.answerPackage(l, dir, names[i], answer, o); err != nil {
			return err
		}
		t.Binaries = append(t.Binaries, &Binary{builder: b, lesson: l, answer: names[i]})
		t.own = append(t.own, filepath.Join(dir, names[i]))
	}
	bundle := filepath.Join(b.root, filepath.FromSlash(t.dir))
	t.own = append(t.own, bundle)
	for name, text := range map[string]string{"all_test.go": answerTests(l, names), mainName: strings.Replace(testMain, "package main_test", "package answers_test", 1)} {
		if err := b.overlayText(o, filepath.Join(bundle, name), text); err != nil {
			return err
		}
	}
	if err := b.overlayJudging(o); err != nil {
		return err
	}
	t.overlay, err = b.writeOverlay(o)
	return err
}

// linkAnswers builds the binary of prepared answers.
func (b *Builder) linkAnswers(ctx context.Context, t *AnswerBundle) (*BuildFailure, error) {
	out, err := b.outputFolder()
	if err != nil {
		return nil, err
	}
	t.path = filepath.Join(out, t.lesson.ID+exeSuffix())
	printed, err := b.runGoTo(ctx, out, b.testBinary(t.overlay, t.path, t.dir)...)
	if err != nil {
		if fault := goFault(ctx, err, printed); fault != nil {
			return nil, fault
		}
		return &BuildFailure{Kind: "build", Output: printed}, nil
	}
	for _, bin := range t.Binaries {
		bin.path = t.path
	}
	return nil, nil
}

// answerNames returns the names of the answers' packages. Equal answers have equal names in every bundle, so that the build cache knows them;
// within one bundle they get a number.
func answerNames(answers [][]byte) []string {
	seen := map[string]int{}
	var names []string
	for _, answer := range answers {
		sum := sha256.Sum256(answer)
		name := "answer" + hex.EncodeToString(sum[:8])
		if n := seen[name]; n > 0 {
			names = append(names, name+"x"+strconv.Itoa(n))
		} else {
			names = append(names, name)
		}
		seen[name]++
	}
	return names
}

// answerPackage adds a package to the overlay that can be imported: the lesson's originals, including its tests, with the answer as the
// student's file. The line numbers do not change.
func (b *Builder) answerPackage(l course.Lesson, dir, pkg string, answer []byte, into overlay) error {
	originals, err := b.course.Files(l)
	if err != nil {
		return err
	}
	own := filepath.Join(dir, pkg)
	for name, text := range originals {
		if filepath.Ext(name) != ".go" {
			continue
		}
		if name == l.File {
			text = answer
		}
		importable := name
		if base, isTest := strings.CutSuffix(name, "_test.go"); isTest {
			importable = "test_" + base + ".go"
		}
		if err := b.overlayText(into, filepath.Join(own, importable), inPackage(pkg, string(text), filepath.Join(dir, name))); err != nil {
			return err
		}
	}
	list := "package " + pkg + "\n\nimport \"testing\"\n\nvar CheckerTests = map[string]func(*testing.T){\n"
	for _, test := range testNames(l) {
		list += fmt.Sprintf("\t%q: %s,\n", test, test)
	}
	return b.overlayText(into, filepath.Join(own, "checker_tests.go"), list+"}\n")
}

// answerTests returns a test file with the lesson's tests. Each test calls the test of the selected answer. A //line comment gives the file
// another name, so that a stack trace does not mistake its lines for lines of the lesson's tests.
func answerTests(l course.Lesson, names []string) string {
	var text strings.Builder
	text.WriteString("//line answers.go:1\npackage answers\n\nimport (\n\t\"testing\"\n\n\t\"" + module + "/checker/testrecord\"\n\n")
	for _, name := range names {
		fmt.Fprintf(&text, "\t%q\n", module+"/"+l.Dir()+"/"+name)
	}
	text.WriteString(")\n\nvar answers = map[string]map[string]func(*testing.T){\n")
	for _, name := range names {
		fmt.Fprintf(&text, "\t%q: %s.CheckerTests,\n", name, name)
	}
	text.WriteString("}\n\nfunc asked(test string) func(*testing.T) {\n\ttask, _ := testrecord.Asked() // without a task there is no such answer\n\treturn answers[task.Answer][test]\n}\n")
	for _, test := range testNames(l) {
		fmt.Fprintf(&text, "\nfunc %s(t *testing.T) { asked(%q)(t) }\n", test, test)
	}
	return text.String()
}

func testNames(l course.Lesson) []string {
	var names []string
	for _, s := range l.Steps {
		names = append(names, s.Test)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// overlayText writes text to a scratch file and adds it to the overlay in place of path. In a module of the builder's own it writes to path:
// vet does not know packages that exist only in an overlay.
func (b *Builder) overlayText(into overlay, path, text string) error {
	if strings.HasPrefix(b.root, b.dir) {
		return writeFile(path, []byte(text))
	}
	file, err := b.Write(filepath.Base(path), []byte(text))
	into.Replace[path] = file
	return err
}
