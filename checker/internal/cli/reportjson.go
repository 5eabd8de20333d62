package cli

import (
	"sharedmap-workshop/checker/internal/classreport"
	"sharedmap-workshop/checker/internal/results"
)

// studentsDoc is the JSON of a class.
type studentsDoc struct {
	Version  int            `json:"version"`
	Students []gradedOutput `json:"students"`
}

// gradedOutput is a line with the points that the instructor has set and, if there are rules for one, the grade.
type gradedOutput struct {
	results.Student
	Grade *gradeOutput `json:"grade,omitempty"`
}

// gradeOutput is a grade as JSON. The numbers are texts, because they are exact decimals.
type gradeOutput struct {
	Value  string `json:"value"` // "" without a verdict
	Max    string `json:"max"`
	Passed *bool  `json:"passed,omitempty"`
}

// withGrades returns the students with their grades.
func withGrades(class classreport.Class) []gradedOutput {
	out := []gradedOutput{}
	for _, s := range class.Students {
		line := gradedOutput{Student: s}
		if class.Scheme != nil {
			g := class.Scheme.Grade(class.Course, s)
			line.Grade = &gradeOutput{Value: g.Value, Max: g.Max}
			if !g.Known {
				line.Grade.Value = ""
			} else if g.HasPass {
				line.Grade.Passed = &g.Passed
			}
		}
		out = append(out, line)
	}
	return out
}
