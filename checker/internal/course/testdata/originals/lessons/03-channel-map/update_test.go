package main

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Step update: nothing comes between an Update's read and its write.
func TestUpdateLosesNothing(t *testing.T) {
	testInBubble(t, func(t *testing.T) {
		testWithoutSleeping(t, func() {
			testTwoUpdatesAtOnce(t)
			testOldAndNew(t)
			testAnyValue(t)
		})
		testThousandAtOnce(t)
		testSetInTheMiddle(t)
		testRemoveInTheMiddle(t)
		testGetInTheMiddle(t)
	})
	testInBubble(t, func(t *testing.T) {
		for _, other := range testEveryCall() {
			m := NewMap()
			testInOrder(func() { m.Update("k", testPlusOne) }, func() { other.use(m) })
			m = NewMap()
			testInOrder(func() { other.use(m) }, func() { m.Update("k", testPlusOne) })
			m = NewMap()
			testInOrder(func() { m.Update("k", testSlowly) }, func() { other.use(m) })
		}
	})
}

// testTwoUpdatesAtOnce holds both callbacks at a gate. If both are inside, both were given the same old value.
func testTwoUpdatesAtOnce(t *testing.T) {
	m := NewMap()
	m.Set("hits", 0)
	gate, results := make(chan struct{}), make(chan any, 2)
	for range 2 {
		go func() {
			results <- m.Update("hits", func(old any, found bool) any {
				<-gate
				return testPlusOne(old, found)
			})
		}()
	}
	synctest.Wait() // Both have gone as far as they can.
	close(gate)
	returned := []any{<-results, <-results}
	got, _ := m.Get("hits")
	require.Equalf(t, 2, got, testWords("two Updates at once each add one to 0, and one of them was lost: %s",
		"동시에 부른 두 Update가 0에 1씩 더했는데, 하나가 사라졌습니다. %s"), testLookAt("Update"))
	require.ElementsMatchf(t, []any{1, 2}, returned, testWords("two Updates at once each add one to 0, and return what they stored: %s",
		"동시에 부른 두 Update는 0에 1씩 더하고, 저장한 값을 돌려주어야 합니다. %s"), testLookAt("Update"))
}

// testSetInTheMiddle lets a Set come while an Update's callback runs. It counts as before or as after it.
func testSetInTheMiddle(t *testing.T) {
	m := NewMap()
	m.Set("hits", 1)
	testDuringUpdate(m, func() { m.Set("hits", 100) })
	got, _ := m.Get("hits")
	require.Truef(t, got == 100 || got == 101, testWords("while Update added one to 1, another goroutine Set 100, and that was lost: the value is now %v: %s",
		"Update가 1에 1을 더하는 동안 다른 고루틴이 100을 Set했는데, 그것이 사라졌습니다. 지금 값은 %v입니다. %s"), got, testLookAt("Update"))
}

// testRemoveInTheMiddle does the same with Remove.
func testRemoveInTheMiddle(t *testing.T) {
	m := NewMap()
	m.Set("hits", 5)
	testDuringUpdate(m, func() { m.Remove("hits") })
	if got, found := m.Get("hits"); found {
		require.Equalf(t, 1, got, testWords("while Update added one to 5, another goroutine removed the key, and that was lost: %s",
			"Update가 5에 1을 더하는 동안 다른 고루틴이 키를 지웠는데, 그것이 사라졌습니다. %s"), testLookAt("Update"))
	}
}

// testGetInTheMiddle lets a Get come while an Update's callback runs. It sees before or after, never nothing.
func testGetInTheMiddle(t *testing.T) {
	m := NewMap()
	m.Set("hits", 1)
	testDuringUpdate(m, func() {
		got, _ := m.Get("hits")
		assert.Truef(t, got == 1 || got == 2, testWords("while Update added one to 1, another goroutine asked, and was told %v: %s",
			"Update가 1에 1을 더하는 동안 다른 고루틴이 값을 물었는데, 돌아온 값은 %v입니다. %s"), got, testLookAt("Update"))
	})
	got, _ := m.Get("hits")
	require.Equalf(t, 2, got, testWords("Update added one to 1: %s", "Update가 1에 1을 더했습니다. %s"), testLookAt("Update"))
}

