package cli

import (
	"fmt"
	"strings"

	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/safetext"
)

// gradeReports writes the reports, and shows the table.
func (a *app) gradeReports(flags gradeFlags, _, after []results.Student) error {
	if a.json {
		return a.writeJSON(struct {
			Version  int               `json:"version"`
			Students []results.Student `json:"students"`
		}{1, after})
	}
	for _, s := range after {
		var cells []string
		for _, l := range s.Lessons {
			cells = append(cells, fmt.Sprintf("%d", l.Points))
		}
		a.print(a.Stdout, fmt.Sprintf("%s  %d/%d  %s  %s", safetext.Line(s.Student), s.Points, s.Max, strings.Join(cells, " "), s.State))
	}
	return nil
}
