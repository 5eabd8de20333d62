package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	"sharedmap-workshop/checker/testrecord"
)

// testRule is a rule that one goroutine alone can try: calls, and which of them must give what a plain map gives.
type testRule struct {
	step, name, method string
	expected           string
	judged             string // the methods whose answers count here
	calls              []testCall
}

// testRules are the rules of all steps. How a call and its answer must go together is left to the plain map.
func testRules() []testRule {
	key := testKey(testDraw(1, 100))
	keys := testDerivedKeys(key)
	return []testRule{
		{"run", "set-then-get", "Get", testWords("what was Set can be got", "Set한 값은 Get할 수 있어야 합니다"), "Get", []testCall{
			{"Set", "page", "/index.html"}, {"Set", "hits", 3}, {"Get", "page", nil}, {"Get", "hits", nil}, {"Set", "", "empty key"}, {"Get", "", nil}, {"Get", "page", nil},
		}},
		{"run", "last-set-counts", "Set", testWords("a key holds what was Set last", "키에는 마지막으로 Set한 값이 있어야 합니다"), "Get", []testCall{
			{"Set", "k", 1}, {"Set", "k", 2}, {"Get", "k", nil}, {"Set", "k", 1}, {"Set", "k", 1}, {"Get", "k", nil}, {"Set", "k", "3"}, {"Get", "k", nil},
		}},
		{"run", "any-value", "Set", testWords("any value may be stored, those too that Go cannot compare", "비교할 수 없는 값을 비롯해 어떤 값이든 저장할 수 있어야 합니다"), "Get", testEveryValue("Set", testValues()[1:])},
		{"run", "any-value", "Set", testWords("any value may be stored, those too that Go cannot compare", "비교할 수 없는 값을 비롯해 어떤 값이든 저장할 수 있어야 합니다"), "Get", testEachApart(testValues()[1:])},
		{"reply", "stored-nil", "Get", testWords("of a key that holds nil Get says (nil, true)", "nil이 저장된 키의 Get은 (nil, true)여야 합니다"), "Get", []testCall{
			{"Set", "nothing", nil}, {"Get", "nothing", nil}, {"Set", "", nil}, {"Get", "", nil},
		}},
		{"reply", "missing-key", "Get", testWords("of a missing key Get says (nil, false)", "없는 키의 Get은 (nil, false)여야 합니다"), "Get", []testCall{
			{"Get", "missing", nil}, {"Set", "k", 1}, {"Get", "missing", nil}, {"Get", "", nil}, {"Set", "k", nil}, {"Get", "k", nil}, {"Get", "missing", nil},
		}},
		{"reply", "missing-key", "Get", testWords("of a missing key Get says (nil, false)", "없는 키의 Get은 (nil, false)여야 합니다"), "Get", slices.Concat(
			[]testCall{{"Set", key, 1}, {"Set", key, nil}}, testOnEach("Get", keys), testOnEach("Set", keys), []testCall{{"Get", key, nil}}, testOnEach("Get", keys),
		)},
		{"remove", "removed-key", "Remove", testWords("a removed key is gone, and no other", "지운 키만 없어져야 합니다"), "Get", []testCall{
			{"Set", "goes", 1}, {"Set", "stays", 2}, {"Remove", "goes", nil}, {"Get", "goes", nil}, {"Get", "stays", nil}, {"Set", "goes", 3}, {"Get", "goes", nil},
		}},
		{"remove", "remove-missing", "Remove", testWords("to remove a missing key is no error and changes nothing", "없는 키를 지우는 것은 오류가 아니며 아무것도 바꾸지 않아야 합니다"), "Get", []testCall{
			{"Remove", "never there", nil}, {"Remove", "never there", nil}, {"Get", "never there", nil}, {"Set", "k", 1}, {"Remove", "", nil}, {"Get", "k", nil},
		}},
		{"remove", "remove-nil", "Remove", testWords("a stored nil is removed like any other value", "저장한 nil도 다른 값과 똑같이 지워야 합니다"), "Get", []testCall{
			{"Set", "k", nil}, {"Remove", "k", nil}, {"Get", "k", nil}, {"Set", "k", nil}, {"Get", "k", nil}, {"Set", "", nil}, {"Remove", "", nil}, {"Get", "", nil},
		}},
		{"remove", "update-after-remove", "Remove", testWords("Update does not find a removed key", "지운 키를 Update가 찾으면 안 됩니다"), "Given", []testCall{
			{"Set", "k", 1}, {"Remove", "k", nil}, {"Update", "k", 2}, {"Set", "nil", nil}, {"Remove", "nil", nil}, {"Update", "nil", 2},
		}},
		{"remove", "removed-key", "Remove", testWords("a removed key is gone, and no other", "지운 키만 없어져야 합니다"), "Get", slices.Concat(
			testOnEach("Set", keys), []testCall{{"Set", key, 1}, {"Remove", key, nil}, {"Get", key, nil}}, testOnEach("Get", keys), testOnEach("Remove", keys[1:]), testOnEach("Get", keys[:1]),
		)},
		{"count", "count-grows", "Count", testWords("Count counts every key once", "Count는 키마다 한 번씩 세어야 합니다"), "Count", []testCall{
			{"Count", "", nil}, {"Set", "a", 1}, {"Count", "", nil}, {"Set", "a", 2}, {"Count", "", nil}, {"Set", "b", nil}, {"Count", "", nil}, {"Get", "c", nil}, {"Count", "", nil},
		}},
		{"count", "count-after-update", "Count", testWords("Count counts every key once", "Count는 키마다 한 번씩 세어야 합니다"), "Count", []testCall{
			{"Update", "a", nil}, {"Count", "", nil}, {"Update", "a", 1}, {"Count", "", nil}, {"Update", "", 1}, {"Count", "", nil}, {"Remove", "a", nil}, {"Count", "", nil},
		}},
		{"count", "count-shrinks", "Count", testWords("Count does not count a removed key", "Count는 지운 키를 세지 않아야 합니다"), "Count", []testCall{
			{"Set", "a", 1}, {"Set", "b", nil}, {"Remove", "missing", nil}, {"Count", "", nil}, {"Remove", "b", nil}, {"Count", "", nil}, {"Remove", "b", nil}, {"Count", "", nil},
			{"Remove", "a", nil}, {"Count", "", nil}, {"Set", "b", 1}, {"Count", "", nil},
		}},
		{"update", "old-and-new", "Update", testWords("Update gives its function what is stored and whether the key is there, stores what the function returns, and returns it",
			"Update는 저장된 값과 키의 존재 여부를 함수에 넘기고, 함수가 반환한 값을 저장하고 반환해야 합니다"), "Update Get", []testCall{
			{"Update", "missing", "new"}, {"Get", "missing", nil}, {"Set", "nil", nil}, {"Update", "nil", "new"}, {"Get", "nil", nil}, {"Set", "seven", 7}, {"Update", "seven", testChange(testPlusOne)},
			{"Get", "seven", nil}, {"Update", "seven", 8}, {"Get", "seven", nil}, {"Remove", "seven", nil}, {"Update", "seven", testChange(testPlusOne)}, {"Get", "seven", nil},
		}},
		{"update", "any-value", "Update", testWords("any value may be stored, those too that Go cannot compare", "비교할 수 없는 값을 비롯해 어떤 값이든 저장할 수 있어야 합니다"), "Update Get", testEveryValue("Update", testValues())},
		{"update", "nil-result", "Update", testWords("a nil that Update's function returns is stored", "Update의 함수가 반환한 nil도 저장해야 합니다"), "Update Get", []testCall{
			{"Update", "new", nil}, {"Get", "new", nil}, {"Set", "k", 1}, {"Update", "k", nil}, {"Get", "k", nil}, {"Update", "k", nil}, {"Get", "k", nil}, {"Update", "", nil}, {"Get", "", nil},
		}},
	}
}

