package main

import (
	"fmt"
	"slices"

	"sharedmap-workshop/checker/testrecord"
)

// fail ends the test with what a trial has found. home is the step that the
// mistake belongs to: where that is another one, this step has to wait for it.
func (r *testTrial) fail(home string, f testrecord.Failure) {
	r.t.Helper()
	f.Method = r.of.name
	if home != r.id {
		f.Rule, f.First = "earlier-step", home
		f.Expected = fmt.Sprintf(testWords("the step %[1]s comes first: what this step asks can be judged only when %[1]s is green",
			"먼저 %[1]s 단계를 고쳐야 합니다. 이 단계는 %[1]s 단계가 통과해야 판정할 수 있습니다"), home)
	}
	testrecord.FailNow(r.t, f)
}

// requireWaiting fails the test where the function has returned although calls are held.
func (r *testTrial) requireWaiting() {
	r.t.Helper()
	if !r.hasReturned() || r.gate.inside() == 0 {
		return
	}
	_, ended := r.gate.calls()
	place := testPlaceOf(r.goroutines(), testGoroutine.inGate)
	if r.id == r.of.race { // what the calls do when they go on may be this step's matter
		r.gate.open()
		r.settle()
		r.requireNoRace()
	}
	r.leavesCalls(ended, place)
}

// requireAllEnded fails the test where a call has gone on after the function had returned, although nobody holds it.
func (r *testTrial) requireAllEnded() {
	r.t.Helper()
	if r.ended < len(r.gate.arrived) && r.of.home != r.of.race {
		r.settle() // perhaps some have not even begun
	}
	if begun, ended := r.gate.calls(); ended > r.ended || begun > ended {
		r.leavesCalls(r.ended, testrecord.Place{})
	}
}

// leavesCalls: the function has returned before the calls have ended.
func (r *testTrial) leavesCalls(ended int, place testrecord.Place) {
	r.t.Helper()
	happened := fmt.Sprintf(testWords("%[1]s returned when %[2]d of %[3]d calls of %[4]s had ended",
		"%[1]s: %[4]s 호출 %[3]d번 중 끝난 것이 %[2]d번인데 함수가 먼저 끝났습니다"), r.shapeText(), ended, r.shape.items, r.of.given)
	if place.File != "" {
		happened += fmt.Sprintf(testWords("; one that had not comes from %s", ". 아직 끝나지 않은 호출의 위치: %s"), place)
	}
	r.fail(r.of.home, testrecord.Failure{
		Rule: "waits-for-all",
		Expected: fmt.Sprintf(testWords("%s returns only after the last call of %s has returned",
			"%s 함수는 마지막 %s 호출이 끝난 뒤에만 끝나야 합니다"), r.of.name, r.of.given),
		Happened: happened,
		Place:    place,
	})
}

// requireInLog fails the test where the given function was called for something that is not in the log.
func (r *testTrial) requireInLog() {
	r.t.Helper()
	if page := r.gate.strange.Load(); page != nil {
		r.fail(r.of.race, testrecord.Failure{
			Rule:     "once-each",
			Expected: fmt.Sprintf(testWords("%s is called once for each item, with that item", "%s 함수는 항목마다 한 번씩, 그 항목으로 불려야 합니다"), r.of.given),
			Happened: fmt.Sprintf(testWords("%[1]s: %[2]s was called once more, with %[3]q, which is no item that was left",
				"%[1]s: %[2]s 함수가 한 번 더 불렸는데, 남은 항목 가운데 그런 값이 없습니다: %[3]q"), r.shapeText(), r.of.given, *page),
		})
	}
}

// requireNoRace fails the test where the race detector has reported something. Where there is one worker, only who does not wait for it can race with it.
func (r *testTrial) requireNoRace() {
	r.t.Helper()
	if !r.t.Failed() {
		return
	}
	home := r.of.race
	if r.shape.workers == 1 {
		home = r.of.home
	}
	r.fail(home, testrecord.Failure{
		Rule:     "no-data-race",
		Expected: fmt.Sprintf(testWords("%s has no data race", "%s 함수에 데이터 경쟁(data race)이 없어야 합니다"), r.of.name),
		Happened: fmt.Sprintf(testWords("%s: two goroutines use the same memory, at least one of them writes, and nothing says who comes first; the data race that is reported with this names the lines",
			"%s: 두 고루틴이 같은 메모리를 사용하는데, 적어도 하나는 값을 바꾸고, 누가 먼저인지 정해 주는 것이 없습니다. 어느 줄인지는 함께 보고된 데이터 경쟁에 나옵니다"), r.shapeText()),
	})
}

