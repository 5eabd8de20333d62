package grade_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/korean"

	"sharedmap-workshop/checker/internal/results"
)

// tally is where the file of lesson 01 lies in a submission.
const tally = "lessons/01-race/tally.go"

// wholeAttack is a submission to lesson 01 that attacks by how it is packed, or by what lies beside the lesson's file. None of them can lie in
// testdata: they are pipes, files of ten gigabytes, names that no file of this repo may have.
type wholeAttack struct {
	tries  string
	put    func(p place) // writes the submission
	state  results.State // of the student
	points int           // that the student must have
	says   string        // a text that the line of results has
}

// place is where an attack is written, and what it may use.
type place struct {
	t     *testing.T
	class string // the folder of the class
	id    string
	right string // the published solution
	start string // a file in which every step is red
}

// wholeAttacks are the attacks by the names of their submissions.
var wholeAttacks = map[string]wholeAttack{
	"pack-absolute-zip": {"write to an absolute path", func(p place) { p.zip(file{tally, p.right}, file{"/tmp/evil.go", "x"}) }, results.Refused, 0, "/tmp/evil.go"},
	"pack-absolute-tar": {"write to an absolute path", func(p place) { p.tar(tarFile(tally, p.right), tarFile("/etc/evil.go", "x")) }, results.Refused, 0, "/etc/evil.go"},
	"pack-tar-device": {"bring a device", func(p place) {
		p.tar(tarFile(tally, p.right), tarEntry{tar.Header{Name: "null", Typeflag: tar.TypeChar, Devmajor: 1, Devminor: 3}, ""})
	}, results.Refused, 0, "null"},
	"pack-tar-block": {"bring a disk", func(p place) {
		p.tar(tarFile(tally, p.right), tarEntry{tar.Header{Name: "sda", Typeflag: tar.TypeBlock, Devmajor: 8}, ""})
	}, results.Refused, 0, "sda"},
	"pack-tar-hard-link": {"hand in a neighbour's file by a hard link", func(p place) {
		p.tar(tarEntry{tar.Header{Name: tally, Typeflag: tar.TypeLink, Linkname: "../neighbour-right/" + tally}, ""})
	}, results.Refused, 0, tally},
	"pack-tar-no-numbers": {"confuse the reader by a header without numbers", func(p place) { p.gz(strings.Repeat("A", 512) + strings.Repeat("\x00", 1024)) }, results.Refused, 0, "tar"},
	"pack-gz-bomb":        {"fill the memory with two gigabytes of zeros in two megabytes", func(p place) { p.gzZeros(2 << 30) }, results.Refused, 0, "pack-gz-bomb"},
	"pack-zip-bomb": {"fill the memory with a gigabyte of spaces in a megabyte", func(p place) {
		p.zip(file{tally, p.start}, file{"big", strings.Repeat(" ", 1<<28)}, file{"bigger", strings.Repeat(" ", 1<<28)})
	}, results.Refused, 0, "pack-zip-bomb"},
	"pack-doubles":     {"show one file and hand in another of the same name", func(p place) { p.zip(file{tally, p.start}, file{tally, p.right}) }, results.Refused, 0, tally},
	"pack-doubles-tar": {"show one file and hand in another of the same name", func(p place) { p.tar(tarFile(tally, p.start), tarFile("./"+tally, p.right)) }, results.Refused, 0, tally},
	"pack-many":        {"keep the reader busy with 100,000 entries", func(p place) { p.zip(many(100_000, file{tally, p.right})...) }, results.Refused, 0, "pack-many"},
	"pack-deep": {"hide a zip in a zip in a zip in a zip", func(p place) {
		p.zip(file{"a.zip", zipOf(p.t, file{"b.zip", zipOf(p.t, file{"c.zip", zipOf(p.t, file{tally, p.right})})})})
	}, results.Refused, 0, "pack-deep"},
	"pack-zip-in-zip": {"hand in what submit has packed, packed again: no attack", func(p place) { p.zip(file{"work/hand in.zip", zipOf(p.t, file{tally, p.right})}) }, results.Graded, 6, "pass"},
	"pack-cp949": {"mix names in CP949 and in UTF-8: no attack", func(p place) {
		p.zip(file{cp949(p.t, "과제/"), ""}, file{cp949(p.t, "과제/") + tally, p.right}, file{"보고서.txt", "x"})
	}, results.Graded, 6, "pass"},
	"pack-cp949-twice": {"hand in two files under one name in two encodings", func(p place) { p.zip(file{cp949(p.t, "과제/") + tally, p.start}, file{"과제/" + tally, p.right}) }, results.Refused, 0, tally},

	"file-pipe":   {"let the reader wait for ever", func(p place) { p.mkdir(tally); require.NoError(p.t, mkfifo(p.path(tally))) }, results.Refused, 0, tally},
	"file-sparse": {"fill the memory with a file of ten gigabytes that takes no room", func(p place) { p.write(tally, p.right); require.NoError(p.t, os.Truncate(p.path(tally), 10<<30)) }, results.Refused, 0, "256 KiB"},
	"file-folder": {"have a folder for a file", func(p place) { p.write(tally+"/tally.go", p.right) }, results.Refused, 0, "tally.go"},
	"file-empty":  {"hand in no byte", func(p place) { p.write(tally, "") }, results.Refused, 0, "empty"},
	"file-bom":    {"begin with a byte order mark: no attack", func(p place) { p.write(tally, "\ufeff"+p.right) }, results.Graded, 6, "pass"},
	"file-crlf":   {"end lines as Windows does: no attack", func(p place) { p.write(tally, strings.ReplaceAll(p.right, "\n", "\r\n")) }, results.Graded, 6, "pass"},
	"file-nul":    {"end the text early by a zero byte", func(p place) { p.write(tally, p.right+"\x00") }, results.Refused, 0, "UTF-8"},

	"link-lesson": {"hand in a neighbour's folder by a symbolic link", func(p place) {
		p.mkdir("lessons/x")
		p.symlink("../../neighbour-right/lessons/01-race", "lessons/01-race")
	}, results.Refused, 0, "lessons/01-race"},
	"link-outside": {"hand in the published solution by a symbolic link", func(p place) { p.mkdir(tally); p.symlink(absolute(p.t, "../../../solutions/01-race/tally.go"), tally) }, results.Refused, 0, tally},
	"link-hard": {"hand in a neighbour's file by a hard link", func(p place) {
		p.mkdir(tally)
		require.NoError(p.t, os.Link(filepath.Join(p.class, "neighbour-right", tally), p.path(tally)))
	}, results.Graded, 6, "neighbour-right"},

	"beside-module": {"bring a go.mod, a go.work, a vendor folder and settings of the go command that change what is built", func(p place) {
		p.write(tally, p.start)
		for _, dir := range []string{"", "lessons/", "lessons/01-race/"} {
			p.write(dir+"go.mod", "module sharedmap-workshop\n\ngo 1.26\n\nreplace sharedmap-workshop/checker/testrecord => ./evil\n")
			p.write(dir+"go.work", "go 1.26\n\nuse ./evil\n")
			p.write(dir+"go.env", "GOFLAGS=-toolexec=/tmp/evil\n")
			p.write(dir+".config/go/env", "GOFLAGS=-toolexec=/tmp/evil\nGOTOOLCHAIN=go1.1\n")
			p.write(dir+"vendor/modules.txt", "# sharedmap-workshop/checker v1\n")
			p.write(dir+"vendor/sharedmap-workshop/checker/testrecord/testrecord.go", "package testrecord\n\nfunc Begin(any) {}\n")
			p.write(dir+"evil/testrecord.go", "package testrecord\n\nfunc Begin(any) {}\n")
		}
	}, results.Graded, 0, "fail"},
	"beside-files": {"bring tests, a main.go, assembly and C that end the process as green", func(p place) {
		p.write(tally, p.start)
		p.write("lessons/01-race/tally_test.go", "package main\n\nimport (\"os\"; \"testing\")\n\nfunc TestMain(m *testing.M) { os.Exit(0) }\n")
		p.write("lessons/01-race/tests_test.go", "package main\n")
		p.write("lessons/01-race/main.go", "package main\n\nimport \"os\"\n\nfunc init() { os.Exit(0) }\n\nfunc main() {}\n")
		p.write("lessons/01-race/other.go", "package main\n\nimport \"os\"\n\nfunc init() { os.Exit(0) }\n\nfunc main() {}\n")
		p.write("lessons/01-race/zz_amd64.s", "TEXT ·evil(SB),0,$0\n\tRET\n")
		p.write("lessons/01-race/zz.c", "int evil(void) { return 0; }\n")
		p.write("lessons/01-race/cgo.go", "package main\n\nimport \"C\"\n")
		p.write("lessons/01-race/zz.syso", "\x7fELF")
		p.write("checker/testrecord/testrecord.go", "package testrecord\n\nfunc Begin(any) {}\n")
	}, results.Graded, 0, "fail"},
	"beside-names": {"write to the terminal by the names of files", func(p place) {
		p.write(tally, p.right)
		p.write("lessons/01-race/evil\n::error::x\x1b[2J\u202e.go", "package main\n")
		p.write("evil\nfolder\x1b]0;x\x07/x", "x")
	}, results.Graded, 6, "pass"},
	"names\n::error::x\x1b[2J\u009b\u202e": {"write to the terminal by the name of the submission", func(p place) { p.write(tally, p.start) }, results.Graded, 0, "fail"},
}

