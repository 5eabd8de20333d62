package course

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
)

// ErrNoRepo says that no folder above the start is the workshop's repo.
var ErrNoRepo = errors.New("not inside the workshop's repo")

var moduleLine = regexp.MustCompile(`(?m)^module\s+"?sharedmap-workshop"?\s*$`)

// FindRoot walks up from dir to the folder whose go.mod is the workshop's, and returns it as an absolute
// path. It returns ErrNoRepo when there is none.
func FindRoot(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	for {
		mod, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if err == nil && moduleLine.Match(mod) {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", ErrNoRepo
		}
		dir = up
	}
}
