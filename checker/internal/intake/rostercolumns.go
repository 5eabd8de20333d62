package intake

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// column is what a column of a roster says about a student.
type column string

const (
	columnID         column = "id"
	columnSIS        column = "sis" // the id of the school, where a column "id" is the LMS's
	columnName       column = "name"
	columnFirst      column = "first"
	columnLast       column = "last"
	columnEmail      column = "email"
	columnLogin      column = "login"
	columnLMS        column = "lms"
	columnIdentifier column = "identifier" // Moodle: "Participant 123", GitHub Classroom: the student's id
	columnLang       column = "lang"
	columnGroup      column = "group"
	columnExtension  column = "extension"
	columnSubmitted  column = "submitted" // when it was handed in, by the LMS's clock
)

// headers are the headers of the usual forms, without spaces, lines and points, in lower case: our own, Canvas', Moodle's, D2L's, GitHub Classroom's
// and what Korean universities write. "groups" is not among them: in Moodle these are the sections of a course, whose students do not hand in
// together.
var headers = map[column][]string{
	columnID: {"id", "studentid", "studentnumber", "studentno", "sid", "idnumber", "student#", "orgdefinedid", "matriculationnumber",
		"학번", "학생번호", "학생id", "학생아이디", "교번", "id번호", "아이디번호", "학적번호"},
	columnSIS:        {"sisuserid", "sisid", "integrationid"},
	columnName:       {"name", "fullname", "student", "studentname", "displayname", "이름", "성명", "학생", "학생이름", "학생명", "학생성명", "전체이름", "한글성명"},
	columnFirst:      {"firstname", "givenname", "forename"},
	columnLast:       {"lastname", "surname", "familyname", "성"},
	columnEmail:      {"email", "emailaddress", "mail", "emailid", "이메일", "이메일주소", "전자우편", "메일", "메일주소", "e메일", "전자메일"},
	columnLogin:      {"sisloginid", "loginid", "login", "username", "userid", "githubusername", "github", "githubid", "githublogin", "사용자명", "사용자이름", "사용자id", "사용자아이디", "로그인id", "로그인아이디", "아이디", "깃허브", "깃허브아이디"},
	columnLMS:        {"lmsid", "canvasid", "canvasuserid", "moodleid", "moodleuserid", "participant", "participantid", "lms아이디", "lms번호", "참가자", "참여자", "참가자번호"},
	columnIdentifier: {"identifier", "식별자"},
	columnLang:       {"lang", "language", "언어", "사용언어"},
	columnGroup:      {"group", "groupname", "team", "teamname", "pair", "조", "팀", "모둠", "그룹", "조이름", "팀이름", "팀명", "조명", "그룹이름"},
	columnExtension:  {"extension", "extensionto", "extended", "extendeddeadline", "extendeddue", "extensionuntil", "연장", "연장기한", "연장마감", "마감연장", "기한연장", "연장시간"},
	columnSubmitted: {"lastmodifiedsubmission", "마지막수정됨제출", "submittedat", "submitted", "submissiontime", "submissiondate", "timesubmitted",
		"제출시각", "제출시간", "제출일시", "제출일", "제출날짜"},
}

// columnOf returns what a header means, or "".
func columnOf(header string) column {
	key := strings.Map(func(r rune) rune {
		if strings.ContainsRune(" _-./()\u00a0", r) {
			return -1
		}
		return r
	}, strings.ToLower(norm.NFC.String(header)))
	for c, names := range headers {
		if slices.Contains(names, key) {
			return c
		}
	}
	return ""
}

// HeaderMeaning returns what a header of a roster or a gradebook says that its column is: "id", "name", "email", "login", "lms", "identifier" (Moodle's
// "Participant 123") and so on, in English and Korean. It is "" for other columns.
func HeaderMeaning(header string) string { return string(columnOf(header)) }

// columns are the columns of a roster by what they say. Several columns may be ids of LMSs.
type columns map[column][]int

// readColumns reads the line of headers, and returns the headers that mean nothing.
func readColumns(header []string) (at columns, ignored []string) {
	at = columns{}
	for i, h := range header {
		c := columnOf(h)
		if c == "" {
			ignored = append(ignored, h)
			continue
		}
		at[c] = append(at[c], i)
	}
	if at[columnLast] != nil && at[columnFirst] == nil && at[columnName] != nil { // Moodle in Korean: 이름 is the first name beside 성
		at[columnFirst], at[columnName] = at[columnName], nil
	}
	if at[columnSIS] != nil { // Canvas: ID is the LMS's own, and the school's stands beside it
		at[columnLMS] = append(at[columnLMS], at[columnID]...)
		at[columnID] = at[columnSIS]
	}
	return at, ignored
}

// identify reports whether the columns say who a student is.
func (c columns) identify() bool {
	for _, one := range []column{columnID, columnLogin, columnEmail, columnIdentifier, columnLMS} {
		if c[one] != nil {
			return true
		}
	}
	return false
}

// get returns the first cell of a kind that is not empty.
func (c columns) get(cells []string, one column) string {
	for _, v := range c.all(cells, one) {
		return v
	}
	return ""
}

// all returns the cells of a kind that are not empty.
func (c columns) all(cells []string, one column) []string {
	var out []string
	for _, i := range c[one] {
		if i < len(cells) && cells[i] != "" {
			out = append(out, cells[i])
		}
	}
	return out
}
