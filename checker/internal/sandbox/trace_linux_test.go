package sandbox

import (
	"os"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A thread that is traced outlives its process until the tracer waits for it, so an attack must not be traced when it ends.
func TestTheAttackByPtraceLeavesNoTracer(t *testing.T) {
	runtime.LockOSThread() // not unlocked: the thread ends with the goroutine
	if err := attacks()["ptrace"](target{}); err != nil {
		t.Skipf("this machine allows no ptrace: %v", err)
	}
	status, err := os.ReadFile("/proc/thread-self/status")
	require.NoError(t, err)
	assert.Contains(t, string(status), "\nTracerPid:\t0\n")
}
