package sandbox

import (
	"os"
	"time"

	"sharedmap-workshop/checker/explore/link"
)

// Stop is why a program was stopped before it ended by itself. A program that used more than its limit counts as stopped, even if it ended
// before that was measured.
type Stop string

// The reasons.
const (
	NotStopped Stop = ""
	Wall       Stop = "wall"      // Limits.Wall: the machine may have been busy
	Processor  Stop = "processor" // Limits.Processor
	Memory     Stop = "memory"    // Limits.Memory
	Output     Stop = "output"    // Limits.Output
	Disk       Stop = "disk"      // Limits.Disk
	Tasks      Stop = "tasks"     // Limits.Tasks
	Forbidden  Stop = "forbidden" // it made a system call that no program here may make
	Killed     Stop = "killed"    // somebody else killed it: the system, or a person
	Cancelled  Stop = "cancelled" // the context ended
)

// Kind is the kind of limit that results name: time, memory, output or killed; "" for a program that was not stopped.
func (s Stop) Kind() string {
	switch s {
	case NotStopped, Cancelled:
		return ""
	case Wall, Processor:
		return "time"
	case Memory:
		return "memory"
	case Output, Disk:
		return "output"
	case Tasks, Forbidden, Killed:
		return "killed"
	}
	return string(s)
}

// Result is how a program ended.
type Result struct {
	Stopped   Stop
	ExitCode  int           // -1 if a signal ended it
	Signal    os.Signal     // nil if none did
	Wall      time.Duration // how long it ran, with the time that the sandbox takes to start
	Processor time.Duration // the processor time of the process and of the children that it waited for
	Peak      int64         // resident bytes at the highest, as far as it was seen; 0: unknown
	Messages  []link.Message
}

// Passed reports whether the program ended by itself with status 0.
func (r Result) Passed() bool { return r.Stopped == NotStopped && r.ExitCode == 0 }
