package scratch

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestMain lets the test binary also act as a run that is killed: it opens a folder, prints the folder's path, and waits.
func TestMain(m *testing.M) {
	tmp := os.Getenv("SCRATCH_TEST_HOLD")
	if tmp == "" {
		os.Exit(m.Run())
	}
	f, err := openIn(tmp)
	if err != nil {
		panic(err)
	}
	_, _ = os.Stdout.WriteString(f.Dir + "\n")
	_, _ = os.Stdin.Read(make([]byte, 1))
}

func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	out := []string{}
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

func TestAFolderLeavesNothing(t *testing.T) {
	tmp := t.TempDir()
	f, err := openIn(tmp)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(f.Dir, "x"), nil, 0o600))
	require.NoError(t, f.Close())
	require.NoError(t, f.Close(), "a second Close does nothing")
	assert.Empty(t, names(t, tmp))
}

// A killed process may still write while the folder is removed.
func TestAFolderIsRemovedFromUnderAWriter(t *testing.T) {
	tmp := t.TempDir()
	f, err := openIn(tmp)
	require.NoError(t, err)
	var writer sync.WaitGroup
	begun := make(chan struct{})
	writer.Go(func() {
		close(begun)
		for i := range 500 {
			_ = os.Mkdir(filepath.Join(f.Dir, strconv.Itoa(i)), 0o700) // until the folder is gone
		}
	})
	<-begun
	err = f.Close()
	writer.Wait()
	require.NoError(t, err)
	assert.Empty(t, names(t, tmp))
}

// The next run removes the folder of a killed run. It does not remove the folder of a run that is still running.
func TestOnlyTheFoldersOfEndedRunsAreRemoved(t *testing.T) {
	tmp := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(tmp, "workshop-of-somebody-else"), 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(tmp, "other.lock"), nil, 0o600))
	run := exec.Command(os.Args[0])
	run.Env = append(os.Environ(), "SCRATCH_TEST_HOLD="+tmp)
	in, err := run.StdinPipe()
	require.NoError(t, err)
	out, err := run.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, run.Start())
	dir, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	dir = dir[:len(dir)-1]
	require.NoError(t, os.WriteFile(filepath.Join(dir, "large"), nil, 0o600))

	mine, err := openIn(tmp)
	require.NoError(t, err)
	assert.FileExists(t, filepath.Join(dir, "large"), "its owner is running")
	require.NoError(t, run.Process.Kill())
	_ = run.Wait() // killed
	_ = in.Close()
	next, err := openIn(tmp)
	require.NoError(t, err)
	assert.NoDirExists(t, dir)
	assert.NoFileExists(t, dir+".lock")
	assert.DirExists(t, mine.Dir)
	require.NoError(t, mine.Close())
	require.NoError(t, next.Close())
	assert.Equal(t, []string{"other.lock", "workshop-of-somebody-else"}, names(t, tmp), "not ours")
}

// Many runs that start and end at the same time never remove each other's folders.
func TestFoldersOfRunningRunsAreKept(t *testing.T) {
	tmp := t.TempDir()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				f, err := openIn(tmp)
				if !assert.NoError(t, err) {
					return
				}
				assert.DirExists(t, f.Dir)
				assert.FileExists(t, f.Dir+".lock")
				assert.NoError(t, f.Close())
			}
		})
	}
	wg.Wait()
	assert.Empty(t, names(t, tmp))
}