// testRulesOf returns the rules of one step.
func testRulesOf(step string) []testRule {
	return slices.DeleteFunc(testRules(), func(r testRule) bool { return r.step != step })
}

// plain makes the rule's calls on a map of its own. It returns what came otherwise than from a plain map.
func (s *testStep) plain(rule testRule) (broken *testTrouble) {
	task := testGo(func() {
		m, plain := NewMap(), map[string]any{}
		for i, call := range rule.calls {
			got, want := call.on(m), call.onPlain(plain)
			if rule.judges(call, got, want) || broken != nil {
				continue
			}
			broken = &testTrouble{rule: rule.name, expected: rule.expected, happened: testDiffers(rule.calls[:i], call, got, want), method: rule.method}
		}
	})
	if trouble := testWait(task); trouble != nil {
		return trouble
	}
	return broken
}

// judges reports whether the answer is the plain map's, as far as it counts for the rule.
func (r testRule) judges(call testCall, got, want testAnswer) bool {
	switch {
	case r.judged == "Given":
		return got.found == want.found && testSame(got.old, want.old)
	case !strings.Contains(r.judged, call.method):
		return true
	}
	return got.equals(want) && got.times == want.times
}

// testDiffers says after which calls on the same key a call gave something else than a plain map.
func testDiffers(before []testCall, call testCall, got, want testAnswer) string {
	var same []string
	for _, c := range before {
		if c.key == call.key || call.method == "Count" {
			same = append(same, c.String())
		}
	}
	after := testWords("no call with this key before", "아직 이 키를 쓴 호출이 없을 때")
	if len(same) > 0 {
		after = strings.Join(same[max(0, len(same)-6):], "; ")
	}
	if got.times != want.times && got.equals(want) {
		return fmt.Sprintf(testWords("%s; then %s called its function %d times, though nobody else uses the map", "%s; 그다음 %s 호출이, 맵을 쓰는 다른 고루틴이 없는데도 함수를 %d번 불렀습니다"), after, call, got.times)
	}
	return fmt.Sprintf(testWords("%s; then %s gave %s, and a plain map gives %s", "%s; 그다음 %s의 결과: %s (보통 맵의 결과: %s)"), after, call, got.show(call), want.show(call))
}

