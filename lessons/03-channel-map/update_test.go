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
	inBubble(t, func(t *testing.T) {
		withoutSleeping(t, func() {
			twoUpdatesAtOnce(t)
			oldAndNew(t)
			anyValue(t)
		})
		thousandAtOnce(t)
		setInTheMiddle(t)
		removeInTheMiddle(t)
		getInTheMiddle(t)
	})
	inBubble(t, func(t *testing.T) {
		for _, other := range everyCall() {
			m := NewMap()
			inOrder(func() { m.Update("k", plusOne) }, func() { other.use(m) })
			m = NewMap()
			inOrder(func() { other.use(m) }, func() { m.Update("k", plusOne) })
			m = NewMap()
			inOrder(func() { m.Update("k", slowly) }, func() { other.use(m) })
		}
	})
}

// twoUpdatesAtOnce holds both callbacks at a gate. If both are inside, both were given the same old value.
func twoUpdatesAtOnce(t *testing.T) {
	m := NewMap()
	m.Set("hits", 0)
	gate, results := make(chan struct{}), make(chan any, 2)
	for range 2 {
		go func() {
			results <- m.Update("hits", func(old any, found bool) any {
				<-gate
				return plusOne(old, found)
			})
		}()
	}
	synctest.Wait() // Both have gone as far as they can.
	close(gate)
	returned := []any{<-results, <-results}
	got, _ := m.Get("hits")
	require.Equalf(t, 2, got, "two Updates at once each add one to 0, and one of them was lost: %s", lookAt("Update"))
	require.ElementsMatchf(t, []any{1, 2}, returned, "two Updates at once each add one to 0, and return what they stored: %s", lookAt("Update"))
}

// setInTheMiddle lets a Set come while an Update's callback runs. It counts as before or as after it.
func setInTheMiddle(t *testing.T) {
	m := NewMap()
	m.Set("hits", 1)
	duringUpdate(m, func() { m.Set("hits", 100) })
	got, _ := m.Get("hits")
	require.Containsf(t, []any{100, 101}, got, "while Update added one, another goroutine Set 100, and that was lost: %s", lookAt("Update"))
}

// removeInTheMiddle does the same with Remove.
func removeInTheMiddle(t *testing.T) {
	m := NewMap()
	m.Set("hits", 5)
	duringUpdate(m, func() { m.Remove("hits") })
	if got, found := m.Get("hits"); found {
		require.Equalf(t, 1, got, "while Update added one to 5, another goroutine removed the key, and that was lost: %s", lookAt("Update"))
	}
}

// getInTheMiddle lets a Get come while an Update's callback runs. It sees before or after, never nothing.
func getInTheMiddle(t *testing.T) {
	m := NewMap()
	m.Set("hits", 1)
	duringUpdate(m, func() {
		got, _ := m.Get("hits")
		assert.Containsf(t, []any{1, 2}, got, "while Update added one to 1, another goroutine asked: %s", lookAt("Update"))
	})
	got, _ := m.Get("hits")
	require.Equalf(t, 2, got, "Update added one to 1: %s", lookAt("Update"))
}

// duringUpdate holds an Update of "hits" in its callback while another goroutine starts its call.
func duringUpdate(m SharedMap, other func()) {
	gate, done := make(chan struct{}), make(chan struct{}, 2)
	go func() {
		m.Update("hits", func(old any, found bool) any {
			<-gate
			return plusOne(old, found)
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

func oldAndNew(t *testing.T) {
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
			assert.Equalf(t, is.old, old, "Update(%q) gives its function what is stored: %s", is.key, lookAt("Update"))
			assert.Equalf(t, is.found, found, "Update(%q) tells its function whether the key is there: %s", is.key, lookAt("Update"))
			return "new"
		})
		require.Equalf(t, 1, calls, "nobody else uses this map, so Update calls its function once: %s", lookAt("Update"))
		require.Equalf(t, "new", got, "Update returns the new value: %s", lookAt("Update"))
		stored, _ := m.Get(is.key)
		require.Equalf(t, "new", stored, "Update stores the new value: %s", lookAt("Update"))
	}
}

// anyValue updates with values that cannot be compared, and with nil.
func anyValue(t *testing.T) {
	m := NewMap()
	for _, page := range []string{"/a", "/b"} {
		m.Update("pages", func(old any, _ bool) any {
			pages, _ := old.([]string)
			return append(pages, page)
		})
	}
	got, _ := m.Get("pages")
	require.Equalf(t, []string{"/a", "/b"}, got, "two Updates append one page each: %s", lookAt("Update"))
	require.Nilf(t, m.Update("pages", func(any, bool) any { return nil }), "Update returns the new value: %s", lookAt("Update"))
	got, found := m.Get("pages")
	require.Nilf(t, got, "Update stored nil: %s", lookAt("Update"))
	require.Equalf(t, true, found, "Update stored nil, and the key is there: %s", lookAt("Update"))
}

// thousandAtOnce starts 50 goroutines while the map is busy, so that their commands meet in its channel.
func thousandAtOnce(t *testing.T) {
	const goroutines, times = 50, 20
	m, returned := NewMap(), make(chan any, goroutines*times)
	whileBusy(m, func() {
		for range goroutines {
			go func() {
				for range times {
					returned <- m.Update("hits", plusOne)
				}
			}()
		}
	})
	seen := map[any]bool{}
	for range goroutines * times {
		seen[<-returned] = true
	}
	got, _ := m.Get("hits")
	require.Equalf(t, goroutines*times, got, "%d goroutines each add one %d times: %s", goroutines, times, lookAt("Update"))
	require.Lenf(t, seen, goroutines*times, "each of these Updates stored, and so returned, a number of its own: %s", lookAt("Update"))
}
