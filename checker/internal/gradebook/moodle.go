package gradebook

import (
	"html"
	"io"
	"regexp"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/classreport"
	"sharedmap-workshop/checker/internal/intake"
	"sharedmap-workshop/checker/internal/results"
)

// moodleHeaders are the headers of the columns in Moodle's grading worksheet that are not about who a student is, by what they mean, in English and in
// Moodle's Korean. Moodle finds its columns by exactly these texts, so a worksheet keeps those that it has.
var moodleHeaders = map[string]string{
	"Grade": moodleGrade, "성적": moodleGrade,
	"Maximum Grade": moodleMax, "Maximum grade": moodleMax, "최대 성적": moodleMax,
	"Grade can be changed": moodleMayChange,
	"Feedback comments":    moodleFeedback, "피드백 코멘트": moodleFeedback,
}

// The meanings of Moodle's columns. The first ones are those of intake.HeaderMeaning.
const (
	moodleParticipant = "identifier"
	moodleEmail       = "email"
	moodleID          = "id"
	moodleLogin       = "login"
	moodleName        = "name"

	canvasOnly = "sis" // of a column that Canvas' gradebook has, and Moodle's has not

	moodleGrade     = "grade"
	moodleMax       = "max"
	moodleMayChange = "may-change"
	moodleFeedback  = "feedback"
)

// The headers that a message names as missing.
const (
	headerEmail       = "Email address"
	headerParticipant = "Identifier"
)

// moodleLocked are the values of moodleMayChange that say no.
var moodleLocked = []string{"no", "아니오", "아니요"}

// Comment returns what a student reads beside the grade, in a line or two.
type Comment func(s results.Student) string

// Moodle writes the class as a CSV that Moodle imports. worksheet is the grading worksheet of an assignment or an export of the gradebook, or nil: then the
// file has columns for the import of grades, and a line for each student with an e-mail.
//
// Feedback stands beside a grade only: Moodle would remove the grade of a line with feedback alone. Its error is an *Error or w's.
func Moodle(w io.Writer, class classreport.Class, worksheet []byte, comment Comment, o Options) (Filled, error) {
	all := grades(class)
	if worksheet == nil {
		return newMoodle(w, all, comment, o)
	}
	s, err := readSheet(worksheet)
	if err != nil {
		return Filled{}, err
	}
	columns, err := moodleShape(s, o.Assignment)
	if err != nil {
		return Filled{}, err
	}
	f := filler{sheet: s, grades: all, overwrite: o.Overwrite, column: columns[moodleGrade], seen: map[int]string{}, comma: decimalComma(s, columns)}
	f.index = newIndex(all, func(s results.Student) []string { return lmsIDs(s, intake.LMSID, "moodle") })
	for i := 1; i < len(s.rows); i++ {
		if err := fillMoodle(&f, i, columns, comment); err != nil {
			return Filled{}, err
		}
	}
	filled, err := f.end()
	if err != nil {
		return Filled{}, err
	}
	return filled, s.write(w)
}

// fillMoodle fills a row of Moodle's.
func fillMoodle(f *filler, i int, columns map[string]int, comment Comment) error {
	row := f.rows[i]
	get := func(meaning string) string {
		if at, ok := columns[meaning]; ok {
			return cell(row, at)
		}
		return ""
	}
	if most := get(moodleMax); most != "" && !sameNumber(most, maxOf(f.grades)) {
		return &Error{Why: WhyMax, What: most, Ours: maxOf(f.grades), Line: f.lines[i]}
	}
	label := strings.TrimSpace(get(moodleName) + " " + get(moodleParticipant))
	if label == "" {
		label = get(moodleEmail)
	}
	if locked := get(moodleMayChange); slices.Contains(moodleLocked, strings.ToLower(locked)) {
		f.filled.Kept = append(f.filled.Kept, Kept{label, get(moodleGrade) + " (" + locked + ")", ""})
		if at, ok := f.index.find(moodleKeys(get)); ok {
			f.seen[at] = label
		}
		return nil
	}
	g, graded := f.fill(i, label, moodleKeys(get))
	at, ok := columns[moodleFeedback]
	if ok && graded && (cell(row, at) == "" || f.overwrite) {
		f.set(i, at, html.EscapeString(comment(g.student)))
	}
	return nil
}