// neverReturns: nothing moves any more.
func (r *testTrial) neverReturns() {
	r.t.Helper()
	r.fail(r.of.home, testrecord.Failure{
		Rule:     "returns",
		Expected: fmt.Sprintf(testWords("%s returns when all calls of %s have returned", "%s 함수는 모든 %s 호출이 끝나면 끝나야 합니다"), r.of.name, r.of.given),
		Happened: fmt.Sprintf(testWords("%s never returns: nothing moves any more, every goroutine waits",
			"%s: 함수가 끝나지 않습니다. 더 움직이는 것이 없고 모든 고루틴이 기다립니다"), r.shapeText()),
		Waiting: r.where(testAnyGoroutine),
	})
}

// leftBehind: the function has returned, and goroutines of its own wait for ever.
func (r *testTrial) leftBehind() {
	r.t.Helper()
	r.fail(r.of.home, testrecord.Failure{
		Rule:     "no-goroutine-left",
		Expected: fmt.Sprintf(testWords("when %s has returned, the goroutines that it started have ended", "%s 함수가 끝나면 그 함수가 시작한 고루틴도 모두 끝나 있어야 합니다"), r.of.name),
		Happened: fmt.Sprintf(testWords("%s has returned, but goroutines that it started are left behind and wait for ever",
			"%s: 함수는 끝났지만, 시작한 고루틴이 남아서 영원히 기다립니다"), r.shapeText()),
		Waiting: r.where(func(g testGoroutine) bool { return g.name != r.root }),
	})
}

// spins: somebody waits in a loop.
func (r *testTrial) spins(moving []testGoroutine) {
	r.t.Helper()
	r.fail(r.of.home, testrecord.Failure{
		Rule:     "no-spin",
		Expected: testWords("a goroutine that waits for another one blocks: at a channel, a lock or a WaitGroup", "다른 고루틴을 기다리는 고루틴은 채널, 잠금, WaitGroup에서 블로킹되어야 합니다"),
		Happened: fmt.Sprintf(testWords("%s waits in a loop that uses the processor and gets nowhere", "%s: 반복문 안에서 기다리며 프로세서만 쓰고 있습니다"), r.shapeText()),
		Place:    testPlaceOf(moving, testAnyGoroutine),
	})
}

// sleeps: somebody waits for the clock.
func (r *testTrial) sleeps(moving []testGoroutine) {
	r.t.Helper()
	r.fail(r.of.home, testrecord.Failure{
		Rule:     "no-sleep",
		Expected: testWords("a goroutine that waits for another one is woken by that one: a clock cannot know when work is done", "기다리는 고루틴은 상대 고루틴이 깨워야 합니다. 시계는 일이 언제 끝나는지 알 수 없습니다"),
		Happened: fmt.Sprintf(testWords("%s waits for the clock with time.Sleep; however long it sleeps, the work may take longer",
			"%s: time.Sleep으로 시계를 기다립니다. 아무리 오래 자도 일은 더 오래 걸릴 수 있습니다"), r.shapeText()),
		Place: testPlaceOf(moving, testGoroutine.sleeps),
	})
}

func testAnyGoroutine(testGoroutine) bool { return true }

// where tells at which lines of tally.go those goroutines of the call stand that which picks.
func (r *testTrial) where(which func(testGoroutine) bool) []testrecord.Waiting {
	return testWaiting(r.goroutines(), which)
}

func testWaiting(all []testGoroutine, which func(testGoroutine) bool) []testrecord.Waiting {
	var out []testrecord.Waiting
	for _, g := range all {
		places := g.places()
		if len(places) == 0 || !which(g) {
			continue
		}
		w := testrecord.Waiting{Stack: places, State: g.state, Count: 1}
		same := func(o testrecord.Waiting) bool { return o.State == w.State && slices.Equal(o.Stack, w.Stack) }
		if i := slices.IndexFunc(out, same); i >= 0 {
			out[i].Count++
		} else {
			out = append(out, w)
		}
	}
	return out
}

// testPlaceOf returns the line of tally.go at which the first goroutine stands that which picks.
func testPlaceOf(all []testGoroutine, which func(testGoroutine) bool) testrecord.Place {
	for _, g := range all {
		if places := g.places(); len(places) > 0 && which(g) {
			return places[0]
		}
	}
	return testrecord.Place{}
}
