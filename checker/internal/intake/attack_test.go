package intake_test

import (
	"bytes"
	"compress/gzip"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/intake"
)

// TestAttacks holds that an archive that would harm a naive reader is refused with its reason, and that the neighbour is read all the same.
func TestAttacks(t *testing.T) {
	good := file{name: tally, content: answer("1")}
	honest := zipOf(t, good)
	zeros := strings.Repeat("\x00", 4<<20)
	for name, c := range map[string]struct {
		name    string
		content []byte
		why     string
	}{
		"zip slip":                   {"s1.zip", zipOf(t, good, file{name: "../../s2/lessons/01-race/tally.go"}), intake.WhySlip},
		"zip slip inside":            {"s1.zip", zipOf(t, file{name: "a/../lessons/01-race/tally.go", content: answer("1")}), intake.WhySlip},
		"zip slip in an ignored one": {"s1.zip", zipOf(t, good, file{name: ".git/../../x"}), intake.WhySlip},
		"absolute":                   {"s1.zip", zipOf(t, good, file{name: "/etc/passwd"}), intake.WhyAbsolute},
		"a drive":                    {"s1.zip", zipOf(t, good, file{name: "C:/Users/x"}), intake.WhyAbsolute},
		"backslashes":                {"s1.zip", zipOf(t, file{name: `lessons\01-race\tally.go`, content: answer("1")}), intake.WhyBackslash},
		"backslashes upwards":        {"s1.zip", zipOf(t, good, file{name: `..\..\x`}), intake.WhyBackslash},
		"a zero byte":                {"s1.zip", zipOf(t, good, file{name: "a\x00b"}), intake.WhyName},
		"a long name":                {"s1.zip", zipOf(t, good, file{name: strings.Repeat("a/", 3000) + "b"}), intake.WhyName},
		"a link for the file":        {"s1.zip", zipOf(t, file{name: tally, mode: fs.ModeSymlink | 0o777, link: "../../solutions/01-race/tally.go"}), intake.WhyLink},
		"a link for the folder":      {"s1.zip", zipOf(t, good, file{name: "lessons/02-mutex", mode: fs.ModeSymlink | 0o777, link: "/"}), intake.WhyLink},
		"a device":                   {"s1.zip", zipOf(t, good, file{name: "dev", mode: fs.ModeDevice | fs.ModeCharDevice | 0o666}), intake.WhyDevice},
		"a pipe":                     {"s1.zip", zipOf(t, file{name: tally, mode: fs.ModeNamedPipe | 0o666}), intake.WhyDevice},
		"doubles":                    {"s1.zip", zipOf(t, good, file{name: tally, content: answer("2")}), intake.WhyDouble},
		"doubles by a dot":           {"s1.zip", zipOf(t, good, file{name: "./lessons//01-race/tally.go", content: answer("2")}), intake.WhyDouble},
		"two roots":                  {"s1.zip", zipOf(t, file{name: "a/" + tally, content: answer("1")}, file{name: "b/" + tally, content: answer("2")}), intake.WhyTwoRoots},
		"two roots, bare":            {"s1.zip", zipOf(t, file{name: "a/01-race/tally.go", content: answer("1")}, file{name: "b/01-race/tally.go", content: answer("2")}), intake.WhyTwoRoots},
		"two lone files":             {"s1.zip", zipOf(t, file{name: "tally.go", content: answer("1")}, file{name: "tally (1).go", content: answer("2")}), intake.WhyTwoRoots},
		"upper and lower case":       {"s1.zip", zipOf(t, good, file{name: "lessons/01-race/TALLY.go", content: answer("2")}), intake.WhyTwoRoots},
		"a bomb":                     {"s1.zip", zipOf(t, good, file{name: "zeros", content: zeros}, file{name: "zeros2", content: zeros}, file{name: "zeros3", content: zeros}), intake.WhyBomb},
		"a bomb by its numbers":      {"s1.zip", lie(zipOf(t, good), 24, 1<<31), intake.WhyBomb},
		"a bomb that lies":           {"s1.zip", lie(zipOf(t, file{name: tally, content: zeros}), 24, 100), intake.WhyDamaged},
		"a wrong checksum":           {"s1.zip", lie(honest, 16, 1234), intake.WhyDamaged},
		"cut off":                    {"s1.zip", honest[:len(honest)-30], intake.WhyDamaged},
		"encrypted":                  {"s1.zip", lie(honest, 8, 0x00080009), intake.WhyEncrypted},
		"another compression":        {"s1.zip", lie(honest, 8, 0x000e0008), intake.WhyMethod},
		"many entries":               {"s1.zip", zipOf(t, many(t, good, 90_000)...), intake.WhyMany},
		"a tar slip":                 {"s1.tar.gz", tarOf(t, good, file{name: "../../x"}), intake.WhySlip},
		"a tar with a link":          {"s1.tar.gz", tarOf(t, file{name: tally, mode: fs.ModeSymlink, link: "/etc/passwd"}), intake.WhyLink},
		"a tar with a hard link":     {"s1.tar.gz", tarOf(t, file{name: tally, mode: fs.ModeIrregular, link: "../s2/" + tally}), intake.WhyLink},
		"a tar with a device":        {"s1.tar.gz", tarOf(t, good, file{name: "dev", mode: fs.ModeDevice}), intake.WhyDevice},
		"a tar with a pipe":          {"s1.tar.gz", tarOf(t, good, file{name: "pipe", mode: fs.ModeNamedPipe}), intake.WhyDevice},
		"a tar with doubles":         {"s1.tar.gz", tarOf(t, good, good), intake.WhyDouble},
		"a tar bomb":                 {"s1.tar.gz", tarOf(t, good, file{name: "zeros", content: zeros + zeros + zeros}), intake.WhyBomb},
		"a tar cut off":              {"s1.tar.gz", tarOf(t, good)[:60], intake.WhyDamaged},
		"a gzip that is no tar":      {"s1.tar.gz", gzipOf(t, "hello"), intake.WhyDamaged},
		"7z":                         {"s1.7z", []byte("7z\xbc\xaf\x27\x1c rest"), intake.WhyFormat},
		"alz":                        {"s1.alz", []byte("ALZ\x01 rest"), intake.WhyFormat},
		"text as a zip":              {"s1.zip", []byte("hello"), intake.WhyFormat},
		"empty":                      {"s1.zip", nil, intake.WhyFormat},
		"four zips deep":             {"s1.zip", zipOf(t, file{name: "a.zip", content: string(zipOf(t, file{name: "b.zip", content: string(zipOf(t, file{name: "c.zip", content: string(honest)}))}))}), intake.WhyNested},
		"nothing of a lesson":        {"s1.zip", zipOf(t, file{name: "essay.docx", content: "x"}), intake.WhyNothing},
		"an empty zip":               {"s1.zip", zipOf(t), intake.WhyNothing},
		"only copies":                {"s1.zip", zipOf(t, file{name: "solutions/01-race/tally.go", content: answer("1")}, file{name: "testdata/originals/" + tally, content: answer("1")}), intake.WhyNothing},
	} {
		t.Run(name, func(t *testing.T) {
			for _, dir := range []string{
				classOf(t, map[string][]byte{c.name: c.content, "s2.zip": honest}),
				classOf(t, map[string][]byte{"class.zip": zipOf(t, file{name: c.name, content: string(c.content), store: true}, file{name: "s2.zip", content: string(honest)})}),
			} {
				class := read(t, dir)
				s := student(t, class, "s1")
				assert.Equal(t, intake.StateRefused, s.State)
				assert.Equal(t, []string{c.why}, why(s), "%+v", s.Submissions)
				assert.Empty(t, lessonsOf(s))
				assert.Equal(t, answer("1"), source(t, student(t, class, "s2"), "01-race"), "the neighbour")
			}
		})
	}
}

