//go:build unix

package proc

import (
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/explore/link"
)

// TestMain lets the test binary also act as the linked process.
func TestMain(m *testing.M) {
	if link.Open() {
		os.Exit(linked())
	}
	os.Exit(m.Run())
}

// linked does what the task says, like the test process of a lesson.
func linked() int {
	var task string
	if err := link.Task(&task); err != nil {
		return 3
	}
	switch task {
	case "tell":
		if err := link.Send("told", task); err != nil {
			return 3
		}
	case "look":
		return visibleSecrets()
	}
	return 0
}

// visibleSecrets returns how many places contain the secret, of the places that a program can read without reading its own memory.
func visibleSecrets() int {
	stdin := make([]byte, 1)
	n, _ := os.Stdin.Read(stdin)
	found := n
	for _, file := range []string{"/proc/self/environ", "/proc/self/cmdline"} {
		if b, err := os.ReadFile(file); err == nil && strings.Contains(string(b), "Secret") {
			found++
		}
	}
	return found
}

func linkedCommand(t *testing.T) *exec.Cmd {
	exe, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.CommandContext(t.Context(), exe)
	cmd.WaitDelay = time.Second
	return cmd
}

func TestALinkedProcessReports(t *testing.T) {
	got, err := RunLinked(linkedCommand(t), "tell")
	require.NoError(t, err)
	require.Len(t, got, 1)
	assert.Equal(t, "told", got[0].Kind)
	assert.JSONEq(t, `"tell"`, string(got[0].Data))
}

func TestTheSecretIsNotVisible(t *testing.T) {
	_, err := RunLinked(linkedCommand(t), "look")
	assert.NoError(t, err)
}

// shLinked runs a shell script as a linked process. The script does not use package link.
func shLinked(t *testing.T, script string) []link.Message {
	cmd := exec.CommandContext(t.Context(), "sh", "-c", script)
	cmd.WaitDelay = time.Second
	got, err := RunLinked(cmd, "")
	require.NoError(t, err)
	return got
}

func TestMessagesWithoutTheSecretAreIgnored(t *testing.T) {
	assert.Empty(t, shLinked(t, `echo '{"secret":"guessed","kind":"end","data":{}}' >&3; echo garbage >&3`))
}

func TestTheSecretComesOnStandardInput(t *testing.T) {
	got := shLinked(t, `sed 's/.*"Secret":"\([^"]*\)".*/{"secret":"\1","kind":"k","data":1}/' >&3`)
	require.Len(t, got, 1)
	assert.Equal(t, json.RawMessage("1"), got[0].Data)
}

func TestTooMuchOnTheLinkIsDiscarded(t *testing.T) {
	assert.Empty(t, shLinked(t, `dd if=/dev/zero bs=1000000 count=100 2>/dev/null >&3`))
}

func TestAnOpenLinkDoesNotDelayTheEnd(t *testing.T) {
	start := time.Now()
	shLinked(t, `setsid sleep 30 & exit 0`)
	assert.Less(t, time.Since(start), 20*time.Second)
}
