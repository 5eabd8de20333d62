package course_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/course"
)

func TestReadStudentNamesWhatIsWrong(t *testing.T) {
	l := course.Lesson{ID: "01-race", File: "tally.go"}
	for _, c := range []struct {
		name string
		make func(file string) error
		want error
	}{
		{"missing", func(string) error { return nil }, course.ErrMissing},
		{"empty", write(" \n\t"), course.ErrEmpty},
		{"not utf-8", write("package main\n// \xff\xfe"), course.ErrNotUTF8},
		{"utf-16", write("p\x00a\x00c\x00k\x00"), course.ErrNotUTF8},
		{"other package", write("package tally\n"), course.ErrPackage},
		{"too large", write(string(bytes.Repeat([]byte("/"), course.MaxSource+1))), course.ErrTooLarge},
		{"folder", func(f string) error { return os.Mkdir(f, 0o755) }, course.ErrNotRegular},
		{"link", func(f string) error { return os.Symlink("elsewhere.go", f) }, course.ErrNotRegular},
		{"syntax error", write("package main\nfunc {"), nil},
		{"crlf and bom", write("\ufeffpackage main\r\n"), nil},
	} {
		root := t.TempDir()
		file := filepath.Join(root, "lessons", "01-race", "tally.go")
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, c.make(file))
		_, err := course.ReadStudent(root, l)
		assert.ErrorIs(t, err, c.want, c.name)
	}
}

func write(text string) func(string) error {
	return func(f string) error { return os.WriteFile(f, []byte(text), 0o600) }
}

func TestFindRoot(t *testing.T) {
	root := t.TempDir()
	deep := filepath.Join(root, "lessons", "01-race")
	require.NoError(t, os.MkdirAll(deep, 0o755))
	_, err := course.FindRoot(deep)
	assert.ErrorIs(t, err, course.ErrNoRepo)
	require.NoError(t, os.WriteFile(filepath.Join(root, "go.mod"), []byte("module sharedmap-workshop\n\ngo 1.26\n"), 0o600))
	got, err := course.FindRoot(deep)
	require.NoError(t, err)
	assert.Equal(t, root, got)
}
