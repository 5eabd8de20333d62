package report

import (
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
)

// Results is what the writers for other tools get: WriteBrief, WriteGitHub, WriteMarkdown, WriteSARIF and WriteJUnit.
type Results struct {
	Tests   []ResultTest
	Src     fs.FS                           // the sources; nil if there are none
	Local   func(f goout.Finding) LocalName // how the files of a finding are called here; nil: as the finding calls them
	Version string                          // the checker's version
}

// LocalName returns the name of a file for the reader: relative to the repository, with slashes.
type LocalName func(file string) string

// ResultTest is a test with its findings. The findings of an output without tests are one ResultTest without a name.
type ResultTest struct {
	Name     string
	Package  string
	Dir      string // the folder of the files that findings name without a folder; "": unknown
	Skipped  string // why the test has no verdict, or ""
	Seconds  float64
	Findings []goout.Finding
}

// FoundResults returns the findings of an output, one test for each test that they name, in their order.
func FoundResults(doc Findings) Results {
	var r Results
	at := map[[2]string]int{}
	for _, f := range goout.Distinct(doc.Findings) {
		key := [2]string{packageOf(f), f.Test}
		i, ok := at[key]
		if !ok {
			i = len(r.Tests)
			at[key] = i
			r.Tests = append(r.Tests, ResultTest{Name: f.Test, Package: key[0]})
		}
		r.Tests[i].Findings = append(r.Tests[i].Findings, f)
	}
	return r
}

// ExploredResults returns the results of an exploration. A test without a verdict is skipped, and its notes say why. root is the folder to which the
// folders of lessons are relative.
func ExploredResults(doc Exploration, root string) Results {
	var r Results
	for _, t := range doc.Tests {
		res := ResultTest{Name: t.Test, Seconds: t.Seconds, Dir: t.dir}
		if !path.IsAbs(res.Dir) && !filepath.IsAbs(res.Dir) {
			res.Dir = path.Join(filepath.ToSlash(root), res.Dir)
		}
		for _, f := range t.Findings {
			f.Test = t.Test
			res.Findings = append(res.Findings, f)
		}
		if t.Status == "capped" || t.Status == "not-explorable" {
			if res.Skipped = strings.Join(t.Notes, " "); res.Skipped == "" {
				res.Skipped = t.Status
			}
		}
		r.Tests = append(r.Tests, res)
	}
	return r
}

// Any reports whether there is a finding.
func (r Results) Any() bool {
	return slices.ContainsFunc(r.Tests, func(t ResultTest) bool { return len(t.Findings) > 0 })
}

// packageOf returns the import path of the package that a finding is about, or "". The output names it, or a function of the user's does.
func packageOf(f goout.Finding) string {
	if f.Package != "" {
		return f.Package
	}
	for _, frames := range framesOf(f) {
		for _, frame := range frames {
			if frame.File == f.File && frame.Line == f.Line {
				return strings.TrimSuffix(goout.PackageOf(frame.Func), "_test")
			}
		}
	}
	return ""
}

// framesOf returns the stacks of a finding.
func framesOf(f goout.Finding) [][]goout.Frame {
	var out [][]goout.Frame
	for _, a := range f.Accesses {
		out = append(out, a.Frames)
	}
	for _, g := range f.Goroutines {
		out = append(out, g.Frames)
	}
	return out
}

// A problem is a finding as the writers for other tools show it, with the number of findings of the same cause.
type problem struct {
	goout.Finding
	local       LocalName
	fingerprint string
	count       int
}

// problems returns the findings of all tests, those of the same cause as one.
func (r Results) problems() []problem {
	var out []problem
	at := map[string]int{}
	src := newSources(r.Src)
	if r.Src == nil {
		src = nil
	}
	for _, t := range r.Tests {
		for _, f := range t.Findings {
			if f.File == "" {
				f.File, f.Line = scheduleLine(f)
			}
			p := problem{Finding: f, local: r.localName(f, t.Dir), count: max(1, f.Times)}
			p.fingerprint = fingerprint(p, src)
			i, ok := at[p.fingerprint]
			if !ok {
				at[p.fingerprint] = len(out)
				out = append(out, p)
				continue
			}
			out[i].count += p.count
		}
	}
	return out
}

// scheduleLine returns the line of a schedule without a line of its own: the one at which a goroutine was preempted, or the last one.
func scheduleLine(f goout.Finding) (file string, line int) {
	for _, e := range f.Trace {
		if e.File != "" {
			file, line = e.File, e.Line
		}
		if e.Switch && e.File != "" {
			break
		}
	}
	return file, line
}

// localName returns how the files of a finding are called here. dir is the folder of names without a folder.
func (r Results) localName(f goout.Finding, dir string) LocalName {
	local := LocalName(path.Clean)
	if r.Local != nil {
		local = r.Local(f)
	}
	return func(file string) string {
		if dir != "" && file != "" && !strings.ContainsAny(file, `/\`) {
			file = dir + "/" + file
		}
		return local(file)
	}
}

// text returns what happened and, if the sources show it, the mistake behind it. File names in it are local ones.
func (p problem) text(say *msg.Printer) string {
	f := shorten(p.Finding, p.local)
	text := strings.Join(wholeText(f), "\n")
	if key := "pattern." + string(f.Pattern); f.Pattern != "" && say.Has(key) {
		text += "\n" + say.Say(key)
	}
	if f.Expected != "" || f.Actual != "" {
		text += "\n" + say.Say("run.expected") + " " + f.Expected + "\n" + say.Say("run.actual") + " " + f.Actual
	}
	return text
}

// wholeText returns the lines of a finding's text, without the frames and the signal's line of a crash.
func wholeText(f goout.Finding) []string {
	if f.Kind == goout.KindSchedule {
		return findingText(f)
	}
	text := strings.Split(strings.TrimSpace(f.Text), "\n")
	if f.Kind != goout.KindAssertion {
		text = slices.DeleteFunc(text, isCrashDetail)
	}
	return collapseRepeats(text)
}

// maxBriefValue is how many columns of an expected or actual value a line of WriteBrief shows.
const maxBriefValue = 60

// maxBriefText is how many columns of a message of several lines a line of WriteBrief shows.
const maxBriefText = 200

// joinLines joins the lines of a text. Blanks inside of a line stay, because a text can be about them.
func joinLines(s string) string {
	var lines []string
	for line := range strings.Lines(strings.ReplaceAll(s, "\t", " ")) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, " ")
}

// firstLine returns the first line of what happened, and of what was expected.
func (p problem) firstLine(say *msg.Printer) string {
	text := strings.TrimSpace(shorten(p.Finding, p.local).Text)
	if p.Kind == goout.KindBuild || p.Kind == goout.KindAssertion { // the reason often stands on the second line
		text = term.Style{}.Shorten(joinLines(text), maxBriefText)
	}
	text, _, _ = strings.Cut(text, "\n")
	if p.Expected != "" || p.Actual != "" {
		short := func(s string) string {
			return term.Style{}.Shorten(joinLines(s), maxBriefValue)
		}
		text = strings.TrimSuffix(text, ".") + ": " + say.Say("run.expected") + " " + short(p.Expected) + ", " + say.Say("run.actual") + " " + short(p.Actual)
	}
	return joinLines(text)
}

// title returns the name of the finding's kind and of its test.
func (p problem) title(say *msg.Printer) string {
	title := say.Say("kind." + string(p.Kind))
	if p.Test != "" {
		title += " · " + p.Test
	}
	if p.count > 1 {
		title += " " + say.Say("formats.times", "count", p.count)
	}
	return title
}
