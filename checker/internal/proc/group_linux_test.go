package proc

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// stateOf returns the state letter of a process, or "" for a process that does not exist. Z is a process that has exited and has not been
// reaped.
func stateOf(pid int) string {
	b, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return ""
	}
	return strings.Fields(string(b[strings.LastIndexByte(string(b), ')')+1:]))[0]
}

// After a process is reaped, its id may belong to another process. So the group gets its last signal before that.
func TestWaitExitedDoesNotReap(t *testing.T) {
	cmd := exec.Command("true")
	require.NoError(t, cmd.Start())
	require.True(t, waitExited(cmd.Process.Pid))
	assert.Equal(t, "Z", stateOf(cmd.Process.Pid))
	require.NoError(t, cmd.Wait())
	assert.False(t, waitExited(cmd.Process.Pid), "a reaped process is no child")
}

func TestAClosedGroupGetsNoSignal(t *testing.T) {
	other := exec.Command("sleep", "30") // stands for the process that has the id now
	ownGroup(other)
	require.NoError(t, other.Start())
	g := &group{cmd: other, closed: true}
	require.ErrorIs(t, g.cancel(false), os.ErrProcessDone)
	g.close(true)
	g = &group{cmd: other}
	g.close(false)
	require.NoError(t, other.Process.Signal(syscall.SIGTERM))
	require.EqualError(t, other.Wait(), "signal: terminated", "no signal came before this one")
}

// started runs a script until it has printed its first line, which is the process id of a grandchild, and returns that id.
func started(t *testing.T, ctx context.Context, script string, graceful bool) (grandchild int, ended <-chan error) {
	t.Helper()
	r, w, err := os.Pipe()
	require.NoError(t, err)
	t.Cleanup(func() { _, _ = r.Close(), w.Close() })
	cmd := exec.CommandContext(ctx, "sh", "-c", script)
	cmd.Stdout, cmd.WaitDelay = w, 30*time.Second
	end := make(chan error, 1)
	go func() { end <- RunGraceful(cmd, func() bool { return graceful }) }()
	line, err := bufio.NewReader(r).ReadString('\n')
	require.NoError(t, err)
	grandchild, err = strconv.Atoi(strings.TrimSpace(line))
	require.NoError(t, err)
	return grandchild, end
}

func TestCancellationEndsTheWholeGroup(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	grandchild, ended := started(t, ctx, "sleep 30 & echo $!; wait", false)
	cancel()
	require.ErrorContains(t, <-ended, "killed")
	// A signal reaches the whole group at once, but each process exits on its own, so wait for it. Without the signal the grandchild sleeps for 30 seconds.
	assert.Eventually(t, func() bool { return slices.Contains([]string{"", "Z"}, stateOf(grandchild)) }, 20*time.Second, time.Millisecond)
}

func TestAnInterruptedCommandMayExitOnItsOwn(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	_, ended := started(t, ctx, "trap 'exit 7' INT; sleep 30 & echo $!; wait", true)
	cancel()
	var exit *exec.ExitError
	require.ErrorAs(t, <-ended, &exit)
	assert.Equal(t, 7, exit.ExitCode())
}
