package course

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// OriginalsDir is the folder of the embedded copies below the repo's root, with slashes.
const OriginalsDir = "checker/internal/course/testdata/originals"

// originalNames returns the files of the repo that are copied: the path below the root, and the name of the copy.
func originalNames(repo fs.FS) (map[string]string, error) {
	names := map[string]string{"go.mod": modName, "go.sum": sumName}
	err := fs.WalkDir(repo, "lessons", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !strings.HasPrefix(d.Name(), ".") && !strings.HasSuffix(d.Name(), BackupExt) {
			names[p] = p
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list lessons: %w", err)
	}
	return names, nil
}

// Differences returns the repo's files that differ from the originals of c, including missing and additional files, sorted.
func (c *Course) Differences(root string) ([]string, error) {
	repo := os.DirFS(root)
	names, err := originalNames(repo)
	if err != nil {
		return nil, err
	}
	var out []string
	for p, copied := range names {
		now, err := fs.ReadFile(repo, p)
		if err != nil {
			return nil, fmt.Errorf("compare originals: %w", err)
		}
		was, err := fs.ReadFile(c.files, copied)
		if err != nil || !bytes.Equal(now, was) {
			out = append(out, p)
		}
	}
	err = fs.WalkDir(c.files, "lessons", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && names[p] == "" {
			out = append(out, p)
		}
		return err
	})
	slices.Sort(out)
	return out, err
}

// WriteOriginals replaces the copies below root with the repo's current files.
func WriteOriginals(root string) error {
	names, err := originalNames(os.DirFS(root))
	if err != nil {
		return err
	}
	to := filepath.Join(root, filepath.FromSlash(OriginalsDir))
	if err := os.RemoveAll(filepath.Join(to, "lessons")); err != nil {
		return fmt.Errorf("write originals: %w", err)
	}
	for p, copied := range names {
		if err := copyFile(filepath.Join(root, filepath.FromSlash(p)), filepath.Join(to, filepath.FromSlash(copied))); err != nil {
			return fmt.Errorf("write originals: %w", err)
		}
	}
	return nil
}

func copyFile(from, to string) error {
	b, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	return os.WriteFile(to, b, 0o644)
}

// SolutionFaults returns the files that the solutions below root lack, and each main.go that differs from the lesson's.
func (c *Course) SolutionFaults(root string) ([]string, error) {
	var out []string
	for _, l := range c.Lessons {
		files, err := c.Files(l)
		if err != nil {
			return nil, err
		}
		dir := path.Dir(l.Solution())
		for _, name := range []string{l.File, "main.go", "README.md", "README.ko.md"} {
			b, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(dir), name))
			switch {
			case errors.Is(err, fs.ErrNotExist):
				out = append(out, dir+"/"+name)
			case err != nil:
				return nil, fmt.Errorf("check solutions: %w", err)
			case name == "main.go" && !bytes.Equal(b, files[name]):
				out = append(out, dir+"/"+name)
			}
		}
	}
	return out, nil
}
