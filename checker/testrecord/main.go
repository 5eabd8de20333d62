package testrecord

import (
	"flag"
	"fmt"
	"os"
	"runtime/debug"

	"sharedmap-workshop/checker/explore/link"
)

// Task is what the checker asks of a step's process.
type Task struct {
	Test   string // the test to run
	Answer string // which answer, where the binary holds several
	Watch  bool   // see package link
}

// M is what Main needs of a *testing.M.
type M interface{ Run() int }

// maxStack ends an endless recursion at 16 MB of stack instead of Go's gigabyte: the deeper a stack is, the longer each look at all
// stacks takes.
const maxStack = 16 << 20

// Main runs the test that the checker asks for, reports how that ended, and exits. A process that the checker has not started runs
// all its tests as usual.
func Main(m M) {
	if !link.Open() {
		os.Exit(m.Run())
	}
	if err := prepare(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(3)
	}
	code := m.Run()
	link.StopWatch()
	if err := link.Send(kindEnd, end{code, races()}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(3)
	}
	os.Exit(code)
}

// prepare sets the flags of package testing, whatever os.Args has become by now.
func prepare() error {
	task, err := Asked()
	if err != nil {
		return err
	}
	debug.SetMaxStack(maxStack)
	os.Args = os.Args[:1]
	flag.Parse()
	for name, value := range map[string]string{"run": "^" + task.Test + "$", "count": "1", "timeout": "0", "paniconexit0": "true"} {
		if err := flag.Set("test."+name, value); err != nil {
			return fmt.Errorf("prepare %s: %w", task.Test, err)
		}
	}
	return nil
}

// Asked returns the checker's task, or link.ErrNone.
func Asked() (Task, error) {
	var task Task
	err := link.Task(&task)
	return task, err
}
