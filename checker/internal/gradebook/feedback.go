package gradebook

import (
	"archive/zip"
	"io"

	"sharedmap-workshop/checker/internal/classreport"
	"sharedmap-workshop/checker/internal/intake"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/results"
)

// feedbackFile is the name of a student's file in a zip of feedback.
const feedbackFile = "feedback.html"

// CanvasFeedback writes the students' feedback as a zip that Canvas takes under "Upload Submissions", where it becomes a comment on what the student
// handed in. Canvas finds the submission by the two numbers that it has put into the file's name in "Download Submissions", so they must stand in the
// results. Its error is an *Error or w's.
func CanvasFeedback(w io.Writer, class classreport.Class, say func(lang string) *msg.Printer) (Filled, error) {
	return feedbackZip(w, class, WhyNotCanvasNames, say, func(s results.Student) string {
		for _, l := range s.Lessons {
			if prefix := intake.CanvasPrefix(l.From); prefix != "" {
				return prefix + feedbackFile
			}
		}
		return ""
	})
}

// feedbackZip writes a zip with the feedback of each student under the name that nameOf returns. A student for whom it returns "" is left out. Where
// that is everybody, the error has the reason nobody.
func feedbackZip(w io.Writer, class classreport.Class, nobody string, say func(lang string) *msg.Printer, nameOf func(results.Student) string) (Filled, error) {
	var filled Filled
	out := zip.NewWriter(w)
	for _, g := range grades(class) {
		s := g.student
		name := nameOf(s)
		if name == "" {
			filled.NoNumber = append(filled.NoNumber, s.Student)
			continue
		}
		file, err := out.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: class.At})
		if err != nil {
			return Filled{}, err
		}
		if err := class.WriteFeedback(file, s, say(s.Lang)); err != nil {
			return Filled{}, err
		}
		filled.Written++
	}
	if filled.Written == 0 {
		return Filled{}, &Error{Why: nobody}
	}
	return filled, out.Close()
}