// participantID matches the number at the end of "Participant 1001" or "참가자1001".
var participantID = regexp.MustCompile(`\d+$`)

// moodleKeys returns what a row says of its student.
func moodleKeys(get func(meaning string) string) [][2]string {
	return [][2]string{
		{keyID, get(moodleID)}, {keyEmail, get(moodleEmail)}, {keyLMS, participantID.FindString(get(moodleParticipant))}, {keyID, get(moodleLogin)}, {keyID, get(moodleEmail)},
	}
}

// moodleShape returns the columns of a worksheet or a gradebook by what they mean. The column of the grades is the assignment's, if it has a name.
func moodleShape(s *sheet, assignment string) (map[string]int, error) {
	columns := map[string]int{}
	if len(s.rows) == 0 {
		return nil, &Error{Why: WhyNotMoodle, What: headerEmail}
	}
	var others []string
	for i := range s.rows[0] {
		header := cell(s.rows[0], i)
		meaning, known := moodleHeaders[header]
		if !known {
			meaning = intake.HeaderMeaning(header)
		}
		if meaning == "" {
			others = append(others, header)
		}
		if _, taken := columns[meaning]; !taken {
			columns[meaning] = i
		}
	}
	delete(columns, "")
	if _, ok := columns[canvasOnly]; ok {
		return nil, &Error{Why: WhyIsCanvas}
	}
	if !slices.ContainsFunc([]string{moodleParticipant, moodleEmail, moodleID, moodleLogin}, func(meaning string) bool { _, ok := columns[meaning]; return ok }) {
		return nil, &Error{Why: WhyNotMoodle, What: headerEmail}
	}
	if assignment != "" {
		i := slices.IndexFunc(s.rows[0], func(h string) bool { return isMoodleItem(strings.TrimSpace(h), assignment) })
		if i < 0 {
			return nil, &Error{Why: WhyNoColumn, What: assignment, Names: others}
		}
		columns[moodleGrade] = i
	}
	if _, ok := columns[moodleGrade]; !ok {
		return nil, &Error{Why: WhyWhich, Names: others}
	}
	return columns, nil
}

// moodleItem matches how a gradebook's export calls an assignment's points: "Assignment: Homework 1 (Real)".
var moodleItem = regexp.MustCompile(`^(?:[^:]+: ?)?(.*?)(?: \((?:Real|실점수|점수)\))?$`)

// isMoodleItem reports whether a header is that of an assignment's points. That of its feedback is not.
func isMoodleItem(header, assignment string) bool {
	m := moodleItem.FindStringSubmatch(header)
	return header == assignment || m != nil && m[1] == assignment
}

// decimalComma reports whether the sheet writes 10,00 for 10.
func decimalComma(s *sheet, columns map[string]int) bool {
	for _, row := range s.rows[1:] {
		for _, meaning := range []string{moodleMax, moodleGrade} {
			if at, ok := columns[meaning]; ok && strings.Contains(cell(row, at), ",") {
				return true
			}
		}
	}
	return false
}

// newMoodle writes a file for Moodle's import of grades, in which the instructor says what each column is.
func newMoodle(w io.Writer, all []grade, comment Comment, o Options) (Filled, error) {
	name := o.Assignment
	if name == "" {
		name = DefaultAssignment
	}
	s := &sheet{comma: ',', rows: [][]string{{"Email address", "ID number", name, "Feedback"}}}
	var filled Filled
	for _, g := range all {
		switch {
		case g.value == "":
			filled.NoGrade = append(filled.NoGrade, g.student.Student)
		default:
			s.rows = append(s.rows, []string{g.student.Email, g.student.Student, g.value, html.EscapeString(comment(g.student))})
			filled.Written++
		}
	}
	return filled, s.write(w)
}
