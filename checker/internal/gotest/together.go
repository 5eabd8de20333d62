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

// Together is one test binary that holds several answers to a lesson, each in a package of its own beside the lesson's tests. A link takes longer than
// compiling an answer and trying it do, most of it for what all of them import.
type Together struct {
	Binaries []*Binary // one for each answer, in their order
	path     string
}

// Remove deletes the binary that all of them share.
func (t *Together) Remove() error { return os.Remove(t.path) }

// packageMain is the package clause of a lesson's file.
var packageMain = regexp.MustCompile(`(?m)^package main\b`)

// CompileTogether builds the answers into one binary. A failure is that of any of them.
func (b *Builder) CompileTogether(ctx context.Context, l course.Lesson, answers [][]byte) (*Together, *BuildFailure, error) {
	o := overlay{map[string]string{}}
	dir := filepath.Join(b.root, filepath.FromSlash(l.Dir()))
	for i, answer := range answers {
		if f := refusal(answer); f != nil {
			return nil, f, nil
		}
		if err := b.answerPackage(l, dir, i, answer, o); err != nil {
			return nil, nil, asMachine(fmt.Errorf("prepare %s: %w", l.ID, err))
		}
	}
	for name, text := range map[string]string{"all_test.go": testsOfAnswers(l, len(answers)), mainName: strings.Replace(testMain, "package main_test", "package answers_test", 1)} {
		if err := b.put(o, filepath.Join(dir, "answers", name), text); err != nil {
			return nil, nil, asMachine(fmt.Errorf("prepare %s: %w", l.ID, err))
		}
	}
	if err := b.supportFor(o); err != nil {
		return nil, nil, fmt.Errorf("prepare %s: %w", l.ID, err)
	}
	name, err := b.writeOverlay(o)
	if err != nil {
		return nil, nil, asMachine(fmt.Errorf("prepare %s: %w", l.ID, err))
	}
	t := &Together{path: b.scratch(l.ID + exeSuffix())}
	out, err := b.goCommand(ctx, b.testBinary(name, t.path, l.Dir()+"/answers")...)
	if err != nil {
		if fault := goFault(ctx, err, out); fault != nil {
			return nil, nil, fault
		}
		return nil, &BuildFailure{Kind: "build", Output: out}, nil
	}
	for i := range answers {
		t.Binaries = append(t.Binaries, &Binary{builder: b, lesson: l, path: t.path, answer: strconv.Itoa(i)})
	}
	return t, nil, nil
}

// answerPackage puts the lesson's originals, its tests among them, and the answer into a package that can be imported. Every line keeps its place.
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
		if err := b.put(into, filepath.Join(own, importable), inPackage("answer", string(text), filepath.Join(dir, name))); err != nil {
			return err
		}
	}
	list := "package answer\n\nimport \"testing\"\n\nvar CheckerTests = map[string]func(*testing.T){\n"
	for _, test := range testNames(l) {
		list += fmt.Sprintf("\t%q: %s,\n", test, test)
	}
	return b.put(into, filepath.Join(own, "checker_tests.go"), list+"}\n")
}

// testsOfAnswers is a test file with the lesson's tests, each of which runs that of the answer asked for. Its lines go by another name, so that nobody
// takes one of them for a line of the lesson's tests.
func testsOfAnswers(l course.Lesson, n int) string {
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

// inPackage puts a file of package main into another package; its lines are those of the file at path, if one is given.
func inPackage(name, source, path string) string {
	at := packageMain.FindStringIndex(source)
	if at == nil {
		return source // which does not compile as part of a package of that name
	}
	before, after := source[:at[0]], source[at[1]:]
	if path != "" {
		before += fmt.Sprintf("/*line %s:%d:1*/", path, 1+strings.Count(before, "\n"))
	}
	return before + "package " + name + after
}

// put writes text to a scratch file that stands in for path.
func (b *Builder) put(into overlay, path, text string) error {
	file, err := b.Write(filepath.Base(path), []byte(text))
	into.Replace[path] = file
	return err
}
