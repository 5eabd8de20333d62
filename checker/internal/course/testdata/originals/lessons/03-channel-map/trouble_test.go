package main

import (
	"fmt"
	"strings"
	"time"

	"sharedmap-workshop/checker/testrecord"
)

// testTrouble is what keeps a call from its end, or what came of it that must not.
type testTrouble struct {
	rule, expected, happened, method string
	waiting                          []testrecord.Waiting // who waits for ever
	place                            testrecord.Place     // the student's line, where it is known
}

// testStuck tells why tasks do not end although no goroutine could go on. It returns nil if one could after all.
func testStuck(tasks []*testTask) *testTrouble {
	look := testLook()
	for _, g := range look {
		switch {
		case g.moves():
			return nil
		case g.state == "sleep" && g.method() != "" && !g.inCallback:
			return testSleeps(g)
		}
	}
	if testAllOver(tasks) {
		return nil // they came to their end before the look, which saw nobody move because of that
	}
	for range 50 { // only the clock can end this now
		time.Sleep(time.Millisecond)
		if testAllOver(tasks) {
			return testSleeps(testGoroutine{})
		}
	}
	look = testLook()
	for _, g := range look {
		if g.moves() { // the machine had no time for it until now
			return nil
		}
	}
	return testHangs(look)
}

func testAllOver(tasks []*testTask) bool {
	for _, task := range tasks {
		if !task.isOver() {
			return false
		}
	}
	return true
}

// testHangs tells of a deadlock, with those who wait in the student's lines.
func testHangs(look []testGoroutine) *testTrouble {
	trouble := &testTrouble{
		rule:     "call-ends",
		expected: testWords("every call comes to its end", "모든 호출이 끝나야 합니다"),
		happened: testWords("everybody waits, and nobody is left who could end it", "모두가 기다리고 있고, 이 기다림을 끝낼 고루틴이 남아 있지 않습니다"),
		waiting:  testWaiting(look),
	}
	for _, g := range look {
		if g.inCall && g.method() != "" && !g.inCallback {
			trouble.method = g.method()
			break
		}
	}
	return trouble
}

// testSpins tells of a goroutine that tries again and again instead of waiting.
func testSpins(g testGoroutine) *testTrouble {
	return &testTrouble{
		rule: "no-spin", method: g.method(),
		expected: testWords("whoever waits blocks, at a channel", "기다리는 고루틴은 채널에서 블로킹되어야 합니다"),
		happened: testAbout(g, testWords("a goroutine spins (METHOD): it tries again and again, and keeps a processor busy all the time",
			"고루틴이 블로킹되지 않고 계속 다시 시도합니다(spin, METHOD). 기다리는 동안 내내 프로세서를 쓰고 있습니다")),
		place: g.place(),
	}
}

// testSleeps tells of a call that waits for the clock; g is the goroutine that sleeps, where one does.
func testSleeps(g testGoroutine) *testTrouble {
	return &testTrouble{
		rule: "no-sleep", method: g.method(),
		expected: testWords("whoever waits for somebody waits at a channel, not for the clock", "다른 고루틴을 기다릴 때는 시간이 아니라 채널을 기다려야 합니다"),
		happened: testAbout(g, testWords("a call went on only when some time had passed (METHOD): to sleep is to hope, not to wait",
			"호출이 시간이 지나야만 계속됩니다(METHOD). Sleep은 기다림이 아닙니다. 그사이 끝났기를 바랄 뿐입니다")),
		place: g.place(),
	}
}

// testAbout puts the name and the line of g's method where the text says METHOD.
func testAbout(g testGoroutine, text string) string {
	name := "time"
	if place := g.place(); place.Line > 0 {
		name = fmt.Sprintf("%s, %s:%d", g.method(), place.File, place.Line)
	}
	return strings.ReplaceAll(text, "METHOD", name)
}

// testWaiting lists the places in the student's file at which goroutines wait.
func testWaiting(look []testGoroutine) []testrecord.Waiting {
	var all []testrecord.Waiting
	index := map[string]int{}
	for _, g := range look {
		if len(g.student) == 0 || g.inCallback {
			continue
		}
		key := g.key()
		if i, known := index[key]; known {
			all[i].Count++
			continue
		}
		index[key] = len(all)
		all = append(all, testrecord.Waiting{Stack: g.student, State: g.state, Count: 1})
	}
	return all
}