// testDuringUpdate holds an Update of "hits" in its callback while another goroutine starts its call.
func testDuringUpdate(m SharedMap, other func()) {
	gate, done := make(chan struct{}), make(chan struct{}, 2)
	go func() {
		m.Update("hits", func(old any, found bool) any {
			<-gate
			return testPlusOne(old, found)
		})
		done <- struct{}{}
	}()
	synctest.Wait()
	go func() {
		other()
		done <- struct{}{}
	}()
	time.Sleep(time.Minute)
	close(gate)
	<-done
	<-done
}

func testOldAndNew(t *testing.T) {
	m := NewMap()
	m.Set("nil", nil)
	m.Set("seven", 7)
	for _, is := range []struct {
		key   string
		old   any
		found bool
	}{{"missing", nil, false}, {"nil", nil, true}, {"seven", 7, true}} {
		calls := 0
		got := m.Update(is.key, func(old any, found bool) any {
			calls++
			assert.Equalf(t, is.old, old, testWords("Update(%q) gives its function what is stored: %s",
				"Update(%q) 호출은 저장된 값을 함수에 넘겨주어야 합니다. %s"), is.key, testLookAt("Update"))
			assert.Equalf(t, is.found, found, testWords("Update(%q) tells its function whether the key is there: %s",
				"Update(%q) 호출은 키가 있는지를 함수에 알려 주어야 합니다. %s"), is.key, testLookAt("Update"))
			return "new"
		})
		require.Equalf(t, 1, calls, testWords("nobody else uses this map, so Update calls its function once: %s",
			"이 맵은 다른 누구도 쓰지 않으므로 Update는 함수를 한 번만 불러야 합니다. %s"), testLookAt("Update"))
		require.Equalf(t, "new", got, testWords("Update returns the new value: %s", "Update는 새 값을 돌려주어야 합니다. %s"), testLookAt("Update"))
		stored, _ := m.Get(is.key)
		require.Equalf(t, "new", stored, testWords("Update stores the new value: %s", "Update는 새 값을 저장해야 합니다. %s"), testLookAt("Update"))
	}
}

// testAnyValue updates with values that cannot be compared, and with nil.
func testAnyValue(t *testing.T) {
	m := NewMap()
	for _, page := range []string{"/a", "/b"} {
		m.Update("pages", func(old any, _ bool) any {
			pages, _ := old.([]string)
			return append(pages, page)
		})
	}
	got, _ := m.Get("pages")
	require.Equalf(t, []string{"/a", "/b"}, got, testWords("two Updates append one page each: %s",
		"두 Update가 페이지를 하나씩 덧붙입니다. %s"), testLookAt("Update"))
	require.Nilf(t, m.Update("pages", func(any, bool) any { return nil }), testWords("Update returns the new value: %s",
		"Update는 새 값을 돌려주어야 합니다. %s"), testLookAt("Update"))
	got, found := m.Get("pages")
	require.Nilf(t, got, testWords("Update stored nil: %s", "Update가 nil을 저장했습니다. %s"), testLookAt("Update"))
	require.Equalf(t, true, found, testWords("Update stored nil, and the key is there: %s",
		"Update가 nil을 저장했으므로 키가 있어야 합니다. %s"), testLookAt("Update"))
}

// testThousandAtOnce starts 50 goroutines while the map is busy, so that their commands meet in its channel.
func testThousandAtOnce(t *testing.T) {
	const goroutines, times = 50, 20
	m, returned := NewMap(), make(chan any, goroutines*times)
	testWhileBusy(m, func() {
		for range goroutines {
			go func() {
				for range times {
					returned <- m.Update("hits", testPlusOne)
				}
			}()
		}
	})
	seen := map[any]bool{}
	for range goroutines * times {
		seen[<-returned] = true
	}
	got, _ := m.Get("hits")
	require.Equalf(t, goroutines*times, got, testWords("%d goroutines each add one %d times: %s",
		"고루틴 %d개가 1을 %d번씩 더합니다. %s"), goroutines, times, testLookAt("Update"))
	require.Lenf(t, seen, goroutines*times, testWords("each of these Updates stored, and so returned, a number of its own: %s",
		"이 Update들은 저마다 다른 수를 저장하고 돌려주어야 합니다. %s"), testLookAt("Update"))
}
