package gradebook

import (
	"cmp"
	"io"
	"path"
	"strings"
	"unicode"

	"sharedmap-workshop/checker/internal/classreport"
	"sharedmap-workshop/checker/internal/intake"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/safetext"
)

// MoodleFeedback writes the students' feedback as a zip that Moodle takes under "Upload multiple feedback files in a zip": a folder for each student with
// the name that Moodle gives to it in "Download all submissions", NAME_NUMBER_assignsubmission_file_. The number is the student's participant number: from
// the worksheet, if it is not nil, or else from the name of what the student handed in. Its error is an *Error or w's.
// https://github.com/moodle/moodle/blob/main/mod/assign/feedback/file/importziplib.php
func MoodleFeedback(w io.Writer, class classreport.Class, worksheet []byte, say func(lang string) *msg.Printer) (Filled, error) {
	numbers, err := participants(class, worksheet)
	if err != nil {
		return Filled{}, err
	}
	return feedbackZip(w, class, WhyNoStudents, say, func(s results.Student) string {
		if numbers[s.Student] == "" {
			return ""
		}
		return path.Join(moodleFolder(s, numbers[s.Student]), feedbackFile)
	})
}

// participants returns the students' participant numbers by their ids.
func participants(class classreport.Class, worksheet []byte) (map[string]string, error) {
	all, numbers := grades(class), map[string]string{}
	for _, g := range all {
		if ids := lmsIDs(g.student, intake.LMSID, "moodle"); len(ids) > 0 {
			numbers[g.student.Student] = ids[0]
		}
	}
	if worksheet == nil {
		return numbers, nil
	}
	s, err := readSheet(worksheet)
	if err != nil {
		return nil, err
	}
	columns, err := moodleShape(s, "")
	if err != nil {
		return nil, err
	}
	at, ok := columns[moodleParticipant]
	if !ok {
		return nil, &Error{Why: WhyNotMoodle, What: headerParticipant}
	}
	x := newIndex(all, func(s results.Student) []string { return lmsIDs(s, intake.LMSID, "moodle") })
	for _, row := range s.rows[1:] {
		get := func(meaning string) string {
			if i, ok := columns[meaning]; ok {
				return cell(row, i)
			}
			return ""
		}
		if i, ok := x.find(moodleKeys(get)); ok {
			numbers[all[i].student.Student] = participantID.FindString(cell(row, at))
		}
	}
	return numbers, nil
}

// moodleFolder returns the name of a student's folder. Moodle reads the number between the first two underscores, so a name has letters and digits only.
func moodleFolder(s results.Student, number string) string {
	name := strings.Map(func(r rune) rune {
		if !unicode.In(r, unicode.L, unicode.M, unicode.Nd) {
			return ' '
		}
		return r
	}, safetext.Line(cmp.Or(s.Name, s.Student)))
	return cmp.Or(strings.Join(strings.Fields(name), " "), "student") + "_" + number + "_assignsubmission_file_"
}