func many(t *testing.T, first file, n int) []file {
	t.Helper()
	out := []file{first}
	for range n {
		out = append(out, file{name: strings.Repeat("x", 60) + "/", store: true})
	}
	return out
}

func gzipOf(t *testing.T, s string) []byte {
	t.Helper()
	var out bytes.Buffer
	g := gzip.NewWriter(&out)
	_, err := g.Write([]byte(s))
	require.NoError(t, err)
	require.NoError(t, g.Close())
	return out.Bytes()
}

// TestAttacksOnTheClass holds that bad entries of the class's own zip are charged to the student in whose folder they lie.
func TestAttacksOnTheClass(t *testing.T) {
	dir := classOf(t, map[string][]byte{"class.zip": zipOf(t,
		file{name: "s1/" + tally, content: answer("1")},
		file{name: "s2/../s1/" + tally, content: answer("evil")},
		file{name: "s3/" + tally, mode: fs.ModeSymlink | 0o777, link: "../../../s1/" + tally},
		file{name: "s4.zip", content: string(zipOf(t, file{name: tally, content: answer("4")}))},
		file{name: "s4.zip", content: string(zipOf(t, file{name: tally, content: answer("5")}))},
		file{name: `s5\lessons\01-race\tally.go`, content: answer("5")},
		file{name: "/s6/" + tally, content: answer("6")},
	)})
	c := read(t, dir)
	assert.Equal(t, intake.StateReady, student(t, c, "s1").State)
	assert.Equal(t, answer("1"), source(t, student(t, c, "s1"), "01-race"))
	for id, reason := range map[string]string{"s2": intake.WhySlip, "s3": intake.WhyLink, "s4": intake.WhyDouble, "s5": intake.WhyBackslash, "s6": intake.WhyAbsolute} {
		assert.Equal(t, []string{reason}, why(student(t, c, id)), id)
	}
}

