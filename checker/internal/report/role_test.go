package report

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/blame"
	"sharedmap-workshop/checker/internal/goout"
)

// A lock that is not given back: line 3 takes it, line 4 leaves, and another goroutine waits at line 6.
func TestRolesOfALockThatIsNotGivenBack(t *testing.T) {
	s := newSources(fstest.MapFS{"m.go": {Data: []byte("package m\n\n\tmu.Lock()\n\treturn\n\n\tmu.Lock()\n")}})
	at := func(line int) goout.Location { return goout.Location{File: "m.go", Line: line} }
	waiting := goout.Goroutine{}
	waiting.File, waiting.Line = "m.go", 6
	f := goout.Finding{Kind: goout.KindAssertion, File: "m_test.go", Line: 9, Pattern: blame.LockHeldAtReturn,
		Goroutines: []goout.Goroutine{waiting}, Other: []goout.Location{at(6), at(4), at(3)}}

	require.Equal(t, []lineWithRole{{at(3), roleLocks}, {at(4), roleLeaves}, {at(6), roleWaits}}, linesWithRoles(f, s))

	moved := atFault(f, s)
	require.Equal(t, "m.go", moved.File, "the test's line helps nobody")
	require.Equal(t, 4, moved.Line, "the way out is at fault, not the one who waits")
}

// A finding that has no line of the student's own stays where it is.
func TestNoFaultWithoutALineOfTheirOwn(t *testing.T) {
	f := goout.Finding{Kind: goout.KindAssertion, File: "m_test.go", Line: 9, Pattern: blame.ReceiverGone,
		Other: []goout.Location{{File: "m_test.go", Line: 12}}}
	require.Equal(t, 9, atFault(f, newSources(fstest.MapFS{})).Line)
}

// One sends for ever; who would receive does not come to its line.
func TestRolesOfASendWithoutAReceiver(t *testing.T) {
	sending := goout.Goroutine{}
	sending.File, sending.Line = "m.go", 4
	f := goout.Finding{Kind: goout.KindAssertion, Pattern: blame.ReceiverGone,
		Goroutines: []goout.Goroutine{sending}, Other: []goout.Location{{File: "m.go", Line: 4}, {File: "m.go", Line: 8}}}
	s := newSources(fstest.MapFS{})
	require.Equal(t, roleWaits, roleOf(f, 0, s))
	require.Equal(t, roleReceives, roleOf(f, 1, s))
}
