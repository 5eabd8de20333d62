package intake_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/intake"
)

const (
	tally = "lessons/01-race/tally.go"
	mutex = "lessons/02-mutex/mutexmap.go"
)

// TestFormsOfASubmission reads one student's work in every form in which it comes.
func TestFormsOfASubmission(t *testing.T) {
	both := []string{"01-race", "02-mutex"}
	one := file{name: tally, content: answer("1")}
	two := file{name: mutex, content: answer("2")}
	for name, c := range map[string]struct {
		files map[string][]byte
		want  []string
	}{
		"a folder like a clone": {map[string][]byte{
			"s1/go.mod": nil, "s1/" + tally: []byte(answer("1")), "s1/" + mutex: []byte(answer("2")), "s1/solutions/01-race/tally.go": []byte(answer("3")),
			"s1/checker/internal/course/testdata/originals/" + tally: []byte(answer("4")), "s1/docs/tally.go": []byte(answer("5")),
		}, both},
		"a folder in a folder":  {map[string][]byte{"s1/sharedmap-workshop/" + tally: []byte(answer("1")), "s1/sharedmap-workshop/" + mutex: []byte(answer("2"))}, both},
		"lesson folders":        {map[string][]byte{"s1/01-race/tally.go": []byte(answer("1")), "s1/02-mutex/mutexmap.go": []byte(answer("2"))}, both},
		"lone files":            {map[string][]byte{"s1/tally.go": []byte(answer("1")), "s1/mutexmap (1).go": []byte(answer("2"))}, both},
		"upper case":            {map[string][]byte{"s1/Lessons/01-Race/Tally.go": []byte(answer("1"))}, both[:1]},
		"a zip":                 {map[string][]byte{"s1.zip": zipOf(t, one, two)}, both},
		"a zip in upper case":   {map[string][]byte{"s1.ZIP": zipOf(t, one, two)}, both},
		"checker submit's":      {map[string][]byte{"s1.zip": zipOf(t, file{name: "submission.json", content: "{}"}, one, two)}, both},
		"a zip with a folder":   {map[string][]byte{"s1.zip": zipOf(t, file{name: "w/"}, file{name: "w/" + tally, content: answer("1")}, file{name: "w/" + mutex, content: answer("2")})}, both},
		"a tar.gz":              {map[string][]byte{"s1.tar.gz": tarOf(t, file{name: "./lessons/", mode: 0o755 | os.ModeDir}, file{name: "./" + tally, content: answer("1")}, two)}, both},
		"a tgz that is a zip":   {map[string][]byte{"s1.tgz": zipOf(t, one, two)}, both},
		"a zip in a zip":        {map[string][]byte{"s1.zip": zipOf(t, file{name: "hw/work.zip", content: string(zipOf(t, one, two))})}, both},
		"a zip for each lesson": {map[string][]byte{"s1/1.zip": zipOf(t, one), "s1/2.tar.gz": tarOf(t, two)}, both},
		"what macOS adds": {map[string][]byte{"s1.zip": zipOf(t, one, two, file{name: "__MACOSX/lessons/01-race/._tally.go", content: "x"},
			file{name: "lessons/01-race/._tally.go", content: "y"}, file{name: ".DS_Store"}, file{name: "lessons/.DS_Store"})}, both},
		"files of no interest":   {map[string][]byte{"s1.zip": zipOf(t, one, two, file{name: "notes.docx", content: "x"}, file{name: "lessons/01-race/other_test.go", content: "package main"})}, both},
		"lessons in two folders": {map[string][]byte{"s1.zip": zipOf(t, file{name: "a/" + tally, content: answer("1")}, file{name: "b/" + mutex, content: answer("2")})}, both},
		"an older copy deeper":   {map[string][]byte{"s1.zip": zipOf(t, one, two, file{name: "old/" + tally, content: answer("old")})}, both},
	} {
		t.Run(name, func(t *testing.T) {
			c.files["other.zip"] = zipOf(t, one)
			s := student(t, read(t, classOf(t, c.files)), "s1")
			assert.Equal(t, intake.StateReady, s.State)
			assert.Equal(t, c.want, lessonsOf(s), "%+v", s.Submissions)
			assert.Equal(t, answer("1"), source(t, s, "01-race"))
			if len(c.want) > 1 {
				assert.Equal(t, answer("2"), source(t, s, "02-mutex"))
			}
			assert.Empty(t, why(s))
		})
	}
}

