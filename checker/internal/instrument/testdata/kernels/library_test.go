package kernels

import (
	"bytes"
	"container/list"
	"fmt"
	"io"
	"math/rand"
	"reflect"
	"strings"
	"sync"
	"testing"
)

// at calls f with the lock held. mu may be nil.
func at(mu *sync.Mutex, f func()) {
	if mu != nil {
		mu.Lock()
		defer mu.Unlock()
	}
	f()
}

// Two goroutines write to a buffer. The explorer sees the call as one access, not the library's single steps.

func sharedBuffer(mu *sync.Mutex) {
	var b bytes.Buffer
	write := func() { at(mu, func() { b.WriteString("a") }) }
	together(write, write)
}

func TestSharedBufferBug(t *testing.T)   { sharedBuffer(nil) }
func TestSharedBufferRight(t *testing.T) { sharedBuffer(new(sync.Mutex)) }

// Two goroutines write to a writer through an interface, and through a function of the library.

func sharedWriter(mu *sync.Mutex) {
	var w io.Writer = &strings.Builder{}
	together(func() { at(mu, func() { w.Write([]byte("a")) }) }, func() { at(mu, func() { fmt.Fprintf(w, "b") }) })
}

func TestSharedWriterBug(t *testing.T)   { sharedWriter(nil) }
func TestSharedWriterRight(t *testing.T) { sharedWriter(new(sync.Mutex)) }

// A list's length is read while the list grows.

func sharedList(mu *sync.Mutex) {
	l := list.New()
	together(func() { at(mu, func() { l.PushBack(1) }) }, func() { at(mu, func() { _ = l.Len() }) })
}

func TestSharedListBug(t *testing.T)   { sharedList(nil) }
func TestSharedListRight(t *testing.T) { sharedList(new(sync.Mutex)) }

// A source of random numbers that is not safe for concurrent use.

func sharedRand(mu *sync.Mutex) {
	r := rand.New(rand.NewSource(1))
	draw := func() { at(mu, func() { r.Intn(6) }) }
	together(draw, draw)
}

func TestSharedRandBug(t *testing.T)   { sharedRand(nil) }
func TestSharedRandRight(t *testing.T) { sharedRand(new(sync.Mutex)) }

// Printing a value reads it.

type owner struct {
	name    string
	balance int
	tags    map[string]int
}

func printed(mu *sync.Mutex) {
	a := &owner{tags: map[string]int{}}
	together(func() { at(mu, func() { a.balance = 1 }) }, func() { at(mu, func() { _ = fmt.Sprintf("%v", a) }) })
}

func TestPrintedBug(t *testing.T)   { printed(nil) }
func TestPrintedRight(t *testing.T) { printed(new(sync.Mutex)) }

// Printing a value's address does not read the value.
func TestAddressRight(t *testing.T) {
	a := &owner{}
	together(func() { a.balance = 1 }, func() { _ = fmt.Sprintf("%p", a) })
}

// A deep comparison reads everything behind pointers.

func compared(mu *sync.Mutex) {
	a, b := &owner{tags: map[string]int{}}, &owner{}
	together(func() { at(mu, func() { a.tags["x"] = 1 }) }, func() { at(mu, func() { reflect.DeepEqual(a, b) }) })
}

func TestComparedBug(t *testing.T)   { compared(nil) }
func TestComparedRight(t *testing.T) { compared(new(sync.Mutex)) }
