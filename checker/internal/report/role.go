package report

import (
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/blame"
	"sharedmap-workshop/checker/internal/goout"
)

// The roles of a pattern's lines. Each is the key of a text in [role]; roleNone is for a line of which only its pattern is known.
const (
	roleNone     = "none"
	roleWaits    = "waits"    // a goroutine waits at the line
	rolePanics   = "panics"   // the line panicked
	roleLocks    = "locks"    // the line takes the lock
	roleUnlocks  = "unlocks"  // the line gives the lock back
	roleLeaves   = "leaves"   // the function leaves there with the lock held
	roleAdds     = "adds"     // the line calls Add
	roleWaitCall = "wait"     // the line calls Wait
	roleCounts   = "counts"   // the line changes a WaitGroup's counter
	roleReceives = "receives" // the line would receive, but nobody comes to it
	roleSends    = "sends"    // the line would send, but nobody comes to it
	roleCloses   = "closes"   // the line closes the channel
	roleStarts   = "starts"   // the line starts the goroutine
	roleCalls    = "calls"    // the line calls the function that waits
)

// otherRoles has the role of a pattern's lines at which no goroutine waits.
func otherRoles(p goout.Pattern) string {
	switch p {
	case blame.DoubleLock, blame.LockOrder, blame.RecursiveRLock, blame.LockHeldSending, blame.LockHeldReceiving, blame.LockHeldWaiting:
		return roleLocks
	case blame.ReceiverGone, blame.ReplyUnread:
		return roleReceives
	case blame.SenderGone:
		return roleSends
	case blame.CloseTwice, blame.SendAfterClose:
		return roleCloses
	case blame.MissingGo:
		return roleCalls
	case blame.WaitGroupNeverZero, blame.WaitGroupNegative:
		return roleCounts
	}
	return roleNone
}

// roleOf returns the role of the finding's other line number i. In a test's record the first one is the line of the mistake itself; in the
// other findings that is the line of the finding.
func roleOf(f goout.Finding, i int, s *sources) string {
	o, first := f.Other[i], f.Kind == goout.KindAssertion && i == 0
	waits := slices.ContainsFunc(f.Goroutines, func(g goout.Goroutine) bool { return g.File == o.File && g.Line == o.Line })
	switch {
	case first && f.Recorded != nil && f.Recorded.Panic != nil:
		return rolePanics
	case f.Pattern == blame.AddAfterGo:
		return []string{roleAdds, roleStarts}[min(i, 1)]
	case f.Pattern == blame.AddInsideGoroutine && i == 0:
		return roleAdds
	case f.Pattern == blame.AddInsideGoroutine:
		return roleWaitCall
	case waits:
		return roleWaits
	case f.Cause == goout.CauseLockOrder:
		return roleLocks
	case f.Pattern == blame.LockHeldAtReturn || f.Pattern == blame.UnlockTwice:
		return lockRole(f.Pattern, o, s)
	}
	return otherRoles(f.Pattern)
}

// lockRole returns the role of a line that locks, unlocks or leaves, as its source shows.
func lockRole(p goout.Pattern, o goout.Location, s *sources) string {
	code, ok := s.line(o.File, o.Line)
	switch {
	case !ok:
		return roleNone
	case strings.Contains(code, "Lock("):
		return roleLocks
	case strings.Contains(code, "nlock("): // Unlock, RUnlock
		return roleUnlocks
	case p == blame.LockHeldAtReturn:
		return roleLeaves
	}
	return roleNone
}

// lineWithRole is one of a pattern's lines, and its role.
type lineWithRole struct {
	goout.Location
	role string
}

// linesWithRoles returns the finding's other lines. A lock that is not given back is told in the order of time: the lock, the way out, and only
// then the goroutine that waits for it, whose line is innocent.
func linesWithRoles(f goout.Finding, s *sources) []lineWithRole {
	var out []lineWithRole
	for i, o := range f.Other {
		out = append(out, lineWithRole{o, roleOf(f, i, s)})
	}
	if f.Pattern == blame.LockHeldAtReturn {
		order := []string{roleLocks, roleLeaves, roleWaits}
		slices.SortStableFunc(out, func(x, y lineWithRole) int { return slices.Index(order, x.role) - slices.Index(order, y.role) })
	}
	return out
}

// atFault returns the finding with the line of the mistake in place of the test's line: the student reads their own file. A finding without such a
// line stays as it is.
func atFault(f goout.Finding, s *sources) goout.Finding {
	if f.Kind != goout.KindAssertion || f.Pattern == "" || !strings.HasSuffix(f.File, "_test.go") {
		return f
	}
	lines := linesWithRoles(f, s)
	lines = slices.DeleteFunc(lines, func(l lineWithRole) bool { return strings.HasSuffix(l.File, "_test.go") })
	if len(lines) == 0 {
		return f
	}
	i := max(0, slices.IndexFunc(lines, func(l lineWithRole) bool { return l.role == roleLeaves }))
	f.File, f.Line, f.Column = lines[i].File, lines[i].Line, 0
	return f
}