// tryPlain tries the step's rules, and then calls that nobody has chosen: of these methods, on few keys, with any values.
func (s *testStep) tryPlain(judged string, methods ...string) {
	s.Helper()
	rules := testRulesOf(s.step)
	method := rules[0].method
	drawn := func(calls int) testRule {
		return testRule{s.step, "as-a-plain-map", method, testWords("the map answers as a plain map does", "보통 맵과 똑같이 답해야 합니다"), judged, testDrawCalls(calls, methods, s.step != "run")}
	}
	for range 6 {
		rules = append(rules, drawn(testDraw(150, 250)))
	}
	took := time.Duration(0) // the last rule, of so many calls
	for _, rule := range rules {
		began := testrecord.ProcessorTime()
		s.needs(s.plain(rule))
		took = testrecord.ProcessorTime() - began
	}
	if s.step == "update" { // the last of the steps: what a map does now and then only, it has done by the end
		each := max(1, took/time.Duration(len(rules[len(rules)-1].calls)))
		s.needs(s.plain(drawn(min(testDraw(2500, 3500), int(testWearTime/each)))))
	}
}

// testWearTime is how much processor time the many calls may take that wear a map out: a slow map makes fewer.
const testWearTime = 300 * time.Millisecond

// testDrawCalls draws n calls of the methods; nils reports whether keys may be missing and values nil.
func testDrawCalls(n int, methods []string, nils bool) []testCall {
	keys := testKeys()
	values := testValues()
	var calls []testCall
	if !nils {
		values = values[1:]
		for _, key := range keys {
			calls = append(calls, testCall{"Set", key, 0})
		}
	}
	for range n {
		calls = append(calls, testCall{methods[rand.IntN(len(methods))], keys[rand.IntN(len(keys))], values[rand.IntN(len(values))]})
	}
	return calls
}

// testEveryValue stores each of the values twice, and asks for it.
func testEveryValue(method string, values []any) (calls []testCall) {
	for _, value := range values {
		call := testCall{method, "k", value}
		calls = append(calls, call, call, testCall{"Get", "k", nil})
	}
	return calls
}

// testEachApart stores each of the values under a key of its own, so that values which look alike are there at once, and then asks for all.
func testEachApart(values []any) (calls []testCall) {
	for i, value := range values {
		calls = append(calls, testCall{"Set", testKey(i), value})
	}
	for i := range values {
		calls = append(calls, testCall{"Get", testKey(i), nil})
	}
	return calls
}

// testDerivedKeys returns keys that a map might make of another key for itself: with one more character at either end.
func testDerivedKeys(key string) (derived []string) {
	for c := range 128 {
		derived = append(derived, key+string(rune(c)), string(rune(c))+key)
	}
	return derived
}

// testOnEach makes calls of one method, on each of the keys.
func testOnEach(method string, keys []string) (calls []testCall) {
	for i, key := range keys {
		calls = append(calls, testCall{method, key, i})
	}
	return calls
}

// testKeys are keys that somebody might take for one: an empty one, some that differ in little, such as are no text, and two pairs that have the same
// hash (hash/fnv).
func testKeys() []string {
	long := strings.Repeat("k", testDraw(300, 3000))
	return []string{"", "k", "K", "k ", "k\x00", "\x00", "\xfe", "\xff", "\ufffd", "\u00e9", "e\u0301", "costarring", "liquid", "creamwove", "quists", long, long + "k", strconv.Itoa(rand.Int())}
}

// testValues are values of every kind: nil first, zero values, values that Go cannot compare, one that does not equal itself, and such as a
// map may use itself.
func testValues() []any {
	var pointer *int
	return []any{
		nil, 0, 1, -1, "", "k", false, true, pointer, new(int), struct{}{}, [0]int{}, [2]any{nil, 1}, []string{}, []string{"/a", "/b"}, map[string]any{"k": nil},
		math.NaN(), math.Inf(1), 0.0, math.Copysign(0, -1), new(struct{}), new([0]int), fmt.Errorf("missing"), func() {}, testPlusOne, testChange(testPlusOne).change, make(chan any), make(chan any, 1), make(chan struct{}),
		map[string]any{}, []any{nil, false}, struct {
			value any
			found bool
		}{nil, false}, math.MaxInt, math.MinInt, uint64(math.MaxUint64), 1<<53 + 1, int64(1), uint8(1), 1.0, float32(1), 'k', fmt.Errorf("missing"), new(int),
	}
}

func (c testChange) change(old any, found bool) any { return c(old, found) }

// testWrong is what a call of one goroutine among many returned.
func (s *testStep) wrong(rule, method, expected, happened string) {
	s.Helper()
	s.fails(testrecord.Failure{Rule: rule, Method: method, Expected: expected, Happened: happened})
}

// updates reports whether the rule calls Update, which is repaired last.
func (r testRule) updates() bool {
	return slices.ContainsFunc(r.calls, func(c testCall) bool { return c.method == "Update" })
}
