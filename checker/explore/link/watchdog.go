package link

import (
	"fmt"
	"runtime/debug"
	"runtime/metrics"
	"time"

	"sharedmap-workshop/checker/explore/cputime"
)

// Limit is why a test was ended before its time.
type Limit string

// The limits of a step's process.
const (
	LimitStuck     Limit = "stuck"     // no goroutine could run, at look after look
	LimitProcessor Limit = "processor" // it used more processor time than any right answer does
	LimitWall      Limit = "wall"      // it took so long without either: the machine's doing
)

// What a test may use. A test that passes takes well under a second of processor time. The first two limits do not depend on how busy the
// machine is: looks are counted, and processor time passes only while the process runs.
const (
	lookEvery      = 50 * time.Millisecond
	looksUntilStop = 80 // all of which found that no goroutine can run
	processorTime  = 10 * time.Second
	wallTime       = time.Minute
)

// KindLimit is the kind of the message that says which Limit has ended the process.
const KindLimit = "limit"

// watch ends the process when a limit is reached: it reports which, and panics as go test does at its own time limit, so that the
// goroutines' stacks are printed. It begins before any student's code, whose init functions may hang, too. It closes the channel that it
// returns when it has ended.
func (l *line) watch(quit <-chan struct{}) <-chan struct{} {
	over := make(chan struct{})
	go func() {
		defer close(over)
		w := newWatchdog()
		tick := time.NewTicker(lookEvery)
		defer tick.Stop()
		for {
			select {
			case <-quit:
				return
			case <-tick.C:
			}
			if limit := w.look(); limit != "" {
				l.giveUp(limit, time.Since(w.start))
			}
		}
	}()
	return over
}

// StopWatch ends the watch over this process's limits and waits for it. Without a watch it does nothing.
func StopWatch() {
	if checker == nil || checker.quit == nil {
		return
	}
	checker.stop.Do(func() { close(checker.quit) })
	<-checker.over
}

func (l *line) giveUp(limit Limit, after time.Duration) {
	_ = l.send(KindLimit, limit) // without it, what follows is a panic like any other
	debug.SetTraceback("all")
	panic(fmt.Sprintf("test timed out after %v", after.Round(time.Millisecond)))
}

// watchdog counts what a process has used.
type watchdog struct {
	start  time.Time
	before time.Duration // the processor time used when it began
	quiet  int           // looks in a row that found no goroutine that can run
	sample []metrics.Sample
}

func newWatchdog() *watchdog {
	return &watchdog{start: time.Now(), before: cputime.Used(), sample: []metrics.Sample{
		{Name: "/sched/goroutines/runnable:goroutines"},
		{Name: "/sched/goroutines/running:goroutines"},
		{Name: "/sched/goroutines/not-in-go:goroutines"},
	}}
}

// look returns the limit that is reached, or "".
func (w *watchdog) look() Limit {
	w.quiet++
	if w.able() > 0 {
		w.quiet = 0
	}
	switch {
	case w.quiet >= looksUntilStop:
		return LimitStuck
	case cputime.Used()-w.before > processorTime:
		return LimitProcessor
	case time.Since(w.start) > wallTime:
		return LimitWall
	}
	return ""
}

// able returns how many goroutines besides this one run, could run, or are in a system call.
func (w *watchdog) able() uint64 {
	metrics.Read(w.sample)
	n := uint64(0)
	for _, s := range w.sample {
		if s.Value.Kind() != metrics.KindUint64 {
			return 1 // this version of Go does not count them: then no process counts as stuck
		}
		n += s.Value.Uint64()
	}
	return n - min(n, 1)
}
