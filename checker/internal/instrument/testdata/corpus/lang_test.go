package corpus

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// Number is a constraint.
type Number interface{ ~int | ~float64 }

type list[T any] struct {
	mu    sync.Mutex
	items []T
}

func (l *list[T]) add(v T) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.items = append(l.items, v)
}

func (l *list[T]) all() iter.Seq2[int, T] {
	return func(yield func(int, T) bool) {
		for i, v := range l.items {
			if !yield(i, v) {
				return
			}
		}
	}
}

func sum[N Number, S ~[]N](s S) (total N) {
	for _, n := range s {
		total += n
	}
	return
}

func keys[M ~map[K]V, K cmp.Ordered, V any](m M) []K {
	var out []K
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

func each[C ~chan T, T any](c C, f func(T)) {
	for v := range c {
		f(v)
	}
}

func TestGenerics(t *testing.T) {
	l := &list[string]{}
	l.add("a")
	l.add("b")
	got := ""
	for i, v := range l.all() {
		got += fmt.Sprint(i, v)
	}
	if got != "0a1b" || sum([]float64{1, 2.5}) != 3.5 || len(keys(map[string]int{"x": 1, "y": 2})) != 2 {
		t.Fatal(got)
	}
	c := make(chan int, 2)
	c <- 1
	c <- 2
	close(c)
	n := 0
	each(c, func(v int) { n += v })
	if n != 3 {
		t.Fatal(n)
	}
}

type color int

const (
	red color = iota
	green
)

type level bool

type node struct {
	next *node
	val  int
	tags map[string][]int
	pos  struct{ x, y float64 }
	arr  [3]int
	fn   func(int) int
	any  interface{}
}

func TestAssignments(t *testing.T) {
	n := &node{tags: map[string][]int{}}
	n.next = &node{val: 2}
	n.next.val += 3
	n.next.val <<= 1
	n.next.val &^= 2
	n.tags["a"] = append(n.tags["a"], 1, 2)
	n.tags["a"][1]++
	n.pos.x, n.pos.y = 1, 2
	n.pos.x, n.pos.y = n.pos.y, n.pos.x
	n.arr[1] = 7
	n.arr[n.arr[0]] -= 1
	p := &n.arr
	p[2] = p[1] * 2
	(*p)[2]--
	n.fn = func(i int) int { return i + n.val }
	n.val = n.fn(1)
	n.any = 5
	n.any = nil
	n.any = errors.New("x")
	var l level
	l = n.val == 1
	q := &l
	*q = n.val != 2
	pp := &n
	(*pp).val = 9
	(**pp).val++
	s := n.arr[:2]
	s[0] = 4
	if n.next.val != 8 || n.tags["a"][1] != 3 || n.pos.x != 2 || n.arr != [3]int{4, 7, 13} || n.val != 10 || !bool(*q) {
		t.Fatalf("%+v %+v %v", n, n.next, *q)
	}
	var c color = green
	func() { c = red }()
	func() { c++ }()
	if c != green {
		t.Fatal(c)
	}
	m := map[string]node{"a": {val: 1}}
	if m["a"].val != 1 || m["b"].next != nil {
		t.Fatal(m)
	}
	if v, ok := m["a"]; !ok || v.val != 1 {
		t.Fatal(v)
	}
	var err error
	var v int
	func() { v, err = strconvAtoi("7") }()
	func() { _, err = strconvAtoi("x") }()
	if v != 7 || err == nil {
		t.Fatal(v, err)
	}
	var i interface{} = 3
	func() { v, _ = i.(int) }()
	func() { i = "s" }()
	switch x := i.(type) {
	case int:
		t.Fatal(x)
	case string, fmt.Stringer:
	}
	const size = len([...]int{1, 2})
	var arr [size]string
	arr[1] = "x"
	if strings.Join(arr[:], ",") != ",x" {
		t.Fatal(arr)
	}
	mm := map[int]map[string]int{1: {}}
	mm[1]["k"]++
	mm[1]["k"] += 2
	mm[idx()]["k"] *= 2
	if mm[1]["k"] != 6 {
		t.Fatal(mm)
	}
	delete(mm[1], "k")
	clear(mm)
	if len(mm) != 0 {
		t.Fatal(mm)
	}
}

func idx() int { return 1 }

func strconvAtoi(s string) (int, error) {
	var n int
	_, err := fmt.Sscan(s, &n)
	return n, err
}

func find(c <-chan int, want int) int {
	for {
		select {
		case v, ok := <-c:
			if !ok {
				return -1
			}
			if v == want {
				return v
			}
		}
	}
}

func TestLabelsAndSelect(t *testing.T) {
	c := make(chan int)
	done := make(chan struct{})
	go func(n int, names ...string) {
		defer close(done)
		defer close(c)
		for i := range n {
			c <- i
		}
	}(5, []string{"a"}...)
	if find(c, 3) != 3 {
		t.Fatal("find")
	}
	got := 0
outer:
	for {
		select {
		case v, ok := <-c:
			if !ok {
				break outer
			}
			got = v
			continue outer
		case <-time.After(time.Hour):
			t.Fatal("late")
		}
	}
	<-done
	if got != 4 {
		t.Fatal(got)
	}
	var slot [2]int
	in, out := make(chan int, 1), make(chan int, 1)
	in <- 5
	select {
	case slot[1] = <-in:
	}
	select {
	case out <- slot[1]:
		if slot[1] == 5 {
			break
		}
		t.Fatal("break")
	default:
		t.Fatal("default")
	}
	select {
	case v := (<-out):
		slot[0] = v
	default:
	}
	if slot != [2]int{5, 5} {
		t.Fatal(slot)
	}
	i := 0
loop:
	i++
	if i < 3 {
		goto loop
	}
	m := map[string]int{"a": 1, "b": 2, "c": 3}
	n := 0
each:
	for k, v := range m {
		k, v := k, v
		switch {
		case k == "b":
			continue each
		case v > 5:
			break each
		}
		n += v
	}
	for range m {
		n++
	}
	var k string
	for k = range m {
		if k == "" {
			t.Fatal("key")
		}
	}
	if n != 7 {
		t.Fatal(n)
	}
}

type embedded struct {
	sync.Mutex
	*sync.RWMutex
	sync.WaitGroup
	atomic.Int64
}

type shadow struct{}

func (shadow) Lock() {}

func TestNamesAndMethods(t *testing.T) {
	e := embedded{RWMutex: &sync.RWMutex{}}
	e.Mutex.Lock()
	e.Mutex.Unlock()
	e.RLock()
	e.RUnlock()
	add := e.WaitGroup.Add
	add(1)
	go e.Done()
	e.WaitGroup.Wait()
	e.Int64.Add(3)
	if e.Load() != 3 {
		t.Fatal(e.Load())
	}
	{
		sync := shadow{}
		sync.Lock()
		time := 3
		_ = time
	}
	var mu sync.Locker = &sync.Mutex{}
	lock, unlock := mu.Lock, mu.Unlock
	lock()
	unlock()
	f := (*list[int]).add
	l := &list[int]{}
	f(l, 1)
	g := l.add
	func() { g(2) }()
	if len(l.items) != 2 {
		t.Fatal(l.items)
	}
	once := sync.OnceValue(func() int { return len(l.items) })
	if once() != 2 || once() != 2 {
		t.Fatal("once")
	}
	var p atomic.Pointer[node]
	p.Store(&node{val: 3})
	if p.Load().val != 3 {
		t.Fatal(p.Load())
	}
	var av atomic.Value
	av.Store([]int{1})
	var n32 int32
	atomic.AddInt32(&n32, 2)
	pool := sync.Pool{New: func() any { return new(strings.Builder) }}
	b := pool.Get().(*strings.Builder)
	b.WriteString("x")
	pool.Put(b)
	var m sync.Map
	m.Store("a", 1)
	m.Range(func(k, v any) bool { return k == "a" && v == 1 })
	cond := sync.NewCond(&sync.Mutex{})
	ready := false
	go func() {
		cond.L.Lock()
		ready = true
		cond.L.Unlock()
		cond.Broadcast()
	}()
	cond.L.Lock()
	for !ready {
		cond.Wait()
	}
	cond.L.Unlock()
}

func recovered(f func()) (msg string) {
	defer func() {
		if r := recover(); r != nil {
			msg = fmt.Sprint(r)
		}
	}()
	f()
	return "none"
}

func TestPanicsAndDefers(t *testing.T) {
	var order []int
	func() {
		for i := range 3 {
			defer func() { order = append(order, i) }()
		}
	}()
	if !slices.Equal(order, []int{2, 1, 0}) {
		t.Fatal(order)
	}
	c := make(chan int)
	close(c)
	var nilMap map[string]int
	var nilNode *node
	for want, f := range map[string]func(){
		"close of closed channel":     func() { close(c) },
		"send on closed channel":      func() { c <- 1 },
		"assignment to entry in nil":  func() { nilMap["a"] = 1 },
		"invalid memory address":      func() { nilNode.val++ },
		"index out of range":          func() { s := []int{}; s[idx()] = 1 },
		"close of nil channel":        func() { var n chan int; close(n) },
		"negative WaitGroup counter":  func() { var wg sync.WaitGroup; wg.Done() },
		"interface conversion: inter": func() { var i any = "s"; _ = i.(int) },
	} {
		if got := recovered(f); !strings.Contains(got, want) {
			t.Errorf("%q, not %q", got, want)
		}
	}
	if v, ok := <-c; v != 0 || ok {
		t.Fatal(v, ok)
	}
}

func TestContexts(t *testing.T) {
	type key struct{}
	ctx, cancel := context.WithCancelCause(context.WithValue(context.Background(), key{}, 1))
	child, stop := context.WithTimeout(ctx, time.Hour)
	defer stop()
	ran := make(chan struct{})
	context.AfterFunc(child, func() { close(ran) })
	if child.Value(key{}) != 1 || child.Err() != nil {
		t.Fatal(child.Err())
	}
	cancel(errors.New("why"))
	<-child.Done()
	<-ran
	if !errors.Is(child.Err(), context.Canceled) || context.Cause(child).Error() != "why" {
		t.Fatal(child.Err(), context.Cause(child))
	}
	short, stop2 := context.WithTimeout(context.WithoutCancel(ctx), time.Millisecond)
	defer stop2()
	<-short.Done()
	if !errors.Is(short.Err(), context.DeadlineExceeded) {
		t.Fatal(short.Err())
	}
	if _, ok := short.Deadline(); !ok {
		t.Fatal("deadline")
	}
}

func TestTimers(t *testing.T) {
	start := time.Now()
	fired := make(chan struct{})
	timer := time.AfterFunc(time.Millisecond, func() { close(fired) })
	<-fired
	if timer.Stop() || time.Since(start) < time.Millisecond {
		t.Fatal("timer")
	}
	tick := time.NewTicker(time.Millisecond)
	<-tick.C
	<-tick.C
	tick.Stop()
	long := time.NewTimer(time.Hour)
	if !long.Stop() || long.Reset(time.Millisecond) {
		t.Fatal("reset")
	}
	<-long.C
}

type linked struct {
	value int
	next  *linked
}

type queued struct {
	mu    sync.Mutex
	items []*linked
	first *linked
}

// `x, y = v, w` computes the addresses of x and y before it assigns.
func TestAssignsToThePlacesBefore(t *testing.T) {
	q := &queued{}
	for i := range 3 {
		q.first = &linked{i, q.first}
		q.items = append(q.items, q.first)
	}
	done := make(chan bool)
	go func() { // shared variables get scheduling points
		q.mu.Lock()
		defer q.mu.Unlock()
		for len(q.items) > 0 {
			q.items[0], q.items = nil, q.items[1:]
		}
		var turned *linked
		for q.first != nil {
			q.first.next, turned, q.first = turned, q.first, q.first.next
		}
		q.first = turned
		close(done)
	}()
	<-done
	q.mu.Lock()
	defer q.mu.Unlock()
	got := ""
	for at := q.first; at != nil; at = at.next {
		got += fmt.Sprint(at.value)
	}
	if got != "012" || len(q.items) != 0 {
		t.Fatal(got)
	}
}
