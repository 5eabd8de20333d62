package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"sharedmap-workshop/checker/testrecord"
)

// testPlain compares a MutexMap with a plain map that gets the same calls, one
// after the other.
type testPlain struct {
	t    *testing.T
	m    *MutexMap
	want map[string]any
	past []string // the calls so far

	panicked bool // the last Update's f did
}

// testPlainly makes calls of the named methods, drawn, and looks after each
// whether the map holds what a plain map would. The last of the methods is the
// one that the step is about.
func testPlainly(t *testing.T, methods ...string) {
	t.Helper()
	last := methods[len(methods)-1]
	p := &testPlain{t: t, m: NewMutexMap(), want: map[string]any{}}
	p.wear()
	for range 40 {
		p.call(methods[rand.IntN(len(methods))], testPlainKey(), testPlainValue())
		p.call(last, testPlainKey(), testPlainValue())
	}
	for _, value := range testPlainValues() { // each of them is there, whatever is drawn
		alone := &testPlain{t: t, m: NewMutexMap(), want: map[string]any{}}
		alone.call(last, "a", value)
		alone.call("Set", "a", value)
		alone.call(last, "a", value)
		alone.call("Remove", "a", nil)
		alone.call(last, "a", value)
	}
	for _, method := range methods {
		if method != "Set" && method != "Update" {
			continue
		}
		for _, value := range testPlainValues() { // a value over itself
			alone := &testPlain{t: t, m: NewMutexMap(), want: map[string]any{}} // where the key is missing at first
			alone.call(method, "a", value)
			alone.call(method, "a", value)
			p.call(method, "a", value)
		}
	}
}

// wear sets and removes many keys, and leaves none: what a map does now and then only, it has done after that.
func (p *testPlain) wear() {
	p.t.Helper()
	times := 500 + rand.IntN(300)
	p.ends("Set", func() {
		for i := range times {
			key := fmt.Sprint("worn ", i%300)
			p.m.Set(key, i)
			p.m.Remove(key)
		}
	})
}

// testPlainKeys are keys that are alike or odd, and some that are no text.
var testPlainKeys = []string{"", "a", "b", "맵", "a b", "\xfe", "\xff", "a\x00"}

// testPlainKey draws one of them, the first ones more often.
func testPlainKey() string { return testPlainKeys[rand.IntN(1+rand.IntN(len(testPlainKeys)))] }

func testPlainValue() any {
	all := testPlainValues()
	return all[rand.IntN(len(all))]
}

// testPlainValues are values of every kind; some cannot be compared.
func testPlainValues() []any {
	n := rand.IntN(3)
	return []any{
		nil, n, 0, "", "text", false, []int{n}, map[string]int{"n": n}, func() int { return n }, [1]any{[]int{n}}, math.NaN(), &n, error(nil),
		struct{ values []int }{[]int{n}}, make(chan int), 1<<53 + 1, uint64(math.MaxUint64), int64(n), float64(n), fmt.Sprint(n), fmt.Errorf("text"),
	}
}

// testSame reports whether two values are one and the same. Values that cannot
// be compared are looked into.
func testSame(a, b any) bool {
	x, y := reflect.ValueOf(a), reflect.ValueOf(b)
	if a == nil || b == nil || x.Type() != y.Type() {
		return a == nil && b == nil
	}
	switch x.Kind() {
	case reflect.Func, reflect.Map, reflect.Chan, reflect.Pointer:
		return x.Pointer() == y.Pointer()
	case reflect.Slice:
		return x.Pointer() == y.Pointer() && x.Len() == y.Len()
	case reflect.Float64:
		return x.Float() == y.Float() || math.IsNaN(x.Float()) && math.IsNaN(y.Float())
	}
	return reflect.DeepEqual(a, b)
}

