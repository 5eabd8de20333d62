package explore

import (
	"fmt"
	"os"
	"strconv"
	"time"

	"sharedmap-workshop/checker/explore/link"
)

// Order is what the checker asks of an exploring process. Zero values are the usual ones.
type Order struct {
	Bound     int           // preemptions a schedule; negative: 0
	Schedules int           // at most so many
	Enough    int           // after so many a lower bound will do
	Least     int           // while fewer were tried, the bound goes up
	Time      time.Duration // for at most so long
	Steps     int           // in one schedule
	All       bool          // count all that break
	PastLeak   bool          // go on behind a leak
	NoTimers  bool          // timers fire only when nothing else can move
	NoRaces   bool          // unsynchronised accesses alone are no finding
	Replay    string        // the file of a saved result whose schedule is made again
	Code      string        // the digest of the code
	Sources   string        // a file, a JSON object: path → the file whose lines it really has
	Watch     bool          // see package link: until the search begins
	Progress  string        // a file that says how far the search is
}

// kindResult is the kind of message that carries a Result over the link.
const kindResult = "explored"

// asked is the order of this process; the zero Order where nobody has given one.
func readOrder() (Order, error) {
	var o Order
	if !link.Open() {
		return o, nil
	}
	err := link.Task(&o)
	return o, err
}

// limits are those of the order.
func (o Order) limits() (Limits, error) {
	l := DefaultLimits()
	set(&l.Bound, max(o.Bound, 0), o.Bound != 0)
	set(&l.Schedules, o.Schedules, o.Schedules > 0)
	l.Enough, l.AtLeast = o.Enough, o.Least
	set(&l.Steps, o.Steps, o.Steps > 0)
	set(&l.Time, o.Time, o.Time > 0)
	l.All, l.PastLeak, l.Timers, l.Races = o.All, o.PastLeak, !o.NoTimers, !o.NoRaces
	if o.Replay != "" {
		r, err := Load(o.Replay)
		if err != nil {
			return l, err
		}
		l.Replay, l.Points, l.Code, l.Bound = append([]int{}, r.Choices...), r.Points, r.Code, r.Bound
	}
	return l, nil
}

func set[V any](to *V, value V, yes bool) {
	if yes {
		*to = value
	}
}

// report sends the result where somebody has asked for it.
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

func (o Order) progress(done uint64) {
	if o.Progress != "" {
		_ = os.WriteFile(o.Progress, []byte(strconv.FormatUint(done, 10)+"\n"), 0o644)
	}
}
