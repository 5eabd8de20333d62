package intake_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"

	"sharedmap-workshop/checker/internal/intake"
)

func rosterOf(t testing.TB, text string) *intake.Roster {
	t.Helper()
	r, err := intake.ReadRoster(strings.NewReader(text), time.UTC)
	require.NoError(t, err)
	return r
}

func withRoster(r *intake.Roster) func(*intake.Options) {
	return func(o *intake.Options) { o.Roster = r }
}

func TestRosterEncodings(t *testing.T) {
	text := "학번,이름,이메일\n20230001,김민수,kim@example.com\n"
	utf16 := func(order unicode.Endianness, mark unicode.BOMPolicy) string {
		s, err := unicode.UTF16(order, mark).NewEncoder().String(text)
		require.NoError(t, err)
		return s
	}
	for name, c := range map[string][2]string{
		"UTF-8":                      {text, "UTF-8"},
		"UTF-8 with a mark":          {"\ufeff" + text, "UTF-8"},
		"UTF-8 in NFD":               {norm.NFD.String(text), "UTF-8"},
		"UTF-16 little":              {utf16(unicode.LittleEndian, unicode.UseBOM), "UTF-16"},
		"UTF-16 big":                 {utf16(unicode.BigEndian, unicode.UseBOM), "UTF-16"},
		"CP949":                      {cp949(t, text), "CP949"},
		"CRLF":                       {strings.ReplaceAll(text, "\n", "\r\n"), "UTF-8"},
		"Excel's Unicode text":       {strings.ReplaceAll(utf16(unicode.LittleEndian, unicode.UseBOM), ",\x00", "\t\x00"), "UTF-16"},
		"semicolons":                 {strings.ReplaceAll(text, ",", ";"), "UTF-8"},
		"empty lines and no newline": {"\n" + strings.TrimSpace(text), "UTF-8"},
		"quoted, with spaces":        {"\"학번\", \"이름\", \"이메일\"\n\" 20230001 \", \"김민수\", kim@example.com\n", "UTF-8"},
	} {
		r, err := intake.ReadRoster(strings.NewReader(c[0]), time.UTC)
		if !assert.NoError(t, err, name) {
			continue
		}
		assert.Equal(t, c[1], r.Encoding, name)
		require.Len(t, r.Students, 1, name)
		s := r.Students[0]
		assert.Equal(t, []string{"20230001", "김민수", "kim@example.com"}, []string{s.ID, s.Name, s.Email}, name)
	}
	latin := "id,name\n1,Jos\xe9\n"
	_, err := intake.ReadRoster(strings.NewReader(latin), time.UTC)
	assert.Equal(t, []string{"0 encoding"}, problems(err), "a guess would be a wrong name")
}

func TestRosterForms(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want intake.RosterStudent
	}{
		"our own":                {"id,name,email,lms id,lang,group,extension\ns1,Kim,k@x,77,ko,A,2d\n", intake.RosterStudent{Line: 2, ID: "s1", Name: "Kim", Email: "k@x", LMS: []string{"77"}, Lang: "ko", Group: "A", Extension: intake.Extension{More: 48 * time.Hour}}},
		"Canvas":                 {"Student,ID,SIS User ID,SIS Login ID,Section\n\"Kim, Minsu\",101,2023,kim,A\n", intake.RosterStudent{Line: 2, ID: "2023", Name: "Kim, Minsu", Login: "kim", LMS: []string{"101"}}},
		"Canvas without SIS":     {"Student,ID,SIS User ID,SIS Login ID,Section\n\"Kim, Minsu\",101,,kim,A\n", intake.RosterStudent{Line: 2, ID: "kim", Name: "Kim, Minsu", Login: "kim", LMS: []string{"101"}}},
		"Moodle's participants":  {"First name,Surname,ID number,Email address,Groups\nMinsu,Kim,2023,k@x,\"A, B\"\n", intake.RosterStudent{Line: 2, ID: "2023", Name: "Minsu Kim", Email: "k@x"}},
		"Moodle in Korean":       {"성,이름,ID 번호,이메일 주소\n김,민수,2023,k@x\n", intake.RosterStudent{Line: 2, ID: "2023", Name: "김민수", Email: "k@x"}},
		"Moodle's worksheet":     {"Identifier,Full name,Email address,Status,Grade\nParticipant 1234,Kim,k@x,Submitted,\n", intake.RosterStudent{Line: 2, ID: "k@x", Name: "Kim", Email: "k@x", LMS: []string{"1234"}}},
		"its Korean":             {"식별자,성명,이메일 주소\n참가자 1234,김민수,k@x\n", intake.RosterStudent{Line: 2, ID: "k@x", Name: "김민수", Email: "k@x", LMS: []string{"1234"}}},
		"GitHub Classroom":       {"\"identifier\",\"github_username\",\"github_id\",\"name\"\n\"2023\",\"kimms\",\"\",\"\"\n", intake.RosterStudent{Line: 2, ID: "2023", Login: "kimms"}},
		"a Korean university's":  {"순번,학번,성명,학과,조,연장\n1,20230001,김민수,컴퓨터공학,3조,3일\n", intake.RosterStudent{Line: 2, ID: "20230001", Name: "김민수", Group: "3조", Extension: intake.Extension{More: 72 * time.Hour}}},
		"a number kept as text":  {"id\n\"=\"\"0042\"\"\"\n", intake.RosterStudent{Line: 2, ID: "0042"}},
		"a cell that we escaped": {"id,name\n1,'=1+1\n", intake.RosterStudent{Line: 2, ID: "1", Name: "=1+1"}},
		"an extension by time":   {"id,extension\n1,2026-03-22 12:00\n", intake.RosterStudent{Line: 2, ID: "1", Extension: intake.Extension{Until: time.Date(2026, 3, 22, 12, 0, 0, 0, time.UTC)}}},
		"an extension by day":    {"id,extension\n1,2026-03-22\n", intake.RosterStudent{Line: 2, ID: "1", Extension: intake.Extension{Until: time.Date(2026, 3, 22, 23, 59, 59, 0, time.UTC)}}},
	} {
		r, err := intake.ReadRoster(strings.NewReader(c.text), time.UTC)
		if assert.NoError(t, err, name) && assert.Len(t, r.Students, 1, name) {
			assert.Equal(t, c.want, r.Students[0], name)
		}
	}
}