// TestNamesAsTheyCome reads names as Windows in Korean and macOS write them.
func TestNamesAsTheyCome(t *testing.T) {
	dir := classOf(t, map[string][]byte{
		norm.NFD.String("김민수") + ".zip": zipOf(t, file{name: norm.NFD.String("과제") + "/" + tally, content: answer("1")}),
		"이서연.zip":                       zipOf(t, file{name: cp949(t, "이서연 과제\\"[:len("이서연 과제")]) + "/" + tally, content: answer("2")}),
		"박.zip":                         zipOf(t, file{name: cp949(t, "똠방각하") + "/lessons/01-race/tally.go", content: answer("3")}),
	})
	c := read(t, dir)
	assert.ElementsMatch(t, []string{"김민수", "이서연", "박"}, ids(c))
	for id, path := range map[string]string{"김민수": "과제/" + tally, "이서연": "이서연 과제/" + tally, "박": "똠방각하/" + tally} {
		s := student(t, c, id)
		require.Equal(t, []string{"01-race"}, lessonsOf(s), id)
		assert.Equal(t, path, s.Lessons[0].Files[0].Path)
	}
}

func TestMoodle(t *testing.T) {
	inner := string(zipOf(t, file{name: tally, content: answer("kim")}))
	roster := rosterOf(t, "Identifier,Full name,Email address\nParticipant 1001,Kim Minsu,kim@example.com\nParticipant 1002,이서연,lee@example.com\nParticipant 1003,Park,park@example.com\n")
	for name, files := range map[string][]file{
		"folders": {{name: "Kim Minsu_1001_assignsubmission_file/work.zip", content: inner}, {name: "이서연_1002_assignsubmission_file/mutexmap.go", content: answer("lee")},
			{name: "Park_1003_assignsubmission_onlinetext/onlinetext.html", content: "hi"}},
		"folders of older versions": {{name: "Kim Minsu_1001_assignsubmission_file_/work.zip", content: inner}, {name: "이서연_1002_assignsubmission_file_/02-mutex/mutexmap.go", content: answer("lee")},
			{name: "이서연_1002_assignsubmission_onlinetext_/onlinetext.html", content: "hi"}, {name: "Park_1003_assignsubmission_onlinetext_/onlinetext.html", content: "hi"}},
		"no folders": {{name: "Kim Minsu_1001_assignsubmission_file_work.zip", content: inner}, {name: "이서연_1002_assignsubmission_file_mutexmap.go", content: answer("lee")},
			{name: "Park_1003_assignsubmission_onlinetext_onlinetext.html", content: "hi"}},
		"no names": {{name: "Participant_1001_assignsubmission_file/work.zip", content: inner}, {name: "Participant_1002_assignsubmission_file/mutexmap.go", content: answer("lee")},
			{name: "Participant_1003_assignsubmission_onlinetext/onlinetext.html", content: "hi"}},
	} {
		t.Run(name, func(t *testing.T) {
			download := zipOf(t, files...)
			named := filepath.Join(t.TempDir(), "CS101-HW1-42.zip")
			write(t, named, download)
			unpacked := t.TempDir()
			for _, f := range files {
				write(t, filepath.Join(unpacked, filepath.FromSlash(f.name)), []byte(f.content))
			}
			for _, dir := range []string{named, classOf(t, map[string][]byte{"all.zip": download}), unpacked} {
				c := read(t, dir, withRoster(roster), func(o *intake.Options) { o.Deadline = at.Add(time.Hour) })
				require.Len(t, c.Students, 3)
				kim, lee := student(t, c, "kim@example.com"), student(t, c, "lee@example.com")
				assert.Equal(t, answer("kim"), source(t, kim, "01-race"))
				assert.Equal(t, answer("lee"), source(t, lee, "02-mutex"))
				assert.True(t, kim.Submissions[0].Time.Equal(at), "the student's own zip has times")
				assert.True(t, lee.Submissions[0].Time.IsZero(), "the LMS's zip has the time of the download")
				assert.False(t, lee.Late)
				assert.Equal(t, []string{intake.WhyOnlineText}, why(student(t, c, "park@example.com")))
			}
		})
	}
}

