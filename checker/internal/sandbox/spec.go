package sandbox

import (
	"cmp"
	"io"
	"time"
)

// Spec is a program to run, and what it may reach. All paths are absolute. Where the checker is root, a program that is not a Tool runs
// as another user: the paths must be readable for everybody then.
type Spec struct {
	Path string   // the program
	Args []string // without the program's name
	Env  []string // the whole environment; nothing is inherited. TMPDIR is added if there is a folder in Write
	Dir  string   // the working directory; "": the first folder of Write, or /

	Read  []string // files and folders that the program may read, besides itself and the system's libraries
	Write []string // folders that it may write, too; nothing in them can be executed, unless it is a Tool
	Cache []string // folders that a Tool may write, and that other runs write, too: their size does not count

	// Tool marks a program that we trust and whose input we do not: go, and the compilers that it starts. It may start processes.
	Tool bool

	Limits Limits

	Stdout, Stderr io.Writer // nil: discarded
	Task           any       // not nil: the task of a linked process (proc.RunLinked)
}

// Limits are what a program may use. A zero means the default.
type Limits struct {
	Wall      time.Duration // on the clock; a busy machine reaches it sooner
	Processor time.Duration // of all threads and all processes together: it does not depend on how busy the machine is
	Memory    int64         // resident bytes of all processes together
	Output    int64         // bytes on stdout and stderr together
	Disk      int64         // bytes in the folders of Write, and of one file
	Tasks     int           // processes and threads
}

// The defaults.
var (
	programLimits = Limits{Wall: 90 * time.Second, Processor: 20 * time.Second, Memory: 1 << 30, Output: 32 << 20, Disk: 64 << 20, Tasks: 512}
	toolLimits    = Limits{Wall: 5 * time.Minute, Processor: 2 * time.Minute, Memory: 3 << 30, Output: 8 << 20, Disk: 2 << 30, Tasks: 2048}
)

func (s Spec) limits() Limits {
	d := programLimits
	if s.Tool {
		d = toolLimits
	}
	return Limits{
		Wall: cmp.Or(s.Limits.Wall, d.Wall), Processor: cmp.Or(s.Limits.Processor, d.Processor),
		Memory: cmp.Or(s.Limits.Memory, d.Memory), Output: cmp.Or(s.Limits.Output, d.Output),
		Disk: cmp.Or(s.Limits.Disk, d.Disk), Tasks: cmp.Or(s.Limits.Tasks, d.Tasks),
	}
}

// dir returns the working directory.
func (s Spec) dir() string {
	if s.Dir == "" && len(s.Write) > 0 {
		return s.Write[0]
	}
	return cmp.Or(s.Dir, "/")
}

// env returns the environment; it is never nil, which would mean the checker's own.
func (s Spec) env() []string {
	env := append([]string{}, s.Env...)
	if len(s.Write) > 0 {
		env = append(env, "TMPDIR="+s.Write[0])
	}
	return env
}