// call makes one call on both maps and compares what came of it.
func (p *testPlain) call(method, key string, value any) {
	p.t.Helper()
	p.past = append(p.past, fmt.Sprintf("%s(%q)", method, key))
	old, found := p.want[key]
	p.ends(method, func() {
		switch method {
		case "Set":
			p.m.Set(key, value)
			p.want[key] = value
		case "Remove":
			p.m.Remove(key)
			delete(p.want, key)
		case "Get":
			got, is := p.m.Get(key)
			p.sees("Get", key, got, is, old, found)
		case "Update":
			times := 0
			p.m.Update(key, func(got any, is bool) any {
				times++
				p.sees("Update", key, got, is, old, found)
				return value
			})
			if times == 0 {
				p.wrong("Update", testWords("Update calls f", "Update는 f를 불러야 합니다"), testWords("f was not called", "f가 불리지 않았습니다"))
			}
			p.want[key] = value
		case "View":
			times := 0
			p.m.View(key, func(got any, is bool) {
				times++
				p.sees("View", key, got, is, old, found)
			})
			if times != 1 {
				p.wrong("View", testWords("View calls f once", "View는 f를 한 번 불러야 합니다"), fmt.Sprintf(testWords("f was called %d times", "f가 %d번 불렸습니다"), times))
			}
		case "Range":
			p.ranges()
		case testMoveIn:
			from := NewMutexMap()
			from.Set(key, value)
			p.moves(from, p.m, key, true)
			p.want[key] = value
		case testMoveAway:
			to := NewMutexMap()
			p.moves(p.m, to, key, found)
			delete(p.want, key)
			got, is := to.Get(key)
			p.sees("Get", key, got, is, old, found)
		}
	})
	p.holds(method)
}

// What call calls a Move into the map, and one out of it.
const (
	testMoveIn   = "Move into"
	testMoveAway = "Move out of"
)

// moves makes a Move that must be told whether the key was there.
func (p *testPlain) moves(from, to *MutexMap, key string, found bool) {
	p.t.Helper()
	if moved := Move(from, to, key); moved != found {
		p.wrong("Move", testWords("Move returns whether from has the key", "Move는 from에 키가 있었는지를 반환해야 합니다"),
			fmt.Sprintf(testWords("of %q it returned %v", "%q 키의 결과는 %v입니다"), key, moved))
	}
}

// ends makes a call that must come back, without a panic.
func (p *testPlain) ends(method string, call func()) {
	p.t.Helper()
	var thrown any
	method, _, _ = strings.Cut(method, " ")
	f := testrecord.Failure{Method: method, Happened: fmt.Sprintf(testWords("%s, used by one goroutine alone, does not come back",
		"고루틴 하나만 쓰는데도 %s 호출이 끝나지 않습니다"), method)}
	if p.panicked {
		f = testrecord.Failure{Method: "Update", CallbackPanicked: true, Happened: fmt.Sprintf(testWords("after an Update whose f panicked, %s does not come back",
			"f에서 패닉이 난 Update 다음에는 %s 호출이 끝나지 않습니다"), method)}
	}
	testFinishAs(p.t, f, testStart(func() {
		defer func() { thrown = recover() }()
		call()
	}))
	if thrown != nil {
		p.wrong(method, testWords("a value may be of any type", "값의 타입은 무엇이든 될 수 있습니다"),
			fmt.Sprintf(testWords("%s panicked: %v", "%s에서 패닉이 났습니다: %v"), method, thrown))
	}
	if p.t.Failed() {
		p.t.FailNow()
	}
}

// sees compares what a method has shown of a key with what is there.
func (p *testPlain) sees(method, key string, got any, is bool, want any, found bool) {
	p.t.Helper()
	if is == found && testSame(got, want) {
		return
	}
	testrecord.Fail(p.t, testrecord.Failure{
		Rule: "plain-map", Method: method,
		Expected: fmt.Sprintf(testWords("%s(%q) shows (%v, %v), as a plain map would", "%s(%q) 호출은 보통 맵처럼 (%v, %v) 값을 보여 주어야 합니다"), method, key, want, found),
		Happened: fmt.Sprintf(testWords("it showed (%v, %v), after %v", "보여 준 값은 (%v, %v)입니다. 앞선 호출: %v"), got, is, p.last()),
	})
}

