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
}