// TestFoldersOnTheDisk holds that nothing outside of a student's folder is read.
func TestFoldersOnTheDisk(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links and pipes need rights on Windows")
	}
	dir := classOf(t, map[string][]byte{"s1/" + tally: []byte(answer("secret"))})
	link := func(id, target, name string) {
		full := filepath.Join(dir, id, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(full), 0o755))
		require.NoError(t, os.Symlink(target, full))
	}
	link("file", filepath.Join(dir, "s1", tally), tally)
	link("relative", "../../../s1/"+tally, tally)
	link("folder", filepath.Join(dir, "s1", "lessons"), "lessons")
	link("loop", "../loop", "lessons")
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "pipe", "lessons", "01-race"), 0o755))
	require.NoError(t, mkfifo(filepath.Join(dir, "pipe", tally)))
	require.NoError(t, os.Symlink(filepath.Join(dir, "s1"), filepath.Join(dir, "whole")))
	write(t, filepath.Join(dir, "sparse", tally), nil)
	require.NoError(t, os.Truncate(filepath.Join(dir, "sparse", tally), 1<<40))
	write(t, filepath.Join(dir, "z.zip"), nil)
	require.NoError(t, os.Truncate(filepath.Join(dir, "z.zip"), 1<<40))

	require.NoError(t, os.MkdirAll(filepath.Join(dir, "hard", "lessons", "01-race"), 0o755))
	require.NoError(t, os.Link(filepath.Join(dir, "s1", tally), filepath.Join(dir, "hard", tally)))

	c := read(t, dir)
	assert.Equal(t, []string{intake.WhyHardLink}, why(student(t, c, "hard")))
	assert.Equal(t, []string{intake.WhyHardLink}, why(student(t, c, "s1")), "nobody knows whose it is")
	assert.Equal(t, intake.StateReady, student(t, c, "hard").State)
	for _, id := range []string{"file", "relative", "folder", "loop"} {
		assert.Equal(t, []string{intake.WhyLink}, why(student(t, c, id)), id)
	}
	assert.Equal(t, []string{intake.WhyDevice}, why(student(t, c, "pipe")))
	assert.Error(t, student(t, c, "sparse").Lessons[0].Files[0].Fault)
	assert.Equal(t, []string{intake.WhyLarge}, why(student(t, c, "z")))
	assert.Equal(t, []string{intake.WhyLink}, why(student(t, c, "whole")), "a link beside the submissions")
}
