package sync_test

import (
	"os"
	"os/exec"
	"strings"
	realsync "sync"
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/explore/internal/schedtest"
	"sharedmap-workshop/checker/explore/shim/sync"
)

// misuses are wrong uses of the real package, and the same of the stand-in.
var misuses = []struct {
	name    string
	real    func()
	standIn func()
	fatal   bool // Go ends the process
}{
	{"unlock of an unlocked Mutex", func() { new(realsync.Mutex).Unlock() }, func() { new(sync.Mutex).Unlock() }, true},
	{"Unlock of an unlocked RWMutex", func() { new(realsync.RWMutex).Unlock() }, func() { new(sync.RWMutex).Unlock() }, true},
	{"RUnlock of an unlocked RWMutex", func() { new(realsync.RWMutex).RUnlock() }, func() { new(sync.RWMutex).RUnlock() }, true},
	{"Unlock of an RWMutex that is locked for reading", func() { mu := new(realsync.RWMutex); mu.RLock(); mu.Unlock() },
		func() { mu := new(sync.RWMutex); mu.RLock(); mu.Unlock() }, true},
	{"a WaitGroup below zero", func() { new(realsync.WaitGroup).Done() }, func() { new(sync.WaitGroup).Done() }, false},
	{"a nil Once function", func() { new(realsync.Once).Do(nil) }, func() { new(sync.Once).Do(nil) }, false},
	{"CompareAndSwap of a value that cannot be compared", func() { m := new(realsync.Map); m.Store(1, []int{}); m.CompareAndSwap(1, []int{}, 2) },
		func() { m := new(sync.Map); m.Store(1, []int{}); m.CompareAndSwap(1, []int{}, 2) }, false},
	{"a key that cannot be compared", func() { new(realsync.Map).Store([]int{}, 1) }, func() { new(sync.Map).Store([]int{}, 1) }, false},
}

// TestMisuse compares the texts. In a schedule a stand-in panics where the real one ends the process.
func TestMisuse(t *testing.T) {
	for _, tt := range misuses {
		t.Run(tt.name, func(t *testing.T) {
			want := schedtest.Panic(func() {
				if !tt.fatal {
					tt.real()
				}
			})
			if tt.fatal {
				want = fatalText(t, tt.name)
			}
			assert.NotEmpty(t, want)
			assert.Equal(t, "| panic: "+want, schedtest.Once(t, func(*schedtest.P) { tt.standIn() }))
			if !tt.fatal {
				assert.Equal(t, want, schedtest.Panic(tt.standIn), "outside of a schedule")
			}
		})
	}
}

// misuseEnv names the wrong use that this process is to end with.
const misuseEnv = "SHIM_SYNC_MISUSE"

// fatalText runs a wrong use of the real package in another process, and returns what it dies of.
func fatalText(t *testing.T, name string) string {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestDie$")
	cmd.Env = append(os.Environ(), misuseEnv+"="+name)
	out, err := cmd.CombinedOutput()
	assert.Error(t, err)
	_, text, _ := strings.Cut(string(out), "fatal error: ")
	line, _, _ := strings.Cut(text, "\n")
	return strings.TrimSpace(line)
}

func TestDie(t *testing.T) {
	for _, tt := range misuses {
		if tt.name == os.Getenv(misuseEnv) {
			tt.real()
		}
	}
}

// Outside of a schedule the stand-ins work as the real types do.
func TestOutsideOfASchedule(t *testing.T) {
	var mu sync.RWMutex
	var plain sync.Mutex
	var wg sync.WaitGroup
	cond := sync.NewCond(&plain)
	n, ready := 0, false
	for range 10 {
		wg.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			n++
		})
	}
	wg.Wait()
	mu.RLock()
	assert.Equal(t, 10, n)
	assert.False(t, mu.TryLock())
	assert.True(t, mu.TryRLock())
	mu.RUnlock()
	mu.RUnlock()
	assert.True(t, plain.TryLock())
	go func() { plain.Lock(); ready = true; cond.Broadcast(); cond.Signal(); plain.Unlock() }()
	for !ready {
		cond.Wait()
	}
	plain.Unlock()
	pool := sync.Pool{New: func() any { return 1 }}
	assert.Equal(t, 1, pool.Get())
	var m sync.Map
	m.Store(1, 2)
	m.Range(func(k, v any) bool { assert.Equal(t, 2, v); return true })
	calls := 0
	once := sync.OnceValue(func() int { calls++; return calls })
	assert.Equal(t, 2, once()+once())
}
