package report

import (
	"strings"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
)

// operations names the state of a goroutine that waits in a function of package sync. Go before 1.22 prints one state for
// all of them, and an RWMutex waits in a Mutex of its own.
var operations = map[string]string{
	"sync.(*Mutex).Lock": "sync.Mutex.Lock", "sync.(*RWMutex).Lock": "sync.RWMutex.Lock", "sync.(*RWMutex).RLock": "sync.RWMutex.RLock",
	"sync.(*WaitGroup).Wait": "sync.WaitGroup.Wait", "sync.(*Cond).Wait": "sync.Cond.Wait", "sync.(*Once).Do": "sync.Once.Do",
}

// operation returns the goroutine's state, by the function that its line called where that says more.
func operation(g goout.Goroutine) string {
	if op, ok := operations[g.Via]; ok && !strings.HasPrefix(g.State, "run") {
		return op
	}
	return g.State
}

// waitState returns what a goroutine waits for, and how long if the output says so. It does not say that another
// goroutine holds a mutex, unless that is known.
func waitState(g goout.Goroutine, say *msg.Printer) string {
	text := stateWord(operation(g), say)
	if operation(g) == "sync.Mutex.Lock" && (g.WaitsFor == nil || g.WaitsFor.Goroutine == g.ID) {
		text = say.Say("state.mutex")
	}
	if g.Minutes > 0 {
		return say.Say("picture.minutes", "state", text, "count", g.Minutes)
	}
	return text
}

// aloneWords returns the sentence about a deadlock in which one goroutine is left, or "".
func aloneWords(f goout.Finding, say *msg.Printer) string {
	if f.Kind != goout.KindDeadlock || f.Cause != "" || len(f.Goroutines) != 1 || f.Pattern != "" || f.Partial || f.FromRecord {
		return ""
	}
	switch op := operation(f.Goroutines[0]); {
	case strings.HasPrefix(op, "sync.Mutex"), strings.HasPrefix(op, "sync.RWMutex"):
		return say.Say("finding.alone-lock")
	case op == "sync.WaitGroup.Wait":
		return say.Say("finding.alone-group")
	case op == "sync.Cond.Wait":
		return say.Say("finding.alone-cond")
	case op == "chan send":
		return say.Say("finding.alone-send")
	case op == "chan receive":
		return say.Say("finding.alone-receive")
	case op == "select":
		return say.Say("finding.alone-select")
	}
	return ""
}

// timeoutWords returns the sentence about a run that a time limit ended.
func timeoutWords(f goout.Finding, say *msg.Printer) string {
	_, limit, _ := strings.Cut(f.Message, "timed out after ")
	limit, _, _ = strings.Cut(limit, "\n")
	switch {
	case len(f.Goroutines) == 0:
		return say.Say("finding.timeout-bare")
	case limit == "" || f.Test == "":
		return say.Say("finding.timeout")
	}
	return say.Say("finding.timeout-test", "limit", limit, "test", f.Test)
}
