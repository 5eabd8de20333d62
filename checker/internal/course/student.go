package course

import (
	"bytes"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"unicode/utf8"
)

// MaxSource is the maximum size of a student's file in bytes. It is sixty times the size of the longest solution.
const MaxSource = 256 << 10

// The errors of a student's file that are found before it is compiled.
var (
	ErrMissing    = errors.New("missing")
	ErrNotRegular = errors.New("not a regular file")
	ErrTooLarge   = errors.New("too large")
	ErrEmpty      = errors.New("empty")
	ErrNotUTF8    = errors.New("not UTF-8")
	ErrPackage    = errors.New("not package main")
)

// ReadStudent reads the student's file of the lesson below root. Its errors wrap the errors above, or are errors of the file system such as
// fs.ErrPermission. Syntax errors are not reported, because the compiler explains them better.
func ReadStudent(root string, l Lesson) ([]byte, error) {
	return readSource(filepath.Join(root, filepath.FromSlash(l.Path())))
}

func readSource(name string) ([]byte, error) {
	info, err := os.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, ErrMissing
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, ErrNotRegular
	case info.Size() > MaxSource:
		return nil, ErrTooLarge
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	src, err := io.ReadAll(io.LimitReader(f, MaxSource+1))
	if err != nil {
		return nil, err
	}
	return src, CheckSource(src)
}

// CheckSource returns the error of a content that cannot be a student's file, or nil.
func CheckSource(src []byte) error {
	switch {
	case len(src) > MaxSource:
		return ErrTooLarge
	case len(bytes.TrimSpace(src)) == 0:
		return ErrEmpty
	case !utf8.Valid(src) || bytes.IndexByte(src, 0) >= 0:
		return ErrNotUTF8
	}
	f, err := parser.ParseFile(token.NewFileSet(), "", src, parser.PackageClauseOnly)
	if err == nil && f.Name.Name != "main" {
		return fmt.Errorf("%w but package %s", ErrPackage, f.Name.Name)
	}
	return nil
}
