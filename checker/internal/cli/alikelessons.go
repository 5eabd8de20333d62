package cli

import (
	"path"

	"sharedmap-workshop/checker/internal/alike"
	"sharedmap-workshop/checker/internal/alikereport"
	"sharedmap-workshop/checker/internal/grade"
	"sharedmap-workshop/checker/internal/intake"
	"sharedmap-workshop/solutions"
)

// alikeLessons returns the lessons of the course with what every answer may have, and without answers. A lesson without a published solution is compared
// without one.
func (a *app) alikeLessons() ([]alikereport.Lesson, error) {
	var out []alikereport.Lesson
	for _, l := range a.course.Lessons {
		original, err := a.course.Start(l)
		if err != nil {
			return nil, err
		}
		solution, _ := solutions.Files.ReadFile(path.Join(l.ID, l.File))
		out = append(out, alikereport.Lesson{ID: l.ID, File: l.File, Known: alike.Lesson{Original: original, Solution: solution}})
	}
	return out, nil
}

// addAnswers adds the newest file of each student to its lesson, unless it is the original or cannot be a lesson's file.
func addAnswers(lessons []alikereport.Lesson, class *intake.Class, from string) {
	for _, s := range class.Students {
		for _, own := range s.Lessons {
			f := own.Files[0]
			if f.Unchanged || f.Fault != nil {
				continue
			}
			for i := range lessons {
				if lessons[i].ID == own.ID {
					lessons[i].Answers = append(lessons[i].Answers, alikereport.Answer{ID: grade.IDOf(s), Name: s.Name, Group: s.Group, From: from, Source: f.Source})
				}
			}
		}
	}
}

// alikeDoc is the JSON of `checker alike`.
type alikeDoc struct {
	Version   int         `json:"version"`
	Threshold float64     `json:"threshold"`
	Answers   int         `json:"answers"`  // of the class
	Compared  int         `json:"compared"` // pairs
	Pairs     []alikePair `json:"pairs"`    // the highest score first
}

type alikePair struct {
	Lesson string      `json:"lesson"`
	Score  float64     `json:"score"` // from the threshold to 1
	Words  int         `json:"words"` // how many words of its own the first answer shares
	A      alikeAuthor `json:"a"`     // of the class
	B      alikeAuthor `json:"b"`
}

type alikeAuthor struct {
	Kind    alikereport.Kind `json:"kind"`
	Student string           `json:"student,omitempty"`
	Name    string           `json:"name,omitempty"`
	From    string           `json:"from,omitempty"` // the folder that --against names
}

func alikeDocOf(r alikereport.Report) alikeDoc {
	doc := alikeDoc{Version: 1, Threshold: r.Threshold, Answers: r.Answers, Compared: r.Compared, Pairs: []alikePair{}}
	for _, p := range r.Pairs {
		doc.Pairs = append(doc.Pairs, alikePair{
			Lesson: p.Lesson.ID, Score: p.Score, Words: p.Words,
			A: alikeAuthor{Kind: alikereport.Student, Student: p.A.ID, Name: p.A.Name},
			B: alikeAuthor{Kind: p.Kind, Student: p.B.ID, Name: p.B.Name, From: p.B.From},
		})
	}
	return doc
}
