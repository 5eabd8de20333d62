package goout

import "strings"

// stackFindings returns the findings for an entry of a test's log that holds a traceback: a panic from which the test
// framework recovered, as in a suite of testify or a fuzz test, or goroutines that leaked. It returns nil for any other
// entry, such as one that quotes a traceback that was expected.
func (e *logEntry) stackFindings() []Finding {
	head := strings.TrimSpace(e.text[0])
	leaked := strings.Contains(head, "leaked goroutine") || strings.Contains(head, "unexpected goroutine")
	panicAt := strings.Index(head, "panic: ")
	if i := strings.Index(head, "panicked: "); i >= 0 {
		panicAt = i
	}
	if !leaked && panicAt < 0 {
		return nil
	}
	d := dump{}
	if i := strings.LastIndex(head, "goroutine "); i >= 0 {
		d.feed(head[i:])
	}
	for _, l := range e.text[1:] {
		d.feed(strings.TrimLeft(l, " "))
	}
	switch {
	case len(d.all) == 0:
		return nil
	case leaked:
		return leaks(d.all)
	case !hasPanic(d.all[0].stack):
		return nil
	}
	_, message, _ := strings.Cut(head[panicAt:], ": ")
	b := crashBlock{message: "panic: " + message, dump: d, bare: true}
	b.kind = Classify(b.message)
	return b.findings()
}
