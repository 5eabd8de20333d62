// Package link connects the checker with a test process that it has started. The order comes in on standard input, and the process
// reports through a pipe:
//
//	CHECKER_LINK=3                                            the pipe's descriptor, no secret
//	stdin:  {"Secret":"K5…","Task":{"test":"TestSumWaits"}}
//	pipe:   {"secret":"K5…","kind":"begin","data":{"test":"TestSumWaits"}}
//
// Only a message with the secret counts. The secret is in no environment, argument or file, and it is read from standard input before any
// code of the student's file runs: a package is initialised before those that import it (the Go specification,
// "Program initialization"), and the lesson's tests, which share the student's package, import this one.
package link

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"sync"
)

// Env is the environment variable that names the pipe.
const Env = "CHECKER_LINK"

// ErrNone is returned where the process was not started by the checker.
var ErrNone = errors.New("no link to the checker")

// checker is this process's link, or nil. It is opened before any student's code runs.
var checker = open()

// line is an open link.
type line struct {
	order Order
	mu    sync.Mutex
	pipe  io.Writer

	quit chan struct{} // ends the watch; nil where there is none
	stop sync.Once
	over <-chan struct{}
}

// open reads the order, or returns nil where there is none.
func open() *line {
	number, err := strconv.ParseUint(os.Getenv(Env), 10, 64)
	if err != nil {
		return nil
	}
	_ = os.Unsetenv(Env) // a process that this one starts has no link
	in, err := io.ReadAll(os.Stdin)
	if err != nil {
		return nil
	}
	l := &line{pipe: os.NewFile(uintptr(number), "link")}
	if err := json.Unmarshal(in, &l.order); err != nil {
		return nil
	}
	clear(in)
	closeOnExec(uintptr(number))
	var limits struct{ Watch bool }
	if err := json.Unmarshal(l.order.Task, &limits); err == nil && limits.Watch {
		l.quit = make(chan struct{})
		l.over = l.watch(l.quit)
	}
	return l
}

// Open reports whether the checker started this process.
func Open() bool { return checker != nil }

// Task decodes what the checker asks for.
func Task(into any) error {
	if checker == nil {
		return ErrNone
	}
	if err := json.Unmarshal(checker.order.Task, into); err != nil {
		return fmt.Errorf("read the checker's order: %w", err)
	}
	return nil
}

// Send reports data under a kind. Goroutines may call it at once.
func Send(kind string, data any) error {
	if checker == nil {
		return ErrNone
	}
	return checker.send(kind, data)
}

func (l *line) send(kind string, data any) error {
	d, err := json.Marshal(data)
	if err != nil {
		return fmt.Errorf("report %s: %w", kind, err)
	}
	text, err := json.Marshal(Message{l.order.Secret, kind, d})
	if err != nil {
		return fmt.Errorf("report %s: %w", kind, err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, err := l.pipe.Write(append(text, '\n')); err != nil {
		return fmt.Errorf("report %s: %w", kind, err)
	}
	return nil
}
