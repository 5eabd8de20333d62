package goout

import (
	"strings"

	"sharedmap-workshop/checker/testrecord"
)

// Kind names what went wrong. The values are stable because they appear in JSON.
type Kind string

// The kinds of findings. All of them are read from a program's output, except KindSchedule, which only the schedule explorer reports.
const (
	KindBuild             Kind = "build"
	KindVet               Kind = "vet"
	KindAssertion         Kind = "assertion"
	KindDataRace          Kind = "data-race"
	KindMapFatal          Kind = "map-fatal"
	KindDeadlock          Kind = "deadlock"
	KindLeak              Kind = "leak"
	KindSendOnClosed      Kind = "send-on-closed"
	KindCloseOfClosed     Kind = "close-of-closed"
	KindUnlockOfUnlocked  Kind = "unlock-of-unlocked"
	KindNegativeWaitGroup Kind = "negative-waitgroup"
	KindSchedule          Kind = "schedule"
	KindNilDereference    Kind = "nil-dereference"
	KindPanic             Kind = "panic"
	KindTimeout           Kind = "timeout"
	KindExit              Kind = "exit"
	KindRefused           Kind = "refused" // the student's file cannot be judged
	KindUnknown           Kind = "unknown"
)

// Pattern names the mistake behind a finding. The values are stable because they appear in JSON. The empty pattern means
// that no known mistake was recognised.
type Pattern string

// Finding is one thing that went wrong. File names are spelled as the output spells them.
type Finding struct {
	Kind Kind   `json:"kind"`
	Text string `json:"text"` // the explanation in the reader's language; package msg supplies the words
	Test string `json:"test,omitempty"`

	Package string `json:"-"` // the import path of the package that was tested; empty: the output does not name it

	Rule string `json:"rule,omitempty"` // the rule of the lesson's contract that was broken, if the test named one

	File     string `json:"file,omitempty"` // the user's line that matters most
	Line     int    `json:"line,omitempty"`
	Column   int    `json:"column,omitempty"`
	Func     string `json:"func,omitempty"`
	Message  string `json:"message,omitempty"` // the output's own message, shortened
	Expected string `json:"expected,omitempty"`
	Actual   string `json:"actual,omitempty"`

	Pattern Pattern    `json:"pattern,omitempty"` // set by blame.Explain; empty: not recognised
	Other   []Location `json:"other,omitempty"`   // further lines that belong to the pattern

	Accesses   []Access    `json:"accesses,omitempty"`   // of a data race
	Goroutines []Goroutine `json:"goroutines,omitempty"` // of a deadlock, leak, time-out or panic
	Created    *Location   `json:"created,omitempty"`    // where the goroutine that ran File:Line was started
	Times      int         `json:"times,omitempty"`      // how often the output reported it, if more than once

	Cause     string  `json:"cause,omitempty"` // KindSchedule: check, deadlock, leak, panic, livelock; KindExit: how the program ended itself, if known
	ExitCode  int     `json:"-"`               // KindExit only
	Schedules int     `json:"schedules,omitempty"`
	Omitted   int     `json:"omitted,omitempty"` // how many steps came before the first event of Trace
	Trace     []Event `json:"trace,omitempty"`

	// Variable is the name of the variable that a data race is about. blame.Explain sets it; empty: unknown.
	Variable string `json:"-"`

	// Differs is a place at which the output and the sources disagree: the sources are of another program or version.
	// It is nil if they agree. blame.CheckSources sets it.
	Differs *Differs `json:"source_differs,omitempty"`

	// Recorded is the failure that a lesson's test recorded. It is nil if the finding was read from output.
	Recorded *testrecord.Failure `json:"-"`

	// FromRecord reports whether Goroutines come from a test's record, which holds only the lines in the lesson's file.
	FromRecord bool `json:"-"`

	// Partial reports whether Goroutines is incomplete or one of the goroutines was still running. Then the absence of
	// a goroutine proves nothing.
	Partial bool `json:"-"`
}

// Event is one row of a schedule: one step of one goroutine.
type Event struct {
	Goroutine string `json:"goroutine"`
	File      string `json:"file"`
	Line      int    `json:"line"`
	Code      string `json:"code,omitempty"`
	Op        string `json:"op,omitempty"`     // what the goroutine did: read, write, lock, send, …
	Value     string `json:"value,omitempty"`  // the value that was read or written, if it matters
	Name      string `json:"name,omitempty"`   // the variable that was read or written, as the source names it
	Object    int    `json:"-"`                // the number of the lock or channel; equal numbers are one object, 0 is none
	Switch    bool   `json:"switch,omitempty"` // a preemption: the goroutine of the row above could have continued
}

// Location is a line of source.
type Location struct {
	File string `json:"file"`
	Line int    `json:"line"`
	Func string `json:"func,omitempty"`
}

// Access is one of the two memory accesses of a data race.
type Access struct {
	Op        string    `json:"op"`             // read or write
	File      string    `json:"file,omitempty"` // empty if the report names no line of the user's code
	Line      int       `json:"line,omitempty"`
	Func      string    `json:"func,omitempty"`
	Goroutine int       `json:"goroutine"`        // the race detector's number, not the runtime's
	Main      bool      `json:"main,omitempty"`   // the main goroutine did it; the report gives it no number
	Status    string    `json:"status,omitempty"` // running or finished
	Via       string    `json:"via,omitempty"`    // the library function that accessed the memory: runtime.mapassign, …
	Created   *Location `json:"created,omitempty"`

	Stack []Location `json:"-"` // the user's frames, innermost first

	// Frames are all frames of the stack, those of libraries too; CreatedFrames those of the stack that started the goroutine.
	Frames, CreatedFrames []Frame `json:"-"`
}

// Wait names the goroutine that could end another goroutine's wait, and a line of that goroutine: the line at which it
// took the lock (Held), or the line that it would reach if it could continue.
type Wait struct {
	Goroutine int    `json:"goroutine"`
	File      string `json:"file,omitempty"`
	Line      int    `json:"line,omitempty"`
	Held      bool   `json:"held,omitempty"` // the goroutine took the lock at that line and still holds it
}

// Goroutine is one goroutine of a traceback.
type Goroutine struct {
	ID      int       `json:"id"`
	State   string    `json:"state"`             // chan receive, sync.Mutex.Lock, select, …
	Minutes int       `json:"minutes,omitempty"` // how many minutes it has been waiting
	File    string    `json:"file,omitempty"`
	Line    int       `json:"line,omitempty"`
	Func    string    `json:"func,omitempty"`
	Created *Location `json:"created,omitempty"`

	Object int `json:"-"` // of a schedule: the number of the lock or channel that it waits for, as in Event

	WaitsFor *Wait `json:"waits_for,omitempty"` // set by blame.Explain; nil: unknown

	// OtherChannel reports whether the goroutine waits to receive while another one waits to send on a channel of the same name. They wait on
	// two channels, as two values of one type have: a send and a receive on one channel would meet. blame.Explain sets it.
	OtherChannel bool `json:"other_channel,omitempty"`

	Via   string     `json:"-"` // the library function that the user's line called: sync.(*Mutex).Lock, …
	Stack []Location `json:"-"` // the user's frames, innermost first

	// Frames are all frames of the stack, those of libraries too; CreatedFrames those of the stack that started the goroutine.
	Frames, CreatedFrames []Frame `json:"-"`
}

// OnNil reports whether the goroutine waits on a nil channel.
func (g Goroutine) OnNil() bool { return strings.Contains(g.State, "(nil chan)") }
