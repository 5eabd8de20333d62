package goout

import (
	"strings"

	"sharedmap-workshop/checker/testrecord"
)

// Kind says what went wrong. The values are stable: they stand in JSON.
type Kind string

// The kinds that the output of a Go program can show, and KindSchedule, which only exploring finds.
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
	KindRefused           Kind = "refused" // a file that no verdict can be given on
	KindUnknown           Kind = "unknown"
)

// Pattern names the mistake behind a finding. The values are stable: they stand in JSON. Empty: not recognised.
type Pattern string

// Finding is one thing that went wrong. Files are named as the output names them.
type Finding struct {
	Kind Kind   `json:"kind"`
	Text string `json:"text"` // the words, in the reader's language: filled in elsewhere
	Test string `json:"test,omitempty"`
	Rule string `json:"rule,omitempty"` // of a lesson's contract, where its test named one

	File     string `json:"file,omitempty"` // the user's line that matters most
	Line     int    `json:"line,omitempty"`
	Column   int    `json:"column,omitempty"`
	Func     string `json:"func,omitempty"`
	Message  string `json:"message,omitempty"` // what the output says, shortened
	Expected string `json:"expected,omitempty"`
	Actual   string `json:"actual,omitempty"`

	Pattern Pattern    `json:"pattern,omitempty"` // what Explain told from the source; empty: not recognised
	Other   []Location `json:"other,omitempty"`   // further lines that belong to the pattern

	Accesses   []Access    `json:"accesses,omitempty"`   // of a data race
	Goroutines []Goroutine `json:"goroutines,omitempty"` // of a deadlock, leak, time-out, panic
	Created    *Location   `json:"created,omitempty"`    // where the goroutine of File and Line was started
	Times      int         `json:"times,omitempty"`      // how often it was reported, where more than once

	Cause     string  `json:"cause,omitempty"` // of a schedule: check, deadlock, leak, panic, livelock; of the kind exit, where the checker noticed it: what the program did
	ExitCode  int     `json:"-"`               // of the kind exit
	Schedules int     `json:"schedules,omitempty"`
	Omitted   int     `json:"omitted,omitempty"` // steps before those of Trace
	Trace     []Event `json:"trace,omitempty"`

	// Variable is the name of what a race is for, told from the source; "": not clear.
	Variable string `json:"-"`

	// Differs is where a source that the finding names is not the one that the output was made of, so that nothing of it was used; nil: nothing says so.
	Differs *Differs `json:"source_differs,omitempty"`

	// Recorded is the failure that a lesson's test recorded; nil: the finding was read from output.
	Recorded *testrecord.Failure `json:"-"`

	// Reported says that Goroutines come from a test's record, which holds only the lines in the lesson's file.
	Reported bool `json:"-"`

	// Partial says that Goroutines is incomplete, or that one of them was still running: a goroutine that is missing there proves nothing.
	Partial bool `json:"-"`
}

// Event is one row of a schedule.
type Event struct {
	Goroutine string `json:"goroutine"`
	File      string `json:"file"`
	Line      int    `json:"line"`
	Code      string `json:"code,omitempty"`
	Op        string `json:"op,omitempty"`     // what was done there: read, write, lock, send, …
	Value     string `json:"value,omitempty"`  // what was read or written, where it matters
	Switch    bool   `json:"switch,omitempty"` // another goroutine moved in between, though this one's predecessor could have gone on
}

// Location is a line of source.
type Location struct {
	File string `json:"file"`
	Line int    `json:"line"`
	Func string `json:"func,omitempty"`
}

// Access is one side of a data race.
type Access struct {
	Op        string    `json:"op"`             // read, write
	File      string    `json:"file,omitempty"` // empty where the report names no line of the user's
	Line      int       `json:"line,omitempty"`
	Func      string    `json:"func,omitempty"`
	Goroutine int       `json:"goroutine"`        // the race detector's number, not the runtime's
	Main      bool      `json:"main,omitempty"`   // by the main goroutine, which has no number
	Status    string    `json:"status,omitempty"` // running, finished
	Via       string    `json:"via,omitempty"`    // the library function that touched the memory: runtime.mapassign, …
	Created   *Location `json:"created,omitempty"`

	Stack []Location `json:"-"` // the user's frames, innermost first

	// Frames are all frames of the stack, those of libraries too; CreatedFrames those of the stack that started the goroutine.
	Frames, CreatedFrames []Frame `json:"-"`
}

// Wait says which goroutine could end another's wait, and where it stands in its way: the line at which it took the lock, or the one that it would come
// to if it could go on.
type Wait struct {
	Goroutine int    `json:"goroutine"`
	File      string `json:"file,omitempty"`
	Line      int    `json:"line,omitempty"`
	Held      bool   `json:"held,omitempty"` // it holds the lock since that line
}

// Goroutine is one goroutine of a dump.
type Goroutine struct {
	ID      int       `json:"id"`
	State   string    `json:"state"`             // chan receive, sync.Mutex.Lock, select, …
	Minutes int       `json:"minutes,omitempty"` // how long it has been waiting
	File    string    `json:"file,omitempty"`
	Line    int       `json:"line,omitempty"`
	Func    string    `json:"func,omitempty"`
	Created *Location `json:"created,omitempty"`

	WaitsFor *Wait `json:"waits_for,omitempty"` // what Explain told from the source; nil: not clear

	Via   string     `json:"-"` // the library function that the user's line called: sync.(*Mutex).Lock, …
	Stack []Location `json:"-"` // the user's frames, innermost first

	// Frames are all frames of the stack, those of libraries too; CreatedFrames those of the stack that started the goroutine.
	Frames, CreatedFrames []Frame `json:"-"`
}

// OnNil tells whether the goroutine waits on a channel that is nil.
func (g Goroutine) OnNil() bool { return strings.Contains(g.State, "(nil chan)") }
