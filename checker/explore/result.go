package explore

import (
	"encoding/json"
	"fmt"
	"os"

	"sharedmap-workshop/checker/explore/rt"
)

// Version is the format of results and saved schedules.
const Version = 1

// Cause is why a schedule is wrong.
type Cause string

// The causes.
const (
	None             Cause = ""
	Check            Cause = "check"
	Deadlock         Cause = "deadlock"
	Leak             Cause = "leak"
	Panic            Cause = "panic"
	Livelock         Cause = "livelock"
	Race             Cause = "race"
	Nondeterministic Cause = "unstable" // one schedule ended in two ways, because of random numbers or the order of a map
	Stalled          Cause = "stalled"  // goroutines wait in code that is not instrumented for one that waits for its turn
	Endless          Cause = "endless"  // a goroutine ran without ever reaching a scheduling point
	Skipped          Cause = "skipped"
	Unrestored       Cause = "unrestored" // the state before the scenario could not be made again
	Stale            Cause = "stale"      // a saved schedule does not belong to the code as it is now
)

// Result is what exploring a scenario has shown.
type Result struct {
	Version   int
	Scenario  string
	Cause     Cause
	Message   string
	Schedules int
	Found     int  // the number of the schedule that broke, from 1
	Failed    int  `json:",omitempty"` // schedules that broke; without All 1 at most
	Passed    int  `json:",omitempty"` // schedules that ended well
	Exhausted bool // all schedules within the bound were tried
	Capped    bool // a limit ended the search before that
	Limit     string
	Bound     int
	Delays    bool `json:",omitempty"` // Bound counts delays, not preemptions
	Millis    float64
	By        string // the goroutine that panicked, or whose check failed
	File      string
	Line      int
	After     bool `json:",omitempty"` // it happened after the end of the scenario
	Trace     []Step
	Objects   []Object `json:",omitempty"` // the locks, channels, variables … of Trace
	Omitted   int      `json:",omitempty"` // so many steps before Trace are left out
	Final     *Moment  `json:",omitempty"` // how everything stood at the end
	Blocked   []Blocked
	Races     []Conflict
	Outcomes  []string       // the ends of one schedule, where it has several
	Choices   []int          // the ways that the schedule took, for a replay
	Points    rt.SavedPoints `json:"Learned"` // the scheduling points of that schedule
	Code      string         // a digest of the code that the schedule belongs to
	Also      *Result        `json:",omitempty"` // a worse mistake that was found past a leak
	Outside   bool           // code that is not instrumented takes part
	Played    *Played        `json:",omitempty"` // where moves have led, if somebody chose them
}

// Step is one operation of a schedule.
type Step struct {
	Goroutine string
	File      string
	Line      int
	Code      string
	Op        string
	Value     string
	Name      string `json:",omitempty"` // of the variable that is read or written, where the source names it
	Object    int    `json:",omitempty"` // the number of the lock, channel … that the operation is on; equal numbers are one object
	Switch    bool   // this step preempts the goroutine of the step before
	Point     bool   `json:",omitempty"` // another goroutine could have moved instead

	Before     *Moment `json:",omitempty"` // how everything stood just before this step; nil where it is not known
	ReleasedBy int     `json:",omitempty"` // the number, from 1, of the step that let this goroutine go on after it had to wait
}

// Blocked is a goroutine that will never move again.
type Blocked struct {
	Goroutine string
	State     string
	File      string
	Line      int
	Code      string
	Object    int `json:",omitempty"` // the number of the lock, channel … that it waits for
}

// Conflict is two accesses to one variable, one of them a write, that nothing orders.
type Conflict struct {
	Write, Other Step
}

// OK reports whether nothing wrong was found.
func (r *Result) OK() bool { return r.Cause == None || r.Cause == Skipped }

// Save writes r as JSON.
func (r *Result) Save(file string) error {
	data, err := json.MarshalIndent(r, "", "\t")
	if err != nil {
		return fmt.Errorf("encode result: %w", err)
	}
	if err := os.WriteFile(file, data, 0o644); err != nil {
		return fmt.Errorf("write result: %w", err)
	}
	return nil
}

// Load reads a result.
func Load(file string) (*Result, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read result: %w", err)
	}
	r, err := decode(data)
	if err != nil {
		return nil, fmt.Errorf("read result: %s: %w", file, err)
	}
	return r, nil
}

func decode(data []byte) (*Result, error) {
	var r Result
	if err := json.Unmarshal(data, &r); err != nil {
		return nil, fmt.Errorf("not a result: %w", err)
	}
	if r.Version != Version {
		return nil, fmt.Errorf("version %d, not %d", r.Version, Version)
	}
	return &r, nil
}
