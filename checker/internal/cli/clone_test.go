package cli_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// clones are the folders in which tests make a clone of the course, one after the other: the build cache knows what was compiled in a folder of the
// same name, and compiling all of a clone anew takes eight seconds of processor time.
var clones struct {
	sync.Mutex
	root string
	made int
	free []string
}

// cloneFolder returns an empty folder of clones that is the test's until it ends.
func cloneFolder(t *testing.T) string {
	t.Helper()
	dir, giveBack, err := takeClone()
	require.NoError(t, err)
	t.Cleanup(giveBack)
	return dir
}

// takeClone returns an empty folder of clones, for one test alone until it calls giveBack.
func takeClone() (dir string, giveBack func(), err error) {
	clones.Lock()
	defer clones.Unlock()
	if clones.root == "" {
		if clones.root, err = os.MkdirTemp("", "clones-"); err != nil {
			return "", nil, err
		}
	}
	if n := len(clones.free); n > 0 {
		dir, clones.free = clones.free[n-1], clones.free[:n-1]
	} else {
		clones.made++
		dir = filepath.Join(clones.root, strconv.Itoa(clones.made))
	}
	if err := os.Mkdir(dir, 0o755); err != nil {
		return "", nil, err
	}
	return dir, func() {
		if removeAll(dir) != nil {
			return // nobody gets what is not empty
		}
		clones.Lock()
		defer clones.Unlock()
		clones.free = append(clones.free, dir)
	}, nil
}

// removeAll removes a folder, also where a test has taken the right to write away.
func removeAll(dir string) error {
	_ = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			return os.Chmod(name, 0o755)
		}
		return nil
	}) // what cannot be changed is not removed, which is an error
	return os.RemoveAll(dir)
}

// mainOf removes the clones when all tests have ended.
type mainOf struct{ *testing.M }

// Run runs the tests.
func (m mainOf) Run() int {
	code := m.M.Run()
	if clones.root != "" {
		_ = removeAll(clones.root) // what is left is in a temporary folder
	}
	return code
}
