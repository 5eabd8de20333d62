package cli

import (
	"path/filepath"
	"slices"

	"sharedmap-workshop/checker/internal/classreport"
	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/safetext"
)

// gradeReports writes the reports, and shows the table and what has changed since the lines before.
func (a *app) gradeReports(flags gradeFlags, before, after []results.Student) error {
	all := after
	if len(flags.only) > 0 {
		all = results.Last(slices.Concat(before, after)) // the files are about everybody
	}
	class := classreport.Class{Course: a.course, Students: all, At: now()}
	if err := class.WriteFiles(flags.out, a.say); err != nil {
		return a.outError(flags.out, err)
	}
	if a.json {
		return a.writeJSON(struct {
			Version  int               `json:"version"`
			Students []results.Student `json:"students"`
		}{1, after})
	}
	style := a.style(a.Stdout)
	classreport.Table(a.Stdout, style, a.say, after)
	if changes := classreport.Changes(ofBoth(before, after)); len(changes) > 0 {
		a.print(a.Stdout, "\n"+a.say.Say("changes.title"))
		classreport.ChangesTable(a.Stdout, style, a.say, changes)
	}
	a.print(a.Stdout, "\n"+a.say.Say("classreport.written", "dir", safetext.Line(flags.out), "page", safetext.Line(filepath.Join(flags.out, classreport.PageFile))))
	return nil
}

// ofBoth returns the students who are in both, so that those who were graded for the first time are no changes.
func ofBoth(before, after []results.Student) (old, now []results.Student) {
	was := map[string]results.Student{}
	for _, s := range before {
		was[s.Student] = s
	}
	for _, s := range after {
		if b, ok := was[s.Student]; ok {
			old, now = append(old, b), append(now, s)
		}
	}
	return old, now
}