// file is a file in a zip.
type file struct{ name, text string }

func (p place) path(name string) string {
	return filepath.Join(p.class, p.id, filepath.FromSlash(name))
}

// mkdir makes the folder in which the file lies.
func (p place) mkdir(name string) {
	p.t.Helper()
	require.NoError(p.t, os.MkdirAll(filepath.Dir(p.path(name)), 0o755))
}

func (p place) write(name, text string) {
	p.t.Helper()
	p.mkdir(name)
	require.NoError(p.t, os.WriteFile(p.path(name), []byte(text), 0o644))
}

func (p place) symlink(to, name string) {
	p.t.Helper()
	require.NoError(p.t, os.Symlink(to, p.path(name)))
}

func (p place) zip(files ...file) {
	p.t.Helper()
	require.NoError(p.t, os.WriteFile(filepath.Join(p.class, p.id+".zip"), []byte(zipOf(p.t, files...)), 0o644))
}

func zipOf(t *testing.T, files ...file) string {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range files {
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Deflate, NonUTF8: strings.ToValidUTF8(f.name, "") != f.name})
		require.NoError(t, err)
		if f.text != "" {
			_, err = io.WriteString(w, f.text)
			require.NoError(t, err)
		}
	}
	require.NoError(t, z.Close())
	return out.String()
}

