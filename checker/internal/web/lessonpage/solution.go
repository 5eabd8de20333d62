package lessonpage

import (
	"io/fs"
	"os"
	"path"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/report"
)

// solutionView is the student's file beside ours, and why ours works.
type solutionView struct {
	Yours, Ours string
	Same        string // said where there is no difference
	Hunks       [][][2]*report.DiffSide
	Missing     string // why there is nothing to show
	Text        any    // template.HTML
}

// solution compares the student's file with ours. It is for a lesson that is green.
func (b builder) solution() *solutionView {
	v := &solutionView{Yours: b.say.Say("solution.yours", "file", b.l.Path()), Ours: b.say.Say("solution.ours", "file", b.l.Solution())}
	ours, err := fs.ReadFile(os.DirFS(b.Root), b.l.Solution())
	if err != nil {
		v.Missing = b.say.Say("solution.missing", "file", b.l.Solution(), "error", err.Error())
		return v
	}
	own, err := course.ReadStudent(b.Root, b.l)
	if err != nil {
		v.Missing = report.FileWords(err, b.l.Path(), b.say)
		return v
	}
	d := report.Diff(v.Yours, own, v.Ours, ours)
	v.Hunks = d.Rows()
	for _, h := range v.Hunks {
		for _, row := range h {
			for _, side := range row {
				if side != nil {
					side.Text = printable(side.Text)
				}
			}
		}
	}
	if d.Same() {
		v.Same = b.say.Say("solution.same", "file", b.l.Solution())
	}
	name := "README.md"
	if b.say.Lang() == "ko" {
		name = "README.ko.md"
	}
	v.Text = b.markdown(path.Join(path.Dir(b.l.Solution()), name), b.say.Lang()+"-solution-", 2)
	return v
}
