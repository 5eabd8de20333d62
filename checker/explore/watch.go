package explore

import (
	"fmt"
	"regexp"
	"runtime"
	"runtime/metrics"
	"strconv"
	"strings"
	"time"

	"sharedmap-workshop/checker/explore/rt"
)

// endless is how much processor time a goroutine may use without reaching a scheduling point.
const endless = 4 * time.Second

// How often the watch looks, and how many looks in a row must find that no goroutine can run before the schedule has stalled. The watch counts
// looks and not time: on a busy machine a goroutine may be able to run and not get a processor.
const (
	lookEvery   = 200 * time.Millisecond
	lookStalled = 25
)

// watch starts a goroutine that ends the process where a schedule cannot end, because a goroutine runs without end or waits in code that is
// not instrumented. The goroutine also reports how far the search is. The returned function stops it and waits for it.
func (s *search) watch() func() {
	stop, over := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(over)
		tick := time.NewTicker(lookEvery)
		defer tick.Stop()
		w := watcher{s: s, last: s.beat.Load(), since: newStopwatch()}
		for {
			select {
			case <-stop:
				return
			case <-tick.C:
			}
			w.look()
			s.order.progress(s.done.Load())
		}
	}()
	return func() { close(stop); <-over }
}

// watcher knows since when there was no step.
type watcher struct {
	s     *search
	last  uint64
	since stopwatch
	quiet int    // looks in a row that found no goroutine that can run
	deep  uint64 // the most memory that stacks took since the last step
}

// look looks once.
func (w *watcher) look() {
	if w.s.limits.Time > 0 && w.s.start.exceeded(w.s.limits.Time) {
		w.s.late.Store(true)
	}
	if now := w.s.beat.Load(); now != w.last {
		w.last, w.since, w.quiet, w.deep = now, newStopwatch(), 0, 0
		return
	}
	if deep := stackMemory(); deep > w.deep {
		w.deep, w.since = deep, newStopwatch() // a recursion goes deeper: if it has no end, maxStack ends it
	}
	dump := stacks()
	if w.quiet++; able.MatchString(dump) {
		w.quiet = 0
	}
	switch {
	case w.since.exceeded(endless):
		w.s.giveUp(Endless, dump)
	case w.quiet >= lookStalled:
		w.s.giveUp(Stalled, dump)
	}
}

// stackMemory returns how many bytes the stacks of all goroutines take.
func stackMemory() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/stacks:bytes"}}
	metrics.Read(sample)
	if sample[0].Value.Kind() != metrics.KindUint64 {
		return 0
	}
	return sample[0].Value.Uint64()
}

// stacks returns the stacks of all goroutines.
func stacks() string {
	buf := make([]byte, 1<<20)
	return string(buf[:runtime.Stack(buf, true)])
}

// giveUp reports the goroutine that runs without end, or that the schedule has stalled, and ends the process.
func (s *search) giveUp(cause Cause, dump string) {
	r := s.result()
	r.Cause, r.Schedules, r.Passed = cause, int(s.done.Load()), s.passed
	if cause == Endless {
		r.By, r.File, r.Line = runner(dump)
		r.Message = fmt.Sprintf("a goroutine runs without end at %s:%d", r.File, r.Line)
	}
	_ = r.report() // the panic says it, too
	panic("explore: " + string(cause) + " " + r.Message)
}

var (
	able  = regexp.MustCompile(`(?m)^goroutine \d+ .*\[(running|runnable|syscall)[^\]]*synctest bubble`)
	head  = regexp.MustCompile(`^goroutine \d+ .*\[(running|runnable)[^\]]*synctest bubble`)
	frame = regexp.MustCompile(`^\t(.*\.go):(\d+)`)
)

// runner finds in a dump of all goroutines the one of the bubble that runs, and where it runs outside of the explorer.
func runner(dump string) (name, file string, line int) {
	for _, block := range strings.Split(dump, "\n\n") {
		lines := strings.Split(block, "\n")
		if !head.MatchString(lines[0]) {
			continue
		}
		for i := 1; i+1 < len(lines); i += 2 {
			m := frame.FindStringSubmatch(lines[i+1])
			if m == nil || rt.InExplorer(lines[i]) {
				continue
			}
			n, _ := strconv.Atoi(m[2])
			return strings.SplitN(lines[i], "(", 2)[0], m[1], n
		}
	}
	return "", "", 0
}