// many returns n entries that weigh nothing, and one file.
func many(n int, last file) []file {
	var all []file
	for range n {
		all = append(all, file{"x/" + strings.Repeat("y", 40) + string(rune('a'+len(all)%26)) + "/", ""})
	}
	return append(all, last)
}

// tarEntry is an entry of a tar and its content.
type tarEntry struct {
	tar.Header
	text string
}

func tarFile(name, text string) tarEntry {
	return tarEntry{tar.Header{Name: name, Typeflag: tar.TypeReg, Mode: 0o644, Size: int64(len(text))}, text}
}

func (p place) tar(entries ...tarEntry) {
	p.t.Helper()
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for _, e := range entries {
		require.NoError(p.t, w.WriteHeader(&e.Header))
		_, err := io.WriteString(w, e.text)
		require.NoError(p.t, err)
	}
	require.NoError(p.t, w.Close())
	p.gz(out.String())
}

// gz writes a tar.gz with this content.
func (p place) gz(content string) {
	p.t.Helper()
	p.gzip(strings.NewReader(content))
}

// gzZeros writes a tar.gz of so many zero bytes.
func (p place) gzZeros(n int64) {
	p.t.Helper()
	p.gzip(io.LimitReader(zeros{}, n))
}

func (p place) gzip(from io.Reader) {
	p.t.Helper()
	f, err := os.Create(filepath.Join(p.class, p.id+".tar.gz"))
	require.NoError(p.t, err)
	z := gzip.NewWriter(f)
	_, err = io.Copy(z, from)
	require.NoError(p.t, err)
	require.NoError(p.t, z.Close())
	require.NoError(p.t, f.Close())
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

func cp949(t *testing.T, s string) string {
	t.Helper()
	out, err := korean.EUCKR.NewEncoder().String(s)
	require.NoError(t, err)
	return out
}

func absolute(t *testing.T, name string) string {
	t.Helper()
	abs, err := filepath.Abs(name)
	require.NoError(t, err)
	return abs
}

// check compares the student's line with what the attack must get.
func (a wholeAttack) check(t *testing.T, id string, line results.Student) {
	t.Helper()
	text := jsonOf(t, line)
	assert.Equal(t, a.state, line.State, "%q tries to %s: %s", id, a.tries, text)
	assert.Equal(t, a.points, line.Points, "%q tries to %s: %s", id, a.tries, text)
	assert.Contains(t, text, a.says, "%q tries to %s", id, a.tries)
	assert.NotContains(t, text, "\x1b", "%q", id)
}
