package sandbox

import "slices"

// Layer is one mechanism that holds a process. Its name stands in results.
type Layer string

// The layers.
const (
	Userns   Layer = "userns"   // a user namespace: no privileges outside, no further user namespaces
	Netns    Layer = "netns"    // a network namespace without any network
	Pidns    Layer = "pidns"    // a PID namespace: other processes have no name, and nothing outlives the first process
	Mountns  Layer = "mountns"  // a mount namespace: other files have no name, other disks cannot be written
	Landlock Layer = "landlock" // Landlock: only the listed files, no TCP, no signals to others
	Seccomp  Layer = "seccomp"  // a list of system calls; no sockets, no new processes
	Rlimits  Layer = "rlimits"  // limits of the kernel for one process
	Cgroup   Layer = "cgroup"   // a control group: memory and processes of the whole tree
	Measured Layer = "limits"   // time, memory, output and disk, measured from outside
	Lifeline Layer = "lifeline" // everything ends with the checker
)

// AllLayers are the layers in the order in which they are shown.
func AllLayers() []Layer {
	return []Layer{Userns, Netns, Pidns, Mountns, Landlock, Seccomp, Rlimits, Cgroup, Measured, Lifeline}
}

// Level is how much a machine holds.
type Level string

// The levels.
const (
	Full    Level = "full"    // every layer but Cgroup, whose work Measured does more slowly
	Process Level = "process" // what needs no namespaces: Landlock, Seccomp, Rlimits, Measured, Lifeline
	None    Level = "none"    // Measured, as far as the system allows
)

// levels are the layers without which a level is not reached.
var levels = map[Level][]Layer{
	Full:    {Userns, Netns, Pidns, Mountns, Landlock, Seccomp, Rlimits, Measured, Lifeline},
	Process: {Landlock, Seccomp, Rlimits, Measured, Lifeline},
	None:    nil,
}

// Known reports whether l is a level.
func (l Level) Known() bool {
	_, known := levels[l]
	return known
}

// missing returns the layers that the level needs and that are not in held.
func (l Level) missing(held []Layer) []Layer {
	return slices.DeleteFunc(slices.Clone(levels[l]), func(layer Layer) bool { return slices.Contains(held, layer) })
}

// levelOf returns the highest level that the layers reach.
func levelOf(held []Layer) Level {
	for _, l := range []Level{Full, Process} {
		if len(l.missing(held)) == 0 {
			return l
		}
	}
	return None
}