func TestCanvas(t *testing.T) {
	dir := classOf(t, map[string][]byte{"submissions.zip": zipOf(t,
		file{name: "kimminsu_101_9001_tally-1.go", content: answer("kim 1")},
		file{name: "kimminsu_101_9002_mutexmap.go", content: answer("kim 2")},
		file{name: "kimminsu_101_9003_sharedmap.go", content: answer("kim 3")},
		file{name: "leeseoyeon_LATE_102_9004_submission-20260320.zip", content: string(zipOf(t, file{name: tally, content: answer("lee")}))},
		file{name: "anon_aB3dE_9005_01-race.zip", content: string(zipOf(t, file{name: tally, content: answer("anon")}))},
		file{name: "parkjiho_104_text.html", content: "hi"},
	)})
	roster := rosterOf(t, "Student,ID,SIS User ID,SIS Login ID,Section,HW1 (77)\n,,,,,Manual Posting\n    Points Possible,,,,,38\n\"Kim, Minsu\",101,20230001,kim@example.com,A,\n\"Lee, Seoyeon\",102,20230002,lee@example.com,A,\n\"Park, Jiho\",,20230004,park@example.com,A,\n\"Student, Test\",999,,abc,A,\n")
	c := read(t, dir, withRoster(roster))
	assert.Equal(t, []string{"20230001", "20230002", "20230004", ""}, ids(c))
	kim := student(t, c, "20230001")
	assert.Equal(t, []string{"01-race", "02-mutex"}, lessonsOf(kim))
	assert.Equal(t, "submissions.zip: kimminsu_101_900*", kim.Submissions[0].From)
	assert.Equal(t, []string{intake.WhyWhichLesson}, why(kim), "two lessons have a sharedmap.go")
	assert.Equal(t, "sharedmap.go", kim.Submissions[0].Problems[0].Where)
	assert.False(t, kim.Late)
	assert.True(t, student(t, c, "20230002").Late, "Canvas says so")
	assert.Equal(t, []string{intake.WhyOnlineText}, why(student(t, c, "20230004")))
	assert.Equal(t, intake.StateUnmatched, c.Students[3].State)
}

// TestTimes reads the time of each form of a submission.
func TestTimes(t *testing.T) {
	seoul := time.FixedZone("", 9*3600)
	late := file{name: tally, content: answer("1"), time: at.Add(2 * time.Hour)}
	dir := classOf(t, map[string][]byte{
		"early.zip":       zipOf(t, file{name: tally, content: answer("1"), time: at}),
		"late.zip":        zipOf(t, late, file{name: mutex, content: answer("2")}),
		"late.tar.gz":     tarOf(t, late),
		"windows.zip":     zipOf(t, file{name: tally, content: answer("1"), time: at.Add(9*time.Hour + 30*time.Minute), dosTime: true}), // 06:34 in Seoul
		"folder/" + tally: []byte(answer("1")),
	})
	require.NoError(t, os.Chtimes(filepath.Join(dir, "folder", tally), at, at))
	c := read(t, dir, func(o *intake.Options) { o.Deadline, o.Zone = at.Add(time.Hour).In(seoul), nil })
	for id, want := range map[string]struct {
		late bool
		from intake.TimeSource
		at   time.Time
	}{
		"early":   {false, intake.TimeEntry, at},
		"late":    {true, intake.TimeEntry, late.time},
		"windows": {false, intake.TimeEntry, at.Add(30 * time.Minute)},
		"folder":  {false, intake.TimeFile, at},
	} {
		s := student(t, c, id)
		assert.Equal(t, want.late, s.Late, id)
		assert.Equal(t, want.from, s.Submissions[0].TimeFrom, id)
		assert.True(t, want.at.Equal(s.Submissions[0].Time), "%s: %s", id, s.Submissions[0].Time)
	}
	assert.Len(t, student(t, c, "late").Submissions, 2, "two archives with one name are two submissions of one student")
	assert.False(t, student(t, c, "late").Lessons[1].Files[0].Late, "each file has its own time")
}

