package explore

import (
	"fmt"
	"os"
	"strconv"
	"time"

	"sharedmap-workshop/checker/explore/link"
)

// Order is what the checker asks of an exploring process. A zero value means the default.
type Order struct {
	Bound        int           // the most preemptions of a schedule; negative: 0
	Schedules    int           // the most schedules
	Enough       int           // see Limits
	MinSchedules int           // see Limits
	Time         time.Duration // the most processor time
	Steps        int           // the most steps of a schedule
	All          bool          // count all schedules that break
	PastLeak     bool          // go on past a leak
	NoTimers     bool          // timers fire only where no goroutine can move
	NoRaces      bool          // unsynchronised accesses alone are not a finding
	Replay       string        // a file with a saved result whose schedule is to be made again
	Play         *Moves        // make only the schedule that these lead to
	Code         string        // the digest of the code under test
	Sources      string        // a file with a JSON object: the path of a source file → the file that holds its lines
	Watch        bool          // see package link; it ends when the search begins
	Progress     string        // a file into which the number of schedules is written
}

// kindResult is the kind of message that carries a Result over the link.
const kindResult = "explored"

// readOrder returns the order of this process, or a zero Order where there is none.
func readOrder() (Order, error) {
	var o Order
	if !link.Open() {
		return o, nil
	}
	err := link.Task(&o)
	return o, err
}

// limits returns the limits that the order sets.
func (o Order) limits() (Limits, error) {
	l := DefaultLimits()
	set(&l.Bound, max(o.Bound, 0), o.Bound != 0)
	set(&l.Schedules, o.Schedules, o.Schedules > 0)
	l.Enough, l.MinSchedules = o.Enough, o.MinSchedules
	set(&l.Steps, o.Steps, o.Steps > 0)
	set(&l.Time, o.Time, o.Time > 0)
	l.All, l.PastLeak, l.Timers, l.Races = o.All, o.PastLeak, !o.NoTimers, !o.NoRaces
	l.Play = o.Play
	if o.Replay != "" {
		r, err := Load(o.Replay)
		if err != nil {
			return l, err
		}
		l.Replay, l.Points, l.Code, l.Bound, l.Delays = append([]int{}, r.Choices...), r.Points, r.Code, r.Bound, r.Delays
	}
	return l, nil
}

// set changes a limit if yes holds.
func set[V any](to *V, value V, yes bool) {
	if yes {
		*to = value
	}
}

// report sends the result to the checker, if the checker has started this process.
func (r *Result) report() error {
	if !link.Open() {
		return nil
	}
	return link.Send(kindResult, r)
}

// ResultOf returns the last result that the messages of an exploring process hold, or nil.
func ResultOf(messages []link.Message) (*Result, error) {
	var last *Result
	for _, m := range messages {
		if m.Kind != kindResult {
			continue
		}
		r, err := decode(m.Data)
		if err != nil {
			return nil, fmt.Errorf("read result: %w", err)
		}
		last = r
	}
	return last, nil
}

// progress writes the number of schedules to the progress file.
func (o Order) progress(done uint64) {
	if o.Progress != "" {
		_ = os.WriteFile(o.Progress, []byte(strconv.FormatUint(done, 10)+"\n"), 0o644)
	}
}
