package main

import (
	"context"
	"errors"
	"os"
	"testing"
	"time"

	"sharedmap-workshop/checker/explore"
)

// testDrawn is a number of this process. What is measured in fake time depends on it, so that no answer can be made to fit.
var testDrawn = time.Duration(os.Getpid())

// testLimits are how far away the deadlines of calls are: no whole number of milliseconds, and less than one.
var testLimits = []time.Duration{1500*time.Millisecond + testDrawn*7919*time.Nanosecond, 1 + testDrawn*61%(800*time.Microsecond)}

// testVeryLong is how long a call and a Close have to wait, if need be: some years, in fake time.
var testVeryLong = 3*365*24*time.Hour + testDrawn*time.Minute

// testBusy is a map that is in the middle of an Update: its function waits at a gate.
type testBusy struct {
	gate chan struct{}
	err  error
}

func (b *testBusy) release() { close(b.gate) }

// testKeepBusy starts an Update and returns when its function waits.
func testKeepBusy(t *explore.T, m *SharedMap, ctx context.Context) *testBusy {
	b := &testBusy{gate: make(chan struct{})}
	entered, ended := make(chan bool, 10), make(chan bool)
	t.Go(testWords("the Update that is at work", "실행 중인 Update"), func() {
		defer close(ended)
		_, b.err = m.Update(ctx, "a", func(any, bool) any {
			entered <- true
			<-b.gate
			return 1
		})
	})
	select {
	case <-entered:
	case <-ended:
		t.Errorf(testWords("an Update that nobody cancelled returned %v and had not called its function", "아무도 취소하지 않은 Update가 받은 함수를 부르지 않고 %v 결과를 반환했습니다"), b.err)
	}
	return b
}

// testFiveCalls are the five methods, by what matters to a caller who has no time.
var testFiveCalls = []struct {
	name string
	call func(m *SharedMap, ctx context.Context) error
}{
	{"Set", func(m *SharedMap, ctx context.Context) error { return m.Set(ctx, "a", 2) }},
	{"Get", func(m *SharedMap, ctx context.Context) error { _, _, err := m.Get(ctx, "a"); return err }},
	{"Remove", func(m *SharedMap, ctx context.Context) error { return m.Remove(ctx, "a") }},
	{"Count", func(m *SharedMap, ctx context.Context) error { _, err := m.Count(ctx); return err }},
	{"Update", func(m *SharedMap, ctx context.Context) error {
		_, err := m.Update(ctx, "a", func(any, bool) any { return 3 })
		return err
	}},
}

// TestExploreDeadline measures calls in fake time, which passes only when nothing else can happen.
func TestExploreDeadline(t *testing.T) {
	explore.Test(t, func(t *explore.T) {
		time.Sleep(27*365*24*time.Hour + testDrawn*time.Minute) // fake time begins in the year 2000
		method := testFiveCalls[t.Choose(len(testFiveCalls))]
		switch t.Choose(5) {
		case 0:
			t.Case(method.name + testWords(" on an idle map", ", 한가한 맵"))
			testNoTimeAtAll(t, method.call)
		case 1:
			t.Case(method.name + testWords(" while the map is busy", ", 바쁜 맵"))
			testEndsInTime(t, method.call, testLimits[t.Choose(len(testLimits))], func(ctx context.Context) context.Context { return ctx }, 0)
		case 2:
			t.Case(method.name + testWords(" with a context that ends a moment after its deadline", ", 마감 시각보다 조금 늦게 끝나는 컨텍스트"))
			testEndsInTime(t, method.call, testLimits[0], func(ctx context.Context) context.Context { return testLateContext{ctx} }, testLateBy)
		case 3:
			t.Case(method.name + testWords(" without a deadline", ", 마감 시각 없음"))
			testWaitsForYears(t, method.call)
		case 4:
			t.Case(testWords("an Update whose own function is at work", "자기 함수가 실행 중인 Update"))
			testEndsWhileAtWork(t, testLimits[t.Choose(len(testLimits))])
		}
	})
}

// testNoTimeAtAll makes a call that need not wait.
func testNoTimeAtAll(t *explore.T, call func(m *SharedMap, ctx context.Context) error) {
	m := NewMap()
	soon, cancel := context.WithTimeout(context.Background(), testLimits[1])
	defer cancel()
	began := time.Now()
	for _, ctx := range []context.Context{context.Background(), soon} {
		err := call(m, ctx)
		if took := time.Since(began); err != nil || took != 0 {
			t.Errorf(testWords("it took %v of fake time, where nothing has to be waited for, and returned %v", "기다릴 것이 없는데 가짜 시간으로 %v 걸렸고, 결과는 %v입니다"), took, err)
		}
	}
	m.Close()
}

// testEndsInTime makes a call whose deadline is limit away, while the map is busy until after that. late is how much later the context may end.
func testEndsInTime(t *explore.T, call func(m *SharedMap, ctx context.Context) error, limit time.Duration, as func(context.Context) context.Context, late time.Duration) {
	m := NewMap()
	busy := testKeepBusy(t, m, context.Background())
	began := time.Now()
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	err := call(m, as(ctx))
	took := time.Since(began)
	cancel()
	needed := err != nil || took != 0 // some calls need not wait for a busy map
	if needed && (took > limit || took < limit-late) {
		t.Errorf(testWords("with %v until its deadline it took %v of fake time", "마감 시각까지 %v 남았는데 가짜 시간으로 %v 걸렸습니다"), limit, took)
	}
	if needed && !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf(testWords("at its deadline it returned %v", "마감 시각에 반환한 오류: %v"), testErrorWords(err))
	}
	busy.release()
	t.Wait()
	m.Close()
}

// testEndsWhileAtWork makes an Update whose deadline is limit away, and whose own function needs longer.
func testEndsWhileAtWork(t *explore.T, limit time.Duration) {
	m, gate := NewMap(), make(chan struct{})
	began := time.Now()
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	_, err := m.Update(ctx, "a", func(any, bool) any { <-gate; return 1 })
	if took := time.Since(began); took != limit || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf(testWords("with %v until its deadline it took %v of fake time and returned %v", "마감 시각까지 %v 남았는데 가짜 시간으로 %v 걸렸고, 결과는 %v입니다"), limit, took, err)
	}
	cancel()
	close(gate)
	m.Close()
}

// testLateBy is how much later than its deadline a testLateContext ends.
const testLateBy = time.Millisecond

// testLateContext is a context that ends testLateBy after its deadline, as any may on a busy computer.
type testLateContext struct{ context.Context }

func (c testLateContext) Deadline() (time.Time, bool) {
	deadline, ok := c.Context.Deadline()
	return deadline.Add(-testLateBy), ok
}

// testWaitsForYears makes a call without a deadline while the map is busy for years.
func testWaitsForYears(t *explore.T, call func(m *SharedMap, ctx context.Context) error) {
	m := NewMap()
	busy := testKeepBusy(t, m, context.Background())
	var err error
	t.Go(testWords("the call", "호출"), func() { err = call(m, context.Background()) })
	time.Sleep(testVeryLong)
	busy.release()
	t.Wait()
	if err != nil || busy.err != nil {
		t.Errorf(testWords("after some years it returned %v", "몇 년 뒤에 %v 결과를 반환했습니다"), errors.Join(err, busy.err))
	}
	m.Close()
}