func TestTake(t *testing.T) {
	dir := classOf(t, map[string][]byte{
		"s1/first.zip":  zipOf(t, file{name: tally, content: answer("old"), time: at}, file{name: mutex, content: answer("m"), time: at}),
		"s1/second.zip": zipOf(t, file{name: tally, content: answer("new"), time: at.Add(time.Hour)}),
		"s1/third.zip":  zipOf(t, file{name: "../evil", content: "x", time: at.Add(2 * time.Hour)}),
		"s1/again.zip":  zipOf(t, file{name: tally, content: answer("old"), time: at.Add(-time.Hour)}),
		"s2.zip":        zipOf(t, file{name: tally, content: answer("only")}),
	})
	s := student(t, read(t, dir), "s1")
	require.Len(t, s.Submissions, 4)
	assert.Equal(t, answer("new"), source(t, s, "01-race"))
	assert.Equal(t, answer("m"), source(t, s, "02-mutex"), "the last that has the lesson")
	assert.Len(t, s.Lessons[0].Files, 1)
	assert.Equal(t, []string{intake.WhySlip}, why(s), "one refused submission does not take the others with it")
	for _, take := range []intake.Take{intake.TakeBest, intake.TakeAll} {
		s = student(t, read(t, dir, func(o *intake.Options) { o.Take = take }), "s1")
		require.Len(t, s.Lessons[0].Files, 2, "the same file counts once")
		assert.Equal(t, answer("new"), string(s.Lessons[0].Files[0].Source))
		assert.Equal(t, answer("old"), string(s.Lessons[0].Files[1].Source))
	}
}

func TestAnUnknownOrderIsSaid(t *testing.T) {
	dir := classOf(t, map[string][]byte{
		"s1/a2.zip":  zipOf(t, file{name: tally, content: answer("2")}),
		"s1/a10.zip": zipOf(t, file{name: tally, content: answer("10")}),
		"s2.zip":     zipOf(t, file{name: tally, content: answer("only")}),
	})
	s := student(t, read(t, dir), "s1")
	assert.Equal(t, answer("10"), source(t, s, "01-race"))
	assert.Equal(t, []string{intake.WhyOrder}, why(s))
	assert.Empty(t, why(student(t, read(t, dir), "s2")))
}

func TestTheGate(t *testing.T) {
	lessons, err := course.Published()
	require.NoError(t, err)
	original, err := lessons.Files(lessons.Lessons[2])
	require.NoError(t, err)
	dir := classOf(t, map[string][]byte{
		"s1/" + tally:                              []byte("package main\n\nimport \"os\"\n"),
		"s1/" + mutex:                              make([]byte, course.MaxSource+1),
		"s1/lessons/03-channel-map/sharedmap.go":   []byte(norm.NFC.String(string(withCRLF(original["sharedmap.go"])))),
		"s2/" + tally:                              []byte("package main\n\nfunc {\n"),
		"s1/lessons/04-close-and-context/other.go": []byte(answer("x")),
	})
	assert.Equal(t, "3: expected 'IDENT', found '{'", student(t, read(t, dir), "s2").Lessons[0].Files[0].Syntax)
	s := student(t, read(t, dir), "s1")
	require.Equal(t, []string{"01-race", "02-mutex", "03-channel-map"}, lessonsOf(s))
	one, two, three := s.Lessons[0].Files[0], s.Lessons[1].Files[0], s.Lessons[2].Files[0]
	assert.Equal(t, []course.Refusal{{Why: course.WhyImport, Line: 3, What: `"os"`}}, one.Refusals)
	assert.False(t, one.Gradable())
	assert.ErrorIs(t, two.Fault, course.ErrTooLarge)
	assert.False(t, two.Gradable())
	assert.True(t, three.Unchanged)
	assert.True(t, three.Gradable())
	assert.Regexp(t, `^sha256:[0-9a-f]{64}$`, three.Hash)
}

func withCRLF(b []byte) []byte {
	var out []byte
	for _, c := range b {
		if c == '\n' {
			out = append(out, '\r')
		}
		out = append(out, c)
	}
	return out
}

