package main

import (
	"context"
	"strings"

	"sharedmap-workshop/checker/explore"
	testhistory "sharedmap-workshop/checker/explore/history"
)

// testOp is one call that a case makes.
type testOp struct {
	name string
	do   func(m *testRecorded)
}

// testRecorded is a map whose calls are recorded in a history.
type testRecorded struct {
	sm     *SharedMap
	h      *testhistory.History
	ctx    context.Context // of the calls that may be cancelled
	cancel context.CancelFunc
}

func testSet(key string, value int) testOp {
	return testOp{"Set", func(m *testRecorded) {
		m.h.Do("Set", testhistory.Values{key, value}, func() testhistory.Values { return testhistory.Values{m.sm.Set(m.ctx, key, value)} })
	}}
}

func testGet(key string) testOp {
	return testOp{"Get", func(m *testRecorded) {
		m.h.Do("Get", testhistory.Values{key}, func() testhistory.Values {
			value, found, err := m.sm.Get(m.ctx, key)
			return testhistory.Values{value, found, err}
		})
	}}
}

func testRemove(key string) testOp {
	return testOp{"Remove", func(m *testRecorded) {
		m.h.Do("Remove", testhistory.Values{key}, func() testhistory.Values { return testhistory.Values{m.sm.Remove(m.ctx, key)} })
	}}
}

var testCount = testOp{"Count", func(m *testRecorded) {
	m.h.Do("Count", nil, func() testhistory.Values {
		n, err := m.sm.Count(m.ctx)
		return testhistory.Values{n, err}
	})
}}

func testUpdate(key string) testOp {
	return testOp{"Update", func(m *testRecorded) {
		m.h.Do("Update", testhistory.Values{key}, func() testhistory.Values {
			value, err := m.sm.Update(m.ctx, key, func(old any, found bool) any {
				n, _ := old.(int)
				if found != (n != 0) {
					return -1 // old and found do not belong together
				}
				return testAddTen(n)
			})
			return testhistory.Values{value, err}
		})
	}}
}

var testClose = testOp{"Close", func(m *testRecorded) {
	var handed map[string]any
	m.h.Do("Close", nil, func() testhistory.Values {
		handed = m.sm.Close()
		return testhistory.Values{testHanded{handed != nil, handed["a"], handed["b"]}}
	})
	if handed != nil {
		handed["a"] = -1 // it has a new owner, who writes to it: nobody reads it any more
	}
}}

var testCancel = testOp{"cancel", func(m *testRecorded) {
	m.h.Do("cancel", nil, func() testhistory.Values { m.cancel(); return nil })
}}

// testCase is one set of goroutines that run beside each other: each makes its calls one after the other.
type testCase [][]testOp

// testBeside is a case of goroutines that make one call each.
func testBeside(ops ...testOp) (c testCase) {
	for _, op := range ops {
		c = append(c, []testOp{op})
	}
	return c
}

// String names the case by its calls: "Set beside Close".
func (c testCase) String() string {
	var goroutines []string
	for _, ops := range c {
		var names []string
		for _, op := range ops {
			names = append(names, op.name)
		}
		goroutines = append(goroutines, strings.Join(names, ", "))
	}
	return strings.Join(goroutines, testWords(" beside ", " + "))
}

// testFiveOps are the five methods, all on one key.
var testFiveOps = []testOp{testSet("a", 1), testGet("a"), testRemove("a"), testCount, testUpdate("a")}

// testPairs are all pairs of the five methods, each method beside itself, too.
func testPairs() (pairs [][2]testOp) {
	for i, first := range testFiveOps {
		for j, second := range testFiveOps[i:] {
			if j == 0 && first.name == "Set" {
				second = testSet("a", 2)
			}
			pairs = append(pairs, [2]testOp{first, second})
		}
	}
	return pairs
}

// testClosingCases are the calls beside Close: each method alone and behind the end of its context; every pair of methods with a Close that comes
// when both have returned; and chosen triples and sequences.
func testClosingCases() (cases []testCase) {
	for _, op := range testFiveOps {
		cases = append(cases, testBeside(op, testClose), testCase{{op}, {testCancel, testClose}})
	}
	for _, pair := range testPairs() {
		cases = append(cases, testBeside(pair[0], pair[1]))
	}
	return append(cases,
		testBeside(testSet("b", 2), testCount),
		testBeside(testSet("a", 1), testCancel, testClose), testBeside(testUpdate("a"), testClose, testClose),
		testBeside(testGet("a"), testCount, testClose), testBeside(testSet("b", 2), testCount, testClose), testBeside(testRemove("a"), testUpdate("a"), testClose),
		testCase{{testSet("b", 2), testRemove("a")}, {testCount}}, testCase{{testSet("a", 1), testGet("a")}, {testClose}},
		testCase{{testClose, testGet("a")}, {testSet("a", 1)}},
		testCase{{testSet("b", 2), testCount}, {testCount}}, testCase{{testSet("a", 1), testGet("a")}, {testGet("a")}}, testCase{{testSet("a", 1), testUpdate("a")}, {testUpdate("a")}},
	)
}

// testCancelCases are calls beside the end of their context, alone and with one more call behind.
func testCancelCases() (cases []testCase) {
	for _, op := range testFiveOps {
		cases = append(cases, testBeside(op, testCancel), testCase{{op, testCount}, {testCancel}})
	}
	return append(cases,
		testCase{{testUpdate("a")}, {testCancel, testGet("a")}}, testCase{{testSet("b", 2)}, {testCancel, testCount}}, testCase{{testRemove("a")}, {testCancel, testSet("a", 2)}},
	)
}

// preemptions is how often the goroutines of a case are switched where they could go on: the more there are, the less. They switch wherever they
// wait, too.
func (c testCase) preemptions() int {
	calls := 0
	for _, ops := range c {
		calls += len(ops)
	}
	switch {
	case calls > 2:
		return 0
	case c[1][0].name == "Close" || c[1][0].name == "cancel":
		return 2
	}
	return 1
}

// testTryCase makes the calls of a case, those in last, and a Close, and judges what all of them returned.
func testTryCase(t *explore.T, c testCase, last ...testOp) {
	t.Case(c.String())
	t.Spend(2 - c.preemptions())
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	m := &testRecorded{sm: NewMap(), h: testhistory.New(t), ctx: context.Background()}
	testSet("a", 5).do(m)
	m.ctx, m.cancel = ctx, cancel
	for _, ops := range c {
		t.Go(testCase{ops}.String(), func() {
			for _, op := range ops {
				op.do(m)
			}
		})
	}
	t.Wait()
	m.ctx = context.Background()
	for _, op := range last {
		op.do(m)
	}
	testClose.do(m)
	testJudge(m.h)
}
