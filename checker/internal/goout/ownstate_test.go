package goout

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The state semacquire is a wait for a lock where a function that waits is on the stack, and else one for the garbage collector.
func TestAGoroutineThatTheGarbageCollectorHoldsUpWaitsForNoLock(t *testing.T) {
	found := read(t, []byte(`panic: test timed out after 10m0s

goroutine 7 [semacquire]:
example.com/box.(*Box).try(0xc000012345)
	/src/box/box.go:102 +0x1
example.com/box.(*Box).ask(0xc000012345)
	/src/box/box.go:95 +0x1

goroutine 8 [semacquire]:
sync.runtime_Semacquire(0xc000012345)
	/usr/local/go/src/runtime/sema.go:71 +0x25
sync.(*WaitGroup).Wait(0xc000012345)
	/usr/local/go/src/sync/waitgroup.go:118 +0x48
example.com/box.(*Box).all(0xc000012345)
	/src/box/box.go:30 +0x1
`))
	require.Len(t, found, 1)
	require.Len(t, found[0].Goroutines, 2)
	assert.Equal(t, "runnable", found[0].Goroutines[0].State)
	assert.Equal(t, "semacquire", found[0].Goroutines[1].State)
}
