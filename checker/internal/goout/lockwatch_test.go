package goout

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestLockHeldTwice checks that a report of a goroutine that takes a lock twice names the line that holds the lock, and
// does not say that the holder waits.
func TestLockHeldTwice(t *testing.T) {
	found := read(t, `POTENTIAL DEADLOCK: Recursive locking:
current goroutine 24 lock 0xc0000b6018
/go/src/cache/lru.go:44 cache.(*LRU).Len { l.mu.Lock() } <<<<<
/go/src/cache/lru.go:71 cache.(*LRU).evict { for l.Len() > l.max { }

Previous place where the lock was grabbed (same goroutine)
/go/src/cache/lru.go:56 cache.(*LRU).Put { l.mu.Lock() } <<<<<
/go/src/cache/cache_test.go:19 cache.TestPut { c.Put("a", 1) }
`)
	require.Len(t, found, 1)
	require.Len(t, found[0].Goroutines, 1)
	waits := found[0].Goroutines[0]
	assert.Equal(t, 44, waits.Line)
	assert.Equal(t, &Wait{Goroutine: 24, File: "/go/src/cache/lru.go", Line: 56, Held: true}, waits.WaitsFor)
}

// TestLockHeldTooLong checks that only the goroutine that tries to take the lock waits.
func TestLockHeldTooLong(t *testing.T) {
	found := read(t, `POTENTIAL DEADLOCK:
Previous place where the lock was grabbed
goroutine 21 lock 0xc000014088
account.go:18 bank.(*Account).Move { a.mu.Lock() } <<<<<

Have been trying to lock it again for more than 30s
goroutine 34 lock 0xc000014088
account.go:25 bank.(*Account).Sum { a.mu.Lock() } <<<<<

exit status 2
`)
	require.Len(t, found, 1)
	require.Len(t, found[0].Goroutines, 1)
	waits := found[0].Goroutines[0]
	assert.Equal(t, 34, waits.ID)
	assert.Equal(t, 25, waits.Line)
	assert.Equal(t, &Wait{Goroutine: 21, File: "account.go", Line: 18, Held: true}, waits.WaitsFor)
}

// TestLockOrder checks that a report about an order of locks names both lines once.
func TestLockOrder(t *testing.T) {
	found := read(t, `POTENTIAL DEADLOCK: Inconsistent locking. saw this ordering in one goroutine:
happened before
transfer.go:21 bank.(*Bank).Transfer { from.mu.Lock() } <<<<<
main.go:14 main.main.func1 { b.Transfer(x, y, 5) }

happened after
transfer.go:23 bank.(*Bank).Transfer { to.mu.Lock() } <<<<<
main.go:14 main.main.func1 { b.Transfer(x, y, 5) }

in another goroutine: happened before
transfer.go:21 bank.(*Bank).Transfer { from.mu.Lock() } <<<<<
main.go:18 main.main.func2 { b.Transfer(y, x, 7) }

happened after
transfer.go:23 bank.(*Bank).Transfer { to.mu.Lock() } <<<<<
main.go:18 main.main.func2 { b.Transfer(y, x, 7) }

`)
	require.Len(t, found, 1)
	assert.Equal(t, []Location{{File: "transfer.go", Line: 23, Func: "(*Bank).Transfer"}}, found[0].Other)
}