// last is the last few calls.
func (p *testPlain) last() []string { return p.past[max(0, len(p.past)-4):] }

func (p *testPlain) wrong(method, expected, happened string) {
	p.t.Helper()
	testrecord.FailNow(p.t, testrecord.Failure{
		Rule: "plain-map", Method: method, Expected: expected,
		Happened: happened + fmt.Sprintf(testWords(", after %v", ". 앞선 호출: %v"), p.last()),
	})
}

// holds compares all keys, and their number.
func (p *testPlain) holds(method string) {
	p.t.Helper()
	p.ends("Get", func() {
		for _, key := range testPlainKeys {
			got, is := p.m.Get(key)
			want, found := p.want[key]
			p.sees("Get", key, got, is, want, found)
		}
		if n := p.m.Count(); n != len(p.want) {
			p.wrong("Count", fmt.Sprintf(testWords("Count returns %d", "Count가 반환해야 하는 값: %d"), len(p.want)),
				fmt.Sprintf(testWords("it returned %d after %s", "Count의 결과는 %d입니다. 앞선 호출: %s"), n, method))
		}
	})
}

// ranges compares what a Range shows with all that is there.
func (p *testPlain) ranges() {
	p.t.Helper()
	seen := map[string]int{}
	p.m.Range(func(key string, got any) bool {
		seen[key]++
		want, found := p.want[key]
		p.sees("Range", key, got, true, want, found)
		return true
	})
	for key := range p.want {
		if seen[key] != 1 {
			testrecord.Fail(p.t, testrecord.Failure{
				Rule: "plain-map", Method: "Range", Expected: testWords("Range shows each key once", "Range는 키마다 한 번씩 보여 주어야 합니다"),
				Happened: fmt.Sprintf(testWords("it showed %q %d times, after %v", "%q 키를 %d번 보여 주었습니다. 앞선 호출: %v"), key, seen[key], p.last()),
			})
		}
	}
}

// testPanicLeavesAll: where Update's f panics, the map is as it was.
func testPanicLeavesAll(t *testing.T) {
	t.Helper()
	p := &testPlain{t: t, m: NewMutexMap(), want: map[string]any{}}
	p.call("Set", "a", 1)
	p.call("Set", "nil", nil)
	for _, key := range []string{"a", "nil", "none", ""} {
		thrown := &struct{ key string }{key}
		p.past = append(p.past, fmt.Sprintf(testWords("Update(%q) whose f panicked", "f에서 패닉이 난 Update(%q)"), key))
		var caught any
		testFinishAs(t, testrecord.Failure{Method: "Update", CallbackPanicked: true, Happened: testWords("an Update whose f panicked does not come back",
			"f에서 패닉이 난 Update 호출이 끝나지 않습니다")}, testStart(func() {
			defer func() { caught = recover() }()
			p.m.Update(key, func(any, bool) any { panic(thrown) })
		}))
		if caught != any(thrown) {
			p.wrong("Update", testWords("the panic of f reaches the caller as it was thrown", "f의 패닉은 일어난 그대로 호출자에게 전해져야 합니다"),
				fmt.Sprintf(testWords("what reached it was %v", "전해진 것은 %v입니다"), caught))
		}
		p.panicked = true
		p.holds("Update")
		got, is := p.m.Get(key)
		want, found := p.want[key]
		p.sees("Get", key, got, is, want, found)
		if t.Failed() {
			t.FailNow()
		}
		p.call("Set", key, 2) // what the Update may have left would show now
		p.call("Range", key, nil)
		p.call("Remove", key, nil)
		p.call("Range", key, nil)
	}
}
