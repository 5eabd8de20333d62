package gotest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
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
	path     string
}

// Remove deletes the binary that the answers share.
func (t *AnswerBundle) Remove() error { return os.RemoveAll(filepath.Dir(t.path)) }

// packageMain matches the package clause of a lesson's file.
var packageMain = regexp.MustCompile(`(?m)^package main\b`)

// CompileAnswers builds the answers into one binary. A BuildFailure may come from any of them.
func (b *Builder) CompileAnswers(ctx context.Context, l course.Lesson, answers [][]byte) (*AnswerBundle, *BuildFailure, error) {
	o := overlay{map[string]string{}}
	dir := filepath.Join(b.root, filepath.FromSlash(l.Dir()))
	for i, answer := range answers {
		if f := buildRefusal(answer); f != nil {
			return nil, f, nil
		}
		if err := b.answerPackage(l, dir, i, answer, o); err != nil {
			return nil, nil, asEnvironmentError(fmt.Errorf("prepare %s: %w", l.ID, err))
		}
	}
	for name, text := range map[string]string{"all_test.go": answerTests(l, len(answers)), mainName: strings.Replace(testMain, "package main_test", "package answers_test", 1)} {
		if err := b.overlayText(o, filepath.Join(dir, "answers", name), text); err != nil {
			return nil, nil, asEnvironmentError(fmt.Errorf("prepare %s: %w", l.ID, err))
		}
	}
	if err := b.overlayJudging(o); err != nil {
		return nil, nil, fmt.Errorf("prepare %s: %w", l.ID, err)
	}
	name, err := b.writeOverlay(o)
	if err != nil {
		return nil, nil, asEnvironmentError(fmt.Errorf("prepare %s: %w", l.ID, err))
	}
	out, err := b.outputFolder()
	if err != nil {
		return nil, nil, err
	}
	t := &AnswerBundle{path: filepath.Join(out, l.ID+exeSuffix())}
	printed, err := b.runGoTo(ctx, out, b.testBinary(name, t.path, l.Dir()+"/answers")...)
	if err != nil {
		if fault := goFault(ctx, err, printed); fault != nil {
			return nil, nil, fault
		}
		return nil, &BuildFailure{Kind: "build", Output: printed}, nil
	}
	for i := range answers {
		t.Binaries = append(t.Binaries, &Binary{builder: b, lesson: l, path: t.path, answer: strconv.Itoa(i)})
	}
	return t, nil, nil
}

// answerPackage adds a package to the overlay that can be imported: the lesson's originals, including its tests, with the answer as the
// student's file. The line numbers do not change.
func (b *Builder) answerPackage(l course.Lesson, dir string, i int, answer []byte, into overlay) error {
	originals, err := b.course.Files(l)
	if err != nil {
		return err
	}
	own := filepath.Join(dir, "answer"+strconv.Itoa(i))
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
		if err := b.overlayText(into, filepath.Join(own, importable), inPackage("answer", string(text), filepath.Join(dir, name))); err != nil {
			return err
		}
	}
	list := "package answer\n\nimport \"testing\"\n\nvar CheckerTests = map[string]func(*testing.T){\n"
	for _, test := range testNames(l) {
		list += fmt.Sprintf("\t%q: %s,\n", test, test)
	}
	return b.overlayText(into, filepath.Join(own, "checker_tests.go"), list+"}\n")
}

// answerTests returns a test file with the lesson's tests. Each test calls the test of the selected answer. A //line comment gives the file
// another name, so that a stack trace does not mistake its lines for lines of the lesson's tests.
func answerTests(l course.Lesson, n int) string {
	var text strings.Builder
	text.WriteString("//line answers.go:1\npackage answers\n\nimport (\n\t\"testing\"\n\n\t\"" + module + "/checker/testrecord\"\n\n")
	for i := range n {
		fmt.Fprintf(&text, "\tanswer%d %q\n", i, module+"/"+l.Dir()+"/answer"+strconv.Itoa(i))
	}
	text.WriteString(")\n\nvar answers = map[string]map[string]func(*testing.T){\n")
	for i := range n {
		fmt.Fprintf(&text, "\t\"%d\": answer%d.CheckerTests,\n", i, i)
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

// inPackage changes a file of package main to another package. If path is not "", the file's positions are those of the file at path.
func inPackage(name, source, path string) string {
	at := packageMain.FindStringIndex(source)
	if at == nil {
		return source // the compiler reports the missing clause
	}
	before, after := source[:at[0]], source[at[1]:]
	if path != "" {
		before += fmt.Sprintf("/*line %s:%d:1*/", path, 1+strings.Count(before, "\n"))
	}
	return before + "package " + name + after
}

// overlayText writes text to a scratch file and adds it to the overlay in place of path.
func (b *Builder) overlayText(into overlay, path, text string) error {
	file, err := b.Write(filepath.Base(path), []byte(text))
	into.Replace[path] = file
	return err
}