func TestWholeInputs(t *testing.T) {
	zipped := zipOf(t, file{name: tally, content: answer("1")})
	alone := filepath.Join(t.TempDir(), "s042.zip")
	write(t, alone, zipped)
	assert.Equal(t, []string{"s042"}, ids(read(t, alone)), "a zip of one student is a class of one")
	assert.Equal(t, []string{"s042"}, ids(read(t, filepath.Dir(alone))))
	assert.Equal(t, []string{"s1", "s2"}, ids(read(t, classOf(t, map[string][]byte{"hw1/s1.zip": zipped, "hw1/s2/" + tally: []byte(answer("1"))}))), "a folder in a folder")
	class := zipOf(t, file{name: "hw1/"}, file{name: "hw1/s1/01-race/tally.go", content: answer("1")}, file{name: "hw1/s2.zip", content: string(zipped)}, file{name: "__MACOSX/hw1/._s2.zip"})
	assert.Equal(t, []string{"s1", "s2"}, ids(read(t, classOf(t, map[string][]byte{"hw1.zip": class}))))

	for name, c := range map[string]struct {
		dir string
		why string
	}{
		"empty":        {t.TempDir(), intake.ClassEmpty},
		"only noise":   {classOf(t, map[string][]byte{".DS_Store": nil, "readme.txt": nil}), intake.ClassEmpty},
		"a clone":      {classOf(t, map[string][]byte{"go.mod": nil, tally: []byte(answer("1"))}), intake.ClassOne},
		"lessons":      {classOf(t, map[string][]byte{"01-race/tally.go": []byte(answer("1"))}), intake.ClassOne},
		"not a zip":    {filepath.Join(classOf(t, map[string][]byte{"a.zip": []byte("hello")}), "a.zip"), intake.ClassFormat},
		"half a zip":   {filepath.Join(classOf(t, map[string][]byte{"a.zip": zipped[:len(zipped)/2]}), "a.zip"), intake.ClassDamaged},
		"an empty zip": {filepath.Join(classOf(t, map[string][]byte{"a.zip": zipOf(t)}), "a.zip"), intake.ClassEmpty},
	} {
		_, err := tryRead(t, c.dir)
		var wrong *intake.ClassError
		if assert.ErrorAs(t, err, &wrong, name) {
			assert.Equal(t, c.why, wrong.Why, name)
		}
	}
	_, err := tryRead(t, filepath.Join(t.TempDir(), "nowhere"))
	assert.ErrorIs(t, err, os.ErrNotExist)

	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	lessons, err := course.Published()
	require.NoError(t, err)
	_, err = intake.Read(ctx, filepath.Dir(alone), intake.Options{Course: lessons})
	assert.ErrorIs(t, err, context.Canceled)
}

func TestResultsAmongSubmissionsAreSkipped(t *testing.T) {
	dir := classOf(t, map[string][]byte{"20230001.pdf": nil, "s1/" + tally: []byte(answer("1")), "graded/results.jsonl": nil})
	c := read(t, dir, func(o *intake.Options) { o.Skip = filepath.Join(dir, "graded") })
	assert.Equal(t, []string{"s1"}, ids(c))
	assert.Equal(t, []string{"20230001.pdf"}, c.Ignored, "what is not read is said")
}

// TestAMachineFaultIsNotTheStudents holds that a submission that cannot be read here is not replaced by an older one.
func TestAMachineFaultIsNotTheStudents(t *testing.T) {
	if os.Getuid() <= 0 {
		t.Skip("root may read everything, and Windows has no such permissions")
	}
	dir := classOf(t, map[string][]byte{"s1/" + tally: []byte(answer("1")), "s2/" + tally: []byte(answer("1")), "s2.zip": zipOf(t, file{name: tally, content: answer("1")})})
	require.NoError(t, os.Chmod(filepath.Join(dir, "s2", tally), 0))
	c := read(t, dir)
	assert.Equal(t, intake.StateReady, student(t, c, "s1").State)
	assert.Equal(t, intake.StateMachineFault, student(t, c, "s2").State)
}

// TestManyZips holds that zips are closed as soon as they are read: more of them than a process may have open.
func TestManyZips(t *testing.T) {
	limitOpenFiles(t, 64)
	one := zipOf(t, file{name: tally, content: answer("1")})
	files := map[string][]byte{}
	for n := range 200 {
		files[fmt.Sprintf("s%d.zip", n)] = one
		files[fmt.Sprintf("f%d/%s", n, tally)] = []byte(answer("1"))
	}
	for _, s := range read(t, classOf(t, files)).Students {
		require.Equal(t, intake.StateReady, s.State, "%+v", s)
	}
}

// TestManyNamesAtTheTop holds that the work does not grow with the square of the names in a zip.
func TestManyNamesAtTheTop(t *testing.T) {
	var files []file
	for n := range 60_000 {
		files = append(files, file{name: fmt.Sprintf("%d/", n), store: true})
	}
	b := zipOf(t, files...)
	begun := time.Now()
	for _, dir := range []string{classOf(t, map[string][]byte{"s1.zip": b, "s2.zip": b}), classOf(t, map[string][]byte{"s1.zip": b})} {
		_, _ = tryRead(t, dir)
	}
	assert.Less(t, time.Since(begun), time.Minute)
}
