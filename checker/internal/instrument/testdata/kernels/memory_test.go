package kernels

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
)

// The code after a go statement is not ordered before the code of the goroutine.

func afterGo(wait bool) int {
	n := 0
	done := make(chan struct{})
	go func() {
		n++
		close(done)
	}()
	if wait {
		<-done
	}
	return n
}

func TestAfterGoBug(t *testing.T)   { afterGo(false) }
func TestAfterGoRight(t *testing.T) { afterGo(true) }

// A loop that reads a slice's elements while one of them is written.

func elements(mu *sync.Mutex) (sum int) {
	s := make([]int, 3)
	together(func() { at(mu, func() { s[2] = 1 }) }, func() {
		at(mu, func() {
			for _, v := range s {
				sum += v
			}
		})
	})
	return sum
}

func TestElementsBug(t *testing.T)   { elements(nil) }
func TestElementsRight(t *testing.T) { elements(new(sync.Mutex)) }

// A loop waits for each element before it reads the element.
func TestElementsOneByOneRight(t *testing.T) {
	s, ready := make([]int, 2), make(chan int)
	go func() {
		for i := range s {
			s[i] = i
			ready <- i
		}
	}()
	<-ready
	for i, v := range s {
		if v != i {
			t.Error(i, v)
		}
		if i == 0 {
			<-ready
		}
	}
}

// Two appends write to the same element of the shared array.

func sameRoom(room int) {
	s := make([]int, 1, room)
	together(func() { _ = append(s, 1) }, func() { _ = append(s, 2) })
}

func TestSameRoomBug(t *testing.T)   { sameRoom(4) }
func TestSameRoomRight(t *testing.T) { sameRoom(1) }

// The slice is read under the lock, its elements are read without the lock.

type shelf struct {
	mu    sync.Mutex
	books []int
}

func (s *shelf) removeFirst() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.books = append(s.books[:0], s.books[1:]...)
}

func (s *shelf) list(own bool) []int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !own {
		return s.books
	}
	books := make([]int, len(s.books))
	copy(books, s.books)
	return books
}

func shelfList(own bool) {
	s := &shelf{books: []int{1, 2}}
	together(s.removeFirst, func() {
		for _, b := range s.list(own) {
			_ = b
		}
	})
}

func TestSharedArrayBug(t *testing.T)   { shelfList(false) }
func TestSharedArrayRight(t *testing.T) { shelfList(true) }

// Copying a slice reads it.

func copied(mu *sync.Mutex) {
	s := make([]int, 2)
	together(func() { at(mu, func() { s[1] = 1 }) }, func() { at(mu, func() { copy(make([]int, 2), s) }) })
}

func TestCopiedBug(t *testing.T)   { copied(nil) }
func TestCopiedRight(t *testing.T) { copied(new(sync.Mutex)) }

// One side uses atomic, the other does not.

func halfAtomic(both bool) {
	var n int32
	together(func() { atomic.AddInt32(&n, 1) }, func() {
		if both {
			atomic.LoadInt32(&n)
		} else {
			_ = n
		}
	})
}

func TestHalfAtomicBug(t *testing.T)   { halfAtomic(false) }
func TestHalfAtomicRight(t *testing.T) { halfAtomic(true) }

// A return writes to a named result while a goroutine writes to it.

func named(wait bool) (err error) {
	done := make(chan struct{})
	go func() {
		err = errors.New("late")
		close(done)
	}()
	if wait {
		<-done
	}
	return nil
}

func TestNamedResultBug(t *testing.T)   { _ = named(false) }
func TestNamedResultRight(t *testing.T) { _ = named(true) }

// Wait runs concurrently with an Add.

func addNear(before bool) {
	var wg sync.WaitGroup
	if before {
		wg.Add(1)
	}
	go func() {
		if !before {
			wg.Add(1)
		}
		wg.Done()
	}()
	wg.Wait()
}

func TestAddBesideWaitBug(t *testing.T)   { addNear(false) }
func TestAddBesideWaitRight(t *testing.T) { addNear(true) }
