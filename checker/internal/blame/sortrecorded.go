package blame

import (
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
)

// sortRecorded puts the goroutines of a test's record that are in the recorded function before the others: the call that does not return comes
// before the workers that wait for their next task. It marks those that wait to receive on another channel than the one on which a goroutine
// waits to send.
func (d *deadlock) sortRecorded() {
	if !d.finding.FromRecord {
		return
	}
	d.finding.Goroutines = slices.Clone(d.finding.Goroutines)
	for i := range d.finding.Goroutines {
		g := &d.finding.Goroutines[i]
		g.OtherChannel = slices.ContainsFunc(d.goroutines, func(w *blockedGoroutine) bool {
			return w.found && w.Line == g.Line && w.File == g.File && w.State == g.State && d.receivesElsewhere(w)
		})
	}
	called := d.recordedMethod()
	place := func(g goout.Goroutine) int {
		switch {
		case called != "" && slices.ContainsFunc(g.Stack, func(l goout.Location) bool { return l.Func == called || strings.HasSuffix(l.Func, "."+called) }):
			return 0
		case !g.OtherChannel:
			return 1
		}
		return 2
	}
	slices.SortStableFunc(d.finding.Goroutines, func(x, y goout.Goroutine) int { return place(x) - place(y) })
}

// receivesElsewhere reports whether w waits to receive while another goroutine waits to send on a channel of the same alias class.
func (d *deadlock) receivesElsewhere(w *blockedGoroutine) bool {
	return (w.op.kind == opReceive || w.op.kind == opRange) && w.op.class != nil && d.anyOtherAt(w, opSend)
}
