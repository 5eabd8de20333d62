package gotest

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/internal/instrument"
	"sharedmap-workshop/checker/internal/sandbox"
	"sharedmap-workshop/checker/testrecord"
)

// What a limit of the sandbox ended is worth a second try, whichever of the two runs it was, and however the program ended.
func TestLimitsAreTriedAgain(t *testing.T) {
	whole := testrecord.Report{Began: true, Done: true, Ended: true}
	searchStopped := func(s sandbox.Stop) *Exploration {
		return &Exploration{Err: fmt.Errorf("explore: %w", &instrument.NoResultError{ExitCode: 2, Stopped: string(s)})}
	}
	for _, c := range []struct {
		name  string
		step  StepResult
		stop  sandbox.Stop
		again bool
	}{
		{"green", StepResult{Ran: true, Report: whole}, sandbox.NotStopped, false},
		{"red", StepResult{Ran: true, ExitCode: 1}, sandbox.NotStopped, false},
		{"killed at the limit of memory", StepResult{Ran: true, ExitCode: -1, Stopped: "memory"}, sandbox.Memory, true},
		{"ended itself without memory", StepResult{Ran: true, ExitCode: 2, Stopped: "memory"}, sandbox.Memory, true},
		{"ended itself without threads", StepResult{Ran: true, ExitCode: 2, Stopped: "tasks"}, sandbox.Tasks, true},
		{"a whole record above the limit", StepResult{Ran: true, Report: whole, Stopped: "disk"}, sandbox.Disk, true},
		{"a forbidden call", StepResult{Ran: true, ExitCode: -1, Stopped: "forbidden"}, sandbox.Forbidden, false},
		{"a search without memory", StepResult{Ran: true, Report: whole, Explored: searchStopped(sandbox.Memory)}, sandbox.Memory, true},
		{"a search with too much output", StepResult{Ran: true, Report: whole, Explored: searchStopped(sandbox.Output)}, sandbox.Output, true},
		{"a forbidden call in the search", StepResult{Ran: true, Report: whole, Explored: searchStopped(sandbox.Forbidden)}, sandbox.Forbidden, false},
		{"a search without memory of a red step", StepResult{Ran: true, ExitCode: 1, Explored: searchStopped(sandbox.Memory)}, sandbox.NotStopped, false},
		{"interrupted", StepResult{Ran: true, Cancelled: true, ExitCode: -1, Stopped: "cancelled"}, sandbox.NotStopped, false},
	} {
		assert.Equal(t, c.stop, c.step.StoppedBy(), c.name)
		assert.Equal(t, c.again, c.step.Interfered(), c.name)
	}
}

func TestAFailedAllocationIsNoRace(t *testing.T) {
	race := "==================\nWARNING: DATA RACE\nRead at 0x00c000012108 by goroutine 7:\n  main.f()\n"
	for _, c := range []struct {
		name, reported string
		raced          bool
		stopped        string
	}{
		{"nothing", "", false, ""},
		{"a race", race, true, ""},
		{"no shadow memory", "==1==ERROR: ThreadSanitizer failed to allocate 0x178000000 (6308233216) bytes at address 218008000000 (errno: 12)\n", false, "memory"},
		{"no memory", "==7==ERROR: ThreadSanitizer: out of memory: failed to allocate 0x10000 bytes of x\n", false, "memory"},
		{"its own allocator", "FATAL: ThreadSanitizer: internal allocator is out of memory trying to allocate 0x1000 bytes\n", false, "memory"},
		{"no memory after a race", race + "==1==ERROR: ThreadSanitizer failed to allocate 0x10000 bytes\n", true, ""},
		{"what nobody knows", "FATAL: ThreadSanitizer CHECK failed\n", true, ""},
	} {
		raced, stopped := readDetector([]byte(c.reported), true)
		assert.Equal(t, c.raced, raced, c.name)
		assert.Equal(t, c.stopped, stopped, c.name)
	}
	raced, stopped := readDetector([]byte("==1==ERROR: ThreadSanitizer failed to allocate 0x1 bytes\n"), false)
	assert.True(t, raced, "without a sandbox no limit was reached: the report is shown as it came")
	assert.Empty(t, stopped)
}
