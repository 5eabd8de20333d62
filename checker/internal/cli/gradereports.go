package cli

import (
	"path/filepath"
	"slices"

	"sharedmap-workshop/checker/internal/classreport"
	"sharedmap-workshop/checker/internal/points"
	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/safetext"
)

// gradeReports writes the reports, and shows the table and what has changed since before.
func (a *app) gradeReports(out string, before, after []results.Student) error {
	scheme, err := a.scheme(out, "")
	if err != nil {
		return err
	}
	before, after = points.WithOverrides(a.course, before), points.WithOverrides(a.course, after)
	class := classreport.Class{Course: a.course, Students: after, At: now(), Scheme: scheme}
	if err := class.WriteFiles(out, a.say); err != nil {
		return a.outError(out, err)
	}
	var changes []classreport.Change
	if len(before) > 0 {
		changes = classreport.Changes(before, after)
	}
	changes = slices.DeleteFunc(changes, func(c classreport.Change) bool {
		return slices.Equal(c.Reasons, []classreport.Reason{classreport.ReasonAppeared})
	})
	if len(changes) > 0 {
		if err := classreport.WriteChangesFile(out, changes); err != nil {
			return a.outError(out, err)
		}
	}
	if a.json {
		return a.writeJSON(struct {
			Version  int               `json:"version"`
			Students []results.Student `json:"students"`
		}{1, after})
	}
	style := a.style(a.Stdout)
	class.Table(a.Stdout, style, a.say)
	if len(changes) > 0 {
		a.print(a.Stdout, "")
		classreport.ChangesTable(a.Stdout, style, a.say, changes)
	}
	a.print(a.Stdout, "")
	a.print(a.Stdout, a.say.Say("grade.written", "out", safetext.Line(out), "page", safetext.Line(filepath.Join(out, classreport.PageFile))))
	return nil
}
