package corpus

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"
	"sort"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// Right programs that pass shared values to the standard library.

func TestPipelineRight(t *testing.T) {
	in := strings.NewReader("a\nb\nc\n")
	sc := bufio.NewScanner(in)
	lines := make(chan string)
	go func() {
		defer close(lines)
		for sc.Scan() {
			lines <- sc.Text()
		}
	}()
	var out []string
	for l := range lines {
		out = append(out, l)
	}
	sort.Strings(out)
	if fmt.Sprint(out) != "[a b c]" {
		t.Fatal(out)
	}
}
func TestLoggerRight(t *testing.T) {
	var b bytes.Buffer
	l := log.New(&b, "", 0)
	var wg sync.WaitGroup
	for i := 0; i < 2; i++ {
		wg.Add(1)
		go func(i int) { defer wg.Done(); l.Printf("%d", i) }(i)
	}
	wg.Wait()
	if b.Len() != 4 {
		t.Fatal(b.String())
	}
}

type labelled struct {
	Name string
	mu   sync.Mutex
	n    int
}

func (i *labelled) String() string { i.mu.Lock(); defer i.mu.Unlock(); return fmt.Sprint(i.Name, i.n) }
func TestStringerRight(t *testing.T) {
	it := &labelled{Name: "x"}
	go func() { it.mu.Lock(); it.n++; it.mu.Unlock() }()
	_ = fmt.Sprintf("%v", it)
}
func TestJSONRight(t *testing.T) {
	v := map[string][]int{"a": {1}}
	c := make(chan []byte, 1)
	go func() { b, _ := json.Marshal(v); c <- b }()
	b, _ := json.Marshal(v)
	if string(b) != string(<-c) {
		t.Fatal()
	}
}

type anyQueue[T any] struct {
	mu    sync.Mutex
	cond  *sync.Cond
	items []T
}

func (q *anyQueue[T]) put(v ...T) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.items = append(q.items, v...)
	q.cond.Broadcast()
}
func (q *anyQueue[T]) all(n int) (out []T, err error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.items) < n {
		q.cond.Wait()
	}
	out = make([]T, n)
	copy(out, q.items)
	q.items = append(q.items[:0], q.items[n:]...)
	return out, nil
}
func TestGenericQueueRight(t *testing.T) {
	q := &anyQueue[interface{}]{}
	q.cond = sync.NewCond(&q.mu)
	go q.put(1, "a", nil)
	got, err := q.all(3)
	if err != nil || len(got) != 3 {
		t.Fatal(got, err)
	}
	for i, g := range got {
		_ = i
		_ = g
	}
}
func TestShadowsRight(t *testing.T) {
	len := func(s []int) int { return 7 }
	append := func(s []int, v int) []int { return s }
	s := []int{1}
	n := 0
loop:
	for i, v := range append(s, 2) {
		for range s {
			n += v + i
			continue loop
		}
	}
	if n != 1 || len(s) != 7 {
		t.Fatal(n)
	}
	var k, w int
	for k, w = range s {
		n += w
	}
	_, _ = k, w
}

type failure struct{}

func (*failure) Error() string { return "e" }
func namedResults(f bool) (n int, err error) {
	defer func() { n++ }()
	done := make(chan int)
	go func() { defer close(done); err = io.EOF }()
	<-done
	if f {
		return 1, &failure{}
	}
	return twoResults()
}
func twoResults() (int, error) { return 2, nil }
func TestResultsRight(t *testing.T) {
	n, err := namedResults(true)
	if n != 2 || err == nil || err.Error() != "e" {
		t.Fatal(n, err)
	}
	if n, err := namedResults(false); n != 3 || err != nil {
		t.Fatal(n, err)
	}
}
func TestBytesRight(t *testing.T) {
	b := append([]byte("x"), "yz"...)
	n := copy(b, "ab")
	b = append(b, []byte{1}...)
	var w io.Writer = os.Stderr
	fmt.Fprint(w, n)
	ctx, cancel := context.WithCancel(context.Background())
	fmt.Fprintln(os.Stderr, ctx, &b)
	cancel()
	var p atomic.Pointer[labelled]
	p.Store(&labelled{})
	_ = p.Load().String()
	type arr [3]int
	var a arr
	for i, v := range a {
		_, _ = i, v
	}
	for i, v := range &a {
		_, _ = i, v
	}
	for i, r := range "héé" {
		_, _ = i, r
	}
	fs := []func(){}
	for _, x := range []int{1, 2} {
		x := x
		fs = append(fs, func() { n += x })
	}
	for _, f := range fs {
		f()
	}
}
func TestPollRight(t *testing.T) {
	var done int32
	go func() { time.Sleep(time.Millisecond); atomic.StoreInt32(&done, 1) }()
	deadline := time.Now().Add(time.Second)
	for atomic.LoadInt32(&done) == 0 {
		if time.Now().After(deadline) {
			break
		}
		time.Sleep(time.Millisecond)
	}
}
func TestSemaphoreRight(t *testing.T) {
	sem := make(chan struct{}, 1)
	n := 0
	var wg sync.WaitGroup
	for i := 0; i < 2; i++ {
		wg.Add(1)
		go func() { defer wg.Done(); sem <- struct{}{}; n++; <-sem }()
	}
	wg.Wait()
	if n != 2 {
		t.Fatal(n)
	}
}
func TestReuseWGRight(t *testing.T) {
	var wg sync.WaitGroup
	for r := 0; r < 2; r++ {
		for i := 0; i < 2; i++ {
			wg.Add(1)
			go func() {
				defer wg.Done()
				wg.Add(1)
				go wg.Done()
			}()
		}
		wg.Wait()
	}
}
func TestPubSliceRight(t *testing.T) {
	var v atomic.Value
	v.Store([]int{})
	var mu sync.Mutex
	add := func(x int) {
		mu.Lock()
		defer mu.Unlock()
		old := v.Load().([]int)
		nw := make([]int, 0, len(old)+1)
		nw = append(nw, old...)
		nw = append(nw, x)
		v.Store(nw)
	}
	var wg sync.WaitGroup
	wg.Add(2)
	go func() { defer wg.Done(); add(1) }()
	go func() { defer wg.Done(); add(2) }()
	for _, x := range v.Load().([]int) {
		_ = x
	}
	wg.Wait()
}