func TestBadRosters(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"empty":             {"", []string{"0 empty"}},
		"headers only":      {"id,name\n", []string{"0 empty"}},
		"no columns":        {"colour,size\nred,2\n", []string{"1 columns colour, size"}},
		"no headers":        {"20230001,Kim\n", []string{"1 columns 20230001, Kim"}},
		"names only":        {"name\nKim\n", []string{"1 columns name"}},
		"doubles":           {"id,name,email\na,Kim,k@x\nb,Lee,l@x\nA,Park,K@x\n", []string{"4 double A (2)", "4 double K@x (2)"}},
		"no id":             {"id,name\na,Kim\n,Lee\n", []string{"3 no-id Lee"}},
		"a rounded number":  {"학번,이름\n2.02E+07,김\n", []string{"2 rounded 2.02E+07"}},
		"a language":        {"id,lang\na,de\n", []string{"2 lang de"}},
		"an extension":      {"id,extension\na,soon\nb,2026-13-01\n", []string{"2 extension soon", "3 extension 2026-13-01"}},
		"a quote left open": {"id,name\na,\"Kim\nb,Lee\n", []string{"2 csv"}},
		"nothing but bytes": {"\x00\x01\x02", []string{"0 encoding"}},
	} {
		_, err := intake.ReadRoster(strings.NewReader(c.text), time.UTC)
		assert.Equal(t, c.want, problems(err), name)
	}
	_, err := intake.ReadRoster(strings.NewReader(strings.Repeat("a", 17<<20)), time.UTC)
	assert.Equal(t, []string{"0 large"}, problems(err))
	r := rosterOf(t, "id,lms id\n1001,1002\n1002,1001\n")
	assert.Len(t, r.Students, 2, "an id of the school may be another student's id in the LMS")
}

func problems(err error) []string {
	wrong, ok := err.(*intake.RosterError)
	if !ok {
		return nil
	}
	var out []string
	for _, p := range wrong.Problems {
		s := strings.TrimSpace(strings.Join([]string{itoa(p.Line), p.Why, p.What}, " "))
		if p.Other > 0 {
			s += " (" + itoa(p.Other) + ")"
		}
		out = append(out, s)
	}
	return out
}

func itoa(n int) string { return string(rune('0' + n)) }

