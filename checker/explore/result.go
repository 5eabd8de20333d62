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
	None       Cause = ""
	Check      Cause = "check"
	Deadlock   Cause = "deadlock"
	Leak       Cause = "leak"
	Panic      Cause = "panic"
	Livelock   Cause = "livelock"
	Race       Cause = "race"
	Nondeterministic   Cause = "unstable" // the same schedule ended in two ways: randomness, or the order of a map
	Stalled    Cause = "stalled"  // goroutines wait in code without points, for one that waits for its turn
	Endless    Cause = "endless"  // a goroutine ran without ever reaching a point
	Skipped    Cause = "skipped"
	Unrestored Cause = "unrestored" // the state that the packages begin with could not be made again
	Stale      Cause = "stale"      // a saved schedule does not fit the code any more
)

// Result is what exploring a scenario came to.
type Result struct {
	Version   int
	Scenario  string
	Cause     Cause
	Message   string
	Schedules int
	Found     int  // the number of the schedule that broke
	Failed    int  `json:",omitempty"` // with All: how many broke
	Passed    int  `json:",omitempty"` // how many of the schedules ended well
	Exhausted bool // every schedule within the bound was tried
	Capped    bool // a limit ended the search before
	Limit     string
	Bound     int
	Delays    bool `json:",omitempty"` // Bound is one of delays, not of preemptions
	Millis    float64
	By        string // the goroutine that panicked, or whose check failed
	File      string
	Line      int
	After     bool `json:",omitempty"` // the scenario was over already
	Trace     []Step
	Omitted   int `json:",omitempty"` // steps before those
	Blocked   []Blocked
	Races     []Conflict
	Outcomes  []string     // of one schedule, where they differ
	Choices   []int        // the schedule, for a replay
	Points    rt.SavedPoints `json:"Learned"` // the scheduling points of that schedule
	Code      string       // what the schedule belongs to: a digest of the code's sites
	Also      *Result      `json:",omitempty"` // what else there is behind a leak
	Outside   bool         // code that is not instrumented took part
}

// Step is one line of the schedule.
type Step struct {
	Goroutine string
	File      string
	Line      int
	Code      string
	Op        string
	Value     string
	Name      string `json:",omitempty"` // what the source calls the variable that is read or written
	Switch    bool   // another goroutine than in the step before, though that one could have gone on
}

// Blocked is a goroutine that never moves again.
type Blocked struct {
	Goroutine string
	State     string
	File      string
	Line      int
	Code      string
}

// Conflict is two accesses to one variable, one of them a write, that nothing orders.
type Conflict struct {
	Write, Other Step
}

// OK says whether nothing wrong was found.
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
