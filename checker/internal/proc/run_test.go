//go:build unix

package proc

import (
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// shell returns a command that runs a script, with a WaitDelay too short to wait for its output.
func shell(t *testing.T, script string) *exec.Cmd {
	cmd := exec.CommandContext(t.Context(), "sh", "-c", script)
	cmd.Stdout, cmd.WaitDelay = &strings.Builder{}, time.Millisecond
	return cmd
}

func TestAnOpenOutputIsNotAnError(t *testing.T) {
	cmd := shell(t, "sleep 30 & exit 0") // the sleeper holds the output open
	require.NoError(t, Run(cmd))
}

func TestRemainingProcessesAreKilled(t *testing.T) {
	r, w, err := os.Pipe()
	require.NoError(t, err)
	cmd := shell(t, "sleep 30 & exit 0")
	cmd.Stdout = w
	require.NoError(t, Run(cmd))
	require.NoError(t, w.Close())
	_, err = io.ReadAll(r) // returns when no process has the write end open
	require.NoError(t, err)
	require.NoError(t, r.Close())
}

func TestTheExitStatusIsKept(t *testing.T) {
	cmd := shell(t, "sleep 30 & exit 3")
	var exit *exec.ExitError
	require.ErrorAs(t, Run(cmd), &exit)
	assert.Equal(t, 3, exit.ExitCode())
}
