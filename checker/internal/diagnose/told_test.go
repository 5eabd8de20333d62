package diagnose

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// told is what becomes of a test's own words about code in box.go.
func told(t *testing.T, code, words string) Finding {
	t.Helper()
	out := "--- FAIL: TestBox (0.01s)\n    box_test.go:9: Box hangs:\n"
	for l := range strings.Lines(words) {
		out += "        " + l
	}
	found, err := Read(strings.NewReader(out + "\nFAIL\n"))
	require.NoError(t, err)
	found = ExplainAll(found, fstest.MapFS{"box.go": &fstest.MapFile{Data: []byte("package box\n\nimport \"sync\"\n" + code)}})
	require.Len(t, found, 1)
	return found[0]
}

func TestWhoWaitsIsReadFromPlainWords(t *testing.T) {
	f := told(t, "var c = make(chan int)\nfunc put() {\n\tc <- 1\n}\nfunc get() { <-c }\n", "    box.go:6  [chan send]")
	assert.Equal(t, ReceiverGone, f.Pattern)
	assert.Equal(t, 6, f.Other[0].Line)
}

func TestWordsThatOnlyMentionAStateAreNone(t *testing.T) {
	f := told(t, "", "box.go:6: chan send is slow here")
	assert.Empty(t, f.Goroutines)
	assert.Empty(t, f.Pattern)
}

const groupCode = "func all(work func()) {\n\tvar wg sync.WaitGroup\n\twg.Go(work)\n\twg.Wait()\n}\n"

func TestWhoIsMissingInAPartOfAListProvesNothing(t *testing.T) {
	whole := told(t, groupCode, "box.go:7 [sync.WaitGroup.Wait]")
	assert.Equal(t, WaitGroupNeverZero, whole.Pattern)
	part := told(t, groupCode, "box.go:6 [inside the given function]\nbox.go:7 [sync.WaitGroup.Wait]")
	assert.Empty(t, part.Pattern, "the worker is alive")
}

func TestAPlaceInBracketsIsNoGoroutine(t *testing.T) {
	f := told(t, groupCode, "all (box.go:5) waits for ever. Goroutines wait at\n  box.go:7 (sync.WaitGroup.Wait): 1 waiting")
	assert.Equal(t, WaitGroupNeverZero, f.Pattern)
	assert.Len(t, f.Goroutines, 1)
}

// A context is a way out of a wait, and no reason for it: who could have served the other cases is what matters.
const askCode = `import "context"
type box struct{ c chan chan int }
func (b *box) own() {
	for answer := range b.c {
		answer <- 1
		return
	}
}
func (b *box) ask(ctx context.Context) int {
	answer := make(chan int, 1)
	select {
	case b.c <- answer:
	case <-ctx.Done():
		return 0
	}
	select {
	case n := <-answer:
		return n
	case <-ctx.Done():
		return 0
	}
}
`

func TestWhoCouldServeASelectIsGone(t *testing.T) {
	f := told(t, askCode, "ask (box.go:11) waits for ever. Goroutines wait at\n    box.go:14 (select): 2 waiting")
	assert.Equal(t, ReceiverGone, f.Pattern)
	assert.Len(t, f.Goroutines, 2)
	f = told(t, askCode, "ask(box.go:11): 영원히 기다립니다. 고루틴들이 기다리는 곳:\n    box.go:19 (select): select 문에서 기다리는 고루틴 3개")
	assert.Equal(t, SenderGone, f.Pattern)
	assert.Len(t, f.Goroutines, 3)
	f = told(t, askCode, "box.go:14 (select): 1 waiting\nbox.go:8 (chan receive): 1 waiting")
	assert.Empty(t, f.Pattern, "at line 8 the owner runs a function of the test's")
}

func TestWhoCalledItTellsWhatItHolds(t *testing.T) {
	code := strings.ReplaceAll(moveCode, "to.mu.Lock()\n\tdefer to.mu.Unlock()", "to.set()") + "func (b *box) set() {\n\tb.mu.Lock()\n\tdefer b.mu.Unlock()\n}\n"
	f := told(t, code, "set at box.go:13, called by move at box.go:10: sync.Mutex.Lock (2 goroutines)\nmove at box.go:8: sync.Mutex.Lock")
	assert.Equal(t, LockOrder, f.Pattern)
	assert.Len(t, f.Goroutines, 3)
	f = told(t, code, "set(box.go:13), 호출한 곳 move(box.go:10): sync.Mutex.Lock (고루틴 2개)")
	assert.Equal(t, LockOrder, f.Pattern)
}

const moveCode = `type box struct {
	mu sync.Mutex
}
func move(from, to *box) {
	from.mu.Lock()
	defer from.mu.Unlock()
	to.mu.Lock()
	defer to.mu.Unlock()
}
`

func TestAloneItWaitsForItself(t *testing.T) {
	f := told(t, moveCode, "move at box.go:10: sync.Mutex.Lock")
	assert.Equal(t, DoubleLock, f.Pattern)
}

const visitCode = `type box struct {
	mu sync.Mutex
}
func (b *box) set() {
	b.mu.Lock()
	defer b.mu.Unlock()
}
func (b *box) visit(f func()) {
	b.mu.Lock()
	%DEFER%b.mu.Unlock()
	f()
}
`

func TestAFunctionFromOutsideThatCallsBack(t *testing.T) {
	f := told(t, strings.Replace(visitCode, "%DEFER%", "defer ", 1), "set at box.go:8: sync.Mutex.Lock")
	assert.Equal(t, DoubleLock, f.Pattern)
	assert.Contains(t, f.Other, Location{File: "box.go", Line: 14, Func: "(*box).visit"})
	f = told(t, strings.Replace(visitCode, "%DEFER%b.mu.Unlock()\n\tf()", "f()\n\tb.mu.Unlock()", 1), "set at box.go:8: sync.Mutex.Lock")
	assert.Empty(t, f.Pattern, "it may also have panicked")
	f = told(t, strings.Replace(visitCode, "%DEFER%b.mu.Unlock()\n\tf()", "f()\n\tb.mu.Unlock()", 1), "visit's f panicked.\nset at box.go:8: sync.Mutex.Lock")
	assert.Equal(t, LockHeldAtReturn, f.Pattern)
	assert.Contains(t, f.Other, Location{File: "box.go", Line: 13, Func: "(*box).visit"})
}
