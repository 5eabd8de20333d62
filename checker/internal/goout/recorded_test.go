package goout

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/testrecord"
)

func TestFromTest(t *testing.T) {
	at := testrecord.Place{File: "box_test.go", Line: 9}
	student := testrecord.Place{File: "box.go", Line: 3, Func: "Put"}
	for name, c := range map[string]struct {
		record testrecord.Failure
		want   Finding
	}{
		"expected and happened": {
			testrecord.Failure{Rule: "r", Expected: "one", Happened: "two"},
			Finding{Rule: "r", Expected: "one", Actual: "two", File: "box/box_test.go", Line: 9},
		},
		"testify's values": {
			testrecord.Failure{Expected: "equal", Assertion: "\n\tError Trace:\tbox_test.go:9\n\tError:      \tNot equal: \n\t            \texpected: 1\n\t            \tactual  : 2\n"},
			Finding{Expected: "1", Actual: "2", Message: "equal", File: "box/box_test.go", Line: 9},
		},
		"the student's line": {
			testrecord.Failure{Place: student},
			Finding{File: "box/box.go", Line: 3, Func: "Put"},
		},
		"a panic": {
			testrecord.Failure{Panic: &testrecord.Panic{Value: "boom"}},
			Finding{Actual: "panic: boom", File: "box/box_test.go", Line: 9},
		},
	} {
		c.record.At = at
		c.want.Kind, c.want.Test, c.want.Recorded, c.want.FromRecord = KindAssertion, "TestBox", &c.record, true
		assert.Equal(t, c.want, FromTest("TestBox", "box/", c.record), name)
	}
}

func TestBlockedGoroutinesOfARecord(t *testing.T) {
	stack := []testrecord.Place{{File: "box.go", Line: 3, Func: "Put"}}
	f := FromTest("TestBox", "box/", testrecord.Failure{Waiting: []testrecord.Waiting{
		{State: "chan send", Count: 2, Stack: stack},
		{State: "select", Count: 1}, // no line of the lesson's file
		{State: "chan receive", Count: 2 * MaxStack, Stack: stack},
	}})
	require.Len(t, f.Goroutines, MaxStack, "no picture shows more")
	assert.Equal(t, "chan send", f.Goroutines[1].State)
	assert.Equal(t, "chan receive", f.Goroutines[2].State)
	assert.Equal(t, "box/box.go", f.Goroutines[2].File)
}
