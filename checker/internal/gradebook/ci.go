package gradebook

import (
	"io"
	"path"
	"strings"

	"sharedmap-workshop/checker/internal/classreport"
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/safetext"
)

// JUnit writes a class as JUnit XML: a suite for each lesson of a student, a case for each step. Of the class's students only the ids and names are needed:
// lines calls its argument with each of them, in their order, and is called twice. No student is kept.
func JUnit(w io.Writer, class classreport.Class, lines func(visit func(results.Student) error) error, say *msg.Printer) error {
	names := class.FileNames()
	return report.WriteJUnitParts(w, say, func(visit func(report.Results) error) error {
		i := -1
		return lines(func(s results.Student) error {
			i++
			one := class
			one.Students = []results.Student{s}
			return visit(testResults(one, names[i:i+1], say, failures))
		})
	})
}

// SARIF writes what was found in the files of the class as SARIF 2.1.0. A file is named as STUDENT/lessons/…, whatever its path in the submission was.
func SARIF(w io.Writer, class classreport.Class, say *msg.Printer) error {
	return report.WriteSARIF(safetext.JSON(w), say, testResults(class, class.FileNames(), say, inFiles))
}

// testResults returns the steps of the class as results of tests, with what red says about the red ones.
func testResults(class classreport.Class, names []string, say *msg.Printer, red func(r stepResult, pkg string) []goout.Finding) report.Results {
	r := report.Results{Local: studentFile}
	for i, s := range class.Students {
		r.Version = s.Checker
		for _, step := range stepsOf(class, s, say) {
			r.Tests = append(r.Tests, testResult(names[i], step, red))
		}
	}
	return r
}

// testResult returns a step as the result of a test. The package of its findings says whose file it is.
func testResult(student string, r stepResult, red func(r stepResult, pkg string) []goout.Finding) report.ResultTest {
	pkg := student + "/" + r.lesson.ID
	out := report.ResultTest{Name: r.step.Test, Package: pkg, Seconds: r.step.Seconds}
	switch {
	case r.passed:
	case !r.judged:
		out.Skipped = r.text()
	default:
		out.Findings = red(r, pkg)
	}
	return out
}

// findings returns what was found in the file of a red step: by its test, by the compiler, or by the gate in front of both.
func findings(r stepResult, pkg string) []goout.Finding {
	var out []goout.Finding
	for _, f := range goout.Distinct(r.findings) {
		f.Package, f.Test = pkg, r.step.Test
		out = append(out, f)
	}
	for _, refusal := range r.lesson.Refusals {
		out = append(out, goout.Finding{Kind: goout.KindUnknown, Text: refusal.Text, Message: refusal.Text, File: r.file, Line: refusal.Line, Package: pkg, Test: r.step.Test})
	}
	return out
}

// inFiles returns the same, once for a lesson that was not run: all of its steps have the same reason.
func inFiles(r stepResult, pkg string) []goout.Finding {
	if !r.run && !r.first {
		return nil
	}
	return findings(r, pkg)
}

// failures returns what findings returns, and for a step of which nothing was found why it has no points: in JUnit only a finding is a failure.
func failures(r stepResult, pkg string) []goout.Finding {
	out := findings(r, pkg)
	if len(out) == 0 {
		kind := goout.KindUnknown
		if r.lesson.State == results.DoesNotBuild {
			kind = goout.KindBuild
		}
		out = append(out, goout.Finding{Kind: kind, Text: r.text(), Package: pkg, Test: r.step.Test})
	}
	return out
}

// studentFile returns how a file of a finding is called in the reports of a class.
func studentFile(f goout.Finding) report.LocalName {
	student, lesson, _ := strings.Cut(f.Package, "/")
	return func(file string) string {
		if path.IsAbs(file) || strings.Contains(file, ":") {
			return file // a file of Go's own
		}
		file = path.Clean("/" + file)
		if dir := "/lessons/" + lesson; !strings.HasPrefix(file, dir+"/") {
			file = dir + file
		}
		return student + file
	}
}
