package begin

import (
	"os"
	"sync"
	"testing"
	"time"

	"begin/jobs"
	"begin/reg"
)

var prepared map[string]int

func TestMain(m *testing.M) {
	prepared = map[string]int{"main": 1}
	os.Exit(m.Run())
}

func both(f, g func()) {
	var wg sync.WaitGroup
	wg.Go(f)
	wg.Go(g)
	wg.Wait()
}

func check(t *testing.T, ok bool, what string) {
	t.Helper()
	if !ok {
		t.Error(what)
	}
}

func TestStateRight(t *testing.T) {
	both(func() { lastID.Add(1) }, func() { lastID.Add(1) })
	check(t, lastID.Load() == 2, "the counter")
	check(t, len(names) == 2 && names[0] == "in red", "the names")
	check(t, len(table) == 2 && table[0] == 2 && table[1] == 7 && size == 2, "the table")
	names[5] = "more"
	table = append(table[:0], 9, 9, 9)
	size++
	lastID = nil
}

func TestRegisteredRight(t *testing.T) {
	both(func() { reg.Add("x") }, func() { reg.Add("y") })
	check(t, reg.Count() == 4, "what is registered")
	check(t, added && reg.Default == "begin", "the default")
	reg.Default = "changed"
}

func TestMadeRight(t *testing.T) {
	both(func() { next() }, func() { next() })
	check(t, next() == 3, "the closure")
	var mu sync.Mutex
	sum := 0
	both(func() { mu.Lock(); sum += store.put("a"); mu.Unlock() }, func() { mu.Lock(); sum += store.put("b"); mu.Unlock() })
	check(t, sum == 5, "behind an interface")
	check(t, *first == 3 && *second == 6 && answer() == 4, "two results")
	*first = 100
	check(t, errNone != nil, "an error")
}

func TestPoolAndOnceRight(t *testing.T) {
	load := func() { once.Do(func() { loaded = map[string]int{"a": 1} }) }
	both(load, load)
	check(t, loaded["a"] == 1, "once")
	loaded["a"]++
	n := pool.Get().(*int)
	check(t, *n == 0, "the pool")
	*n = 5
	pool.Put(n)
	stamps.push(time.Second)
	check(t, stamps.push(time.Second) == 2, "the stack")
}

func TestFreeListRight(t *testing.T) {
	ask := func() {
		var c chan int
		select {
		case c = <-free:
		default:
			c = make(chan int, 1)
		}
		go func() { c <- 1 }()
		<-c
		select {
		case free <- c:
		default:
		}
	}
	both(ask, ask)
	ask()
}

func TestKeptRight(t *testing.T) {
	both(func() { _ = *depth }, func() { _ = deep.name })
	check(t, *depth == 3 && deep.name == "root" && len(deep.kids) == 1 && deep.kids[0].name == "a" && deep.seen == nil, "what is put back")
	check(t, len(seen) == 1 && !verbose, "beside a flag")
	*depth, verbose, seen["more"] = 4, true, true
	deep.name, deep.kids[0].name, deep.seen = "x", "y", map[string]bool{}
	deep.kids = append(deep.kids, deep)
}

func TestPreparedRight(t *testing.T) {
	var mu sync.Mutex
	add := func() { mu.Lock(); prepared["main"]++; mu.Unlock() }
	both(add, add)
	check(t, prepared["main"] == 3, "what TestMain has made")
}

func TestWorkerRight(t *testing.T) {
	n := 0
	jobs.Do(func() { n++ })
	jobs.Do(func() { n++ })
	check(t, n == 2, "the worker")
	time.Sleep(3 * time.Second)
}

func TestRegisteredBug(t *testing.T) {
	both(func() { table[0]++ }, func() { table[0]++ })
	check(t, table[0] == 4, "lost")
}

func TestWorkerBug(t *testing.T) {
	jobs.Do(func() { jobs.Do(func() {}) }) // the worker waits for itself
}

func TestLeftByTestBug(t *testing.T) {
	go jobs.Do(func() { select {} })
}

func TestOnceBug(t *testing.T) {
	load := func() {
		if loaded == nil {
			loaded = map[string]int{}
		}
		loaded["a"]++
	}
	both(load, load)
	check(t, loaded["a"] == 2, "lost")
}

func TestLostIDBug(t *testing.T) {
	take := func() {
		id := lastID.Load()
		lastID.Store(id + 1)
	}
	both(take, take)
	check(t, lastID.Load() == 2, "lost")
}
