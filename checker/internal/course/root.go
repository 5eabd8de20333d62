package course

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
)

// ErrNoRepo is the error of FindRoot if no folder is the workshop's repo.
var ErrNoRepo = errors.New("not inside the workshop's repo")

var moduleLine = regexp.MustCompile(`(?m)^module\s+"?sharedmap-workshop"?\s*$`)

// FindRoot returns the absolute path of the workshop's repo: dir, or the closest folder above dir, whose go.mod is the workshop's. It
// returns ErrNoRepo if there is none.
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
