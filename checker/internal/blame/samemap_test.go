package blame

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/goout"
)

// raceIn explains a race between a write and a read of a map at two lines of box.go.
func raceIn(t *testing.T, code, write, read string) goout.Finding {
	t.Helper()
	stack := func(fn, line string) string {
		return "  runtime." + fn + "()\n      /go/src/runtime/map.go:9 +0x1\n  app." + line + " +0x44\n\n"
	}
	out := "==================\nWARNING: DATA RACE\nWrite at 0x00c000012345 by goroutine 8:\n" + stack("mapassign_faststr", write) +
		"Previous read at 0x00c000012345 by goroutine 7:\n" + stack("mapaccess2_faststr", read) + "==================\n"
	found, err := goout.Read(strings.NewReader(out))
	require.NoError(t, err)
	require.Len(t, found, 1)
	return Explain(found[0], fstest.MapFS{"box.go": &fstest.MapFile{Data: []byte("package app\n\nimport \"sync\"\n" + code)}})
}

func TestMapReturnedByAFunction(t *testing.T) {
	code := `type box struct {
	mu sync.Mutex
	m  map[string]int
}
func (b *box) all() map[string]int { b.mu.Lock(); defer b.mu.Unlock(); return b.m }
func (b *box) set() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.m["a"] = 1
}
func (b *box) get() int {
	return b.all()["a"]
}
`
	f := raceIn(t, code, "(*box).set()\n      /w/box.go:12", "(*box).get()\n      /w/box.go:15")
	assert.Equal(t, UnlockedRead, f.Pattern)
	assert.Equal(t, 15, f.Line)
	code = strings.ReplaceAll(strings.ReplaceAll(code, "\tb.mu.Lock()", "\t"), "\tdefer b.mu.Unlock()", "\t")
	f = raceIn(t, code, "(*box).set()\n      /w/box.go:12", "(*box).get()\n      /w/box.go:15")
	assert.Equal(t, SharedMap, f.Pattern)
}

func TestLockForEachKey(t *testing.T) {
	code := `type box struct {
	locks sync.Map
	m     map[string]int
}
func (b *box) set(k string) {
	l, _ := b.locks.LoadOrStore(k, new(sync.Mutex))
	l.(*sync.Mutex).Lock()
	defer l.(*sync.Mutex).Unlock()
	b.m[k]++
}
`
	f := raceIn(t, code, "(*box).set()\n      /w/box.go:12", "(*box).set()\n      /w/box.go:12")
	assert.Equal(t, DifferentLocks, f.Pattern)
}
