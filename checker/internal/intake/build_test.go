package intake_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/binary"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/korean"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/intake"
)

// at is when the files of the tests were made.
var at = time.Date(2026, 3, 19, 21, 4, 0, 0, time.UTC)

// file is one entry of an archive that a test builds.
type file struct {
	name    string
	content string
	mode    fs.FileMode // 0 is a regular file
	link    string
	time    time.Time
	dosTime bool // no time but the one of MS-DOS, as Windows Explorer writes it
	store   bool
}

func (f file) modified() time.Time {
	if f.time.IsZero() {
		return at
	}
	return f.time
}

// zipOf returns a zip.
func zipOf(t testing.TB, files ...file) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range files {
		h := &zip.FileHeader{Name: f.name, Method: zip.Deflate}
		if f.store {
			h.Method = zip.Store
		}
		if f.dosTime {
			h.ModifiedDate, h.ModifiedTime = dosTime(f.modified())
		} else {
			h.Modified = f.modified()
		}
		if f.mode != 0 {
			h.SetMode(f.mode)
		}
		h.NonUTF8 = !isUTF8(f.name)
		w, err := z.CreateHeader(h)
		require.NoError(t, err)
		_, err = w.Write([]byte(f.content + f.link))
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return out.Bytes()
}

func isUTF8(s string) bool { return bytes.Equal([]byte(s), bytes.ToValidUTF8([]byte(s), []byte("?"))) }

func dosTime(t time.Time) (date, clock uint16) {
	return uint16(t.Day() + int(t.Month())<<5 + (t.Year()-1980)<<9), uint16(t.Second()/2 + t.Minute()<<5 + t.Hour()<<11)
}

// tarOf returns a tar.gz.
func tarOf(t testing.TB, files ...file) []byte {
	t.Helper()
	var out bytes.Buffer
	g := gzip.NewWriter(&out)
	w := tar.NewWriter(g)
	for _, f := range files {
		h := &tar.Header{Name: f.name, Mode: 0o644, Size: int64(len(f.content)), ModTime: f.modified(), Typeflag: tar.TypeReg}
		switch {
		case f.mode.IsDir():
			h.Typeflag = tar.TypeDir
		case f.mode&fs.ModeSymlink != 0:
			h.Typeflag, h.Linkname = tar.TypeSymlink, f.link
		case f.mode&fs.ModeIrregular != 0: // stands for a hard link here
			h.Typeflag, h.Linkname = tar.TypeLink, f.link
		case f.mode&fs.ModeDevice != 0:
			h.Typeflag = tar.TypeChar
		case f.mode&fs.ModeNamedPipe != 0:
			h.Typeflag = tar.TypeFifo
		}
		require.NoError(t, w.WriteHeader(h))
		_, err := w.Write([]byte(f.content))
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	require.NoError(t, g.Close())
	return out.Bytes()
}

// cp949 returns a text as Windows in Korean writes it.
func cp949(t testing.TB, s string) string {
	t.Helper()
	out, err := korean.EUCKR.NewEncoder().String(s)
	require.NoError(t, err)
	return out
}

// classOf writes the files of a class into a folder of its own.
func classOf(t testing.TB, files map[string][]byte) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		write(t, filepath.Join(dir, filepath.FromSlash(name)), content)
	}
	return dir
}

func write(t testing.TB, name string, content []byte) {
	t.Helper()
	require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o755))
	require.NoError(t, os.WriteFile(name, content, 0o600))
}

// answer is a file that grading accepts. Different words make different files.
func answer(word string) string { return "package main\n\n// " + word + "\n" }

// read reads a class with the published lessons.
func read(t testing.TB, name string, change ...func(*intake.Options)) *intake.Class {
	t.Helper()
	c, err := tryRead(t, name, change...)
	require.NoError(t, err)
	return c
}

func tryRead(t testing.TB, name string, change ...func(*intake.Options)) (*intake.Class, error) {
	t.Helper()
	lessons, err := course.Published()
	require.NoError(t, err)
	o := intake.Options{Course: lessons, Zone: time.UTC}
	for _, f := range change {
		f(&o)
	}
	return intake.Read(context.Background(), name, o)
}

// student returns the row of a student.
func student(t testing.TB, c *intake.Class, id string) intake.Student {
	t.Helper()
	i := slices.IndexFunc(c.Students, func(s intake.Student) bool { return s.ID == id })
	require.GreaterOrEqual(t, i, 0, "no student %s in %v", id, ids(c))
	return c.Students[i]
}

func ids(c *intake.Class) []string {
	out := []string{}
	for _, s := range c.Students {
		out = append(out, s.ID)
	}
	return out
}

// lessonsOf returns the lessons of which a student has a file.
func lessonsOf(s intake.Student) []string {
	out := []string{}
	for _, l := range s.Lessons {
		out = append(out, l.ID)
	}
	return out
}

// source returns the content of the file that counts.
func source(t testing.TB, s intake.Student, lesson string) string {
	t.Helper()
	for _, l := range s.Lessons {
		if l.ID == lesson {
			return string(l.Files[0].Source)
		}
	}
	require.Fail(t, "no file", "%s of %s: %+v", lesson, s.ID, s.Submissions)
	return ""
}

// why returns the reasons of all problems of a student.
func why(s intake.Student) []string {
	out := []string{}
	for _, p := range s.Problems {
		out = append(out, p.Why)
	}
	for _, sub := range s.Submissions {
		for _, p := range sub.Problems {
			out = append(out, p.Why)
		}
	}
	return out
}

// lie changes a number in the directory of a zip: 4 bytes at a place from the beginning of each entry.
func lie(b []byte, place int, value uint32) []byte {
	out := bytes.Clone(b)
	for from := 0; ; {
		i := bytes.Index(out[from:], []byte("PK\x01\x02"))
		if i < 0 {
			return out
		}
		binary.LittleEndian.PutUint32(out[from+i+place:], value)
		from += i + 4
	}
}
