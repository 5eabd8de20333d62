package testrecord

// Failure is what a test found wrong.
type Failure struct {
	Rule     string    // the rule of the contract that is broken: stable, in the lesson's own set: "waits-for-all"
	Expected string    // what must hold: one sentence in the reader's language
	Happened string    // what happened instead, in the reader's language
	First    string    // the step that must be green before this one can be judged, where it is an earlier mistake that is in the way
	Method   string    // the student's function that the failure is about, or ""
	Place    Place     // the student's line, where it is known
	Waiting  []Waiting // goroutines that wait for ever, at the student's lines
	Partial  bool      // others stand elsewhere: who is missing in Waiting proves nothing
	Panic    *Panic    // the panic that reached the test, if that is what happened

	CallbackPanicked bool // a function that the test gave had panicked before

	Assertion string // testify's block, for a failure that came through As
	At        Place  // the test's line: filled in by this package
}

// Place is a line of a program.
type Place struct {
	File string // its base name: "sharedmap.go"
	Line int
	Func string // the function, without its package: "(*SharedMap).Close"; may be ""
}

// Waiting is goroutines that wait at one place.
type Waiting struct {
	Stack []Place // the student's lines, the innermost first
	State string  // as the runtime names it: "chan send", "sync.Mutex.Lock"
	Count int     // how many goroutines; 0 means 1
}

// Panic is a panic that a test has caught.
type Panic struct {
	Value string // as Go prints it: "close of closed channel"
	Place Place  // the student's line
}