// TestMatching finds the student behind every usual name of a submission.
func TestMatching(t *testing.T) {
	roster := rosterOf(t, "학번,이름,이메일,아이디,lms id\n20230001,김민수,kim.minsu@example.com,minsu-k,1001\n20230002,이서연,lee@example.com,seoyeon,1002\n20230003,김민수,kim2@example.com,kms,1003\n20230004,\"Park, Jiho\",park@example.com,jp,1004\n")
	for name, want := range map[string]string{
		"20230001":                            "20230001",
		"20230002_이서연":                        "20230002",
		"[HW1] 20230001 김민수":                  "20230001",
		"이서연":                                 "20230002",
		"이 서연_과제1":                            "20230002",
		"과제1-이서연-최종":                          "20230002",
		"seoyeon":                             "20230002",
		"hw1-seoyeon":                         "20230002",
		"sharedmap-minsu-k":                   "20230001",
		"kim.minsu@example.com":               "20230001",
		"submission kim.minsu@example.com":    "20230001",
		"1002":                                "20230002",
		"Jiho Park":                           "20230004",
		"park jiho":                           "20230004",
		"hw1_jp":                              "", // too short to be found in a name
		"jp":                                  "20230004",
		"nobody":                              "",
		"Seo_1002_assignsubmission_file_":     "20230002",
		"이서연_77_assignsubmission_file_":       "20230002",
		"김민수_77_assignsubmission_file_":       "several",
		"김민수":                                 "several",
		"20230001 20230002":                   "several",
		"20230001-20230003":                   "several",
		"김민수 20230003":                        "20230003",
		"LEE@EXAMPLE.COM":                     "20230002",
		norm.NFD.String("이서연"):                "20230002",
		"김민수_1003_assignsubmission_file":      "20230003",
		"parkjiho_1004_assignsubmission_file": "20230004",
	} {
		dir := classOf(t, map[string][]byte{name + "/" + tally: []byte(answer("1")), "zz/" + tally: []byte(answer("2"))})
		c := read(t, dir, withRoster(roster))
		var got []string
		several := false
		for _, s := range c.Students {
			if s.State == intake.StateReady {
				got = append(got, s.ID)
			}
			for _, p := range s.Problems {
				several = several || p.Why == intake.WhySeveral
			}
		}
		switch want {
		case "":
			assert.Empty(t, got, name)
			assert.False(t, several, name)
		case "several":
			assert.Empty(t, got, name)
			assert.True(t, several, name)
		default:
			assert.Equal(t, []string{want}, got, name)
		}
	}
}

func TestGroups(t *testing.T) {
	roster := rosterOf(t, "id,group,extension\na,1조,\nb,1조,3d\nc,2조,\nd,,\n")
	dir := classOf(t, map[string][]byte{
		"a.zip":                                zipOf(t, file{name: tally, content: answer("a"), time: at}),
		"b.zip":                                zipOf(t, file{name: tally, content: answer("b"), time: at.Add(time.Hour)}),
		"2조_55_assignsubmission_file/" + tally: []byte(answer("c")),
	})
	c := read(t, dir, withRoster(roster), func(o *intake.Options) { o.Deadline = at.Add(time.Minute) })
	for id, want := range map[string]string{"a": "b", "b": "b", "c": "c"} {
		assert.Equal(t, answer(want), source(t, student(t, c, id), "01-race"), id)
	}
	assert.True(t, student(t, c, "a").Late)
	assert.False(t, student(t, c, "b").Late, "with an extension of three days")
	assert.Equal(t, intake.StateMissing, student(t, c, "d").State)
	assert.Equal(t, []string{"a", "b", "c", "d"}, ids(c))
}

func TestDeadline(t *testing.T) {
	want := time.Date(2026, 3, 20, 14, 59, 0, 0, time.UTC)
	for _, s := range []string{"2026-03-20T23:59:00+09:00", "2026-03-20T14:59:00Z", "2026-03-20 23:59 +09:00", "2026-03-20 23:59 +0900", "2026-03-20 23:59 +9", "2026-03-20 23:59+09:00", "2026-03-20 23:59 UTC+9",
		"2026-03-20 23:59 Asia/Seoul", "2026-03-20T23:59 Asia/Seoul", "2026-03-20 14:59 UTC", "2026-03-20 14:59Z", "2026-03-20 23:59:00 Asia/Seoul", " 2026-03-20  14:59  Z "} {
		got, err := intake.ParseDeadline(s)
		if assert.NoError(t, err, s) {
			assert.True(t, want.Equal(got), "%s: %s", s, got)
		}
	}
	for s, wrong := range map[string]error{
		"2026-03-20 23:59": intake.ErrZone, "2026-03-20T23:59": intake.ErrZone, "2026-03-20 23:59 KST": intake.ErrUnknownZone, "2026-03-20 23:59 Asia/Nowhere": intake.ErrUnknownZone, "2026-03-20 23:59 Local": intake.ErrUnknownZone,
		"2026-03-20 23:59 ../../etc/passwd": intake.ErrUnknownZone, "2026-03-20 23:59 +25:00": intake.ErrUnknownZone,
		"": intake.ErrDeadline, "tomorrow": intake.ErrDeadline, "2026-03-20": intake.ErrDeadline, "20.3.2026 23:59 Z": intake.ErrDeadline, "2026-02-30 23:59 Z": intake.ErrDeadline,
	} {
		_, err := intake.ParseDeadline(s)
		assert.ErrorIs(t, err, wrong, s)
	}
}
