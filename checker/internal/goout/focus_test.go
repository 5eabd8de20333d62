package goout

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestFocus(t *testing.T) {
	const report = `WARNING: DATA RACE
Read at 0x00c0000192a0 by goroutine 36:
  example.com/app.TestRange.func1()
      /home/ann/app/map_test.go:74 +0x1c
  example.com/app.(*Map).Range()
      /home/ann/app/map.go:78 +0x124

Previous write at 0x00c0000192a0 by goroutine 35:
  example.com/app.fresh()
      /home/ann/app/map_test.go:61 +0x56
==================
`
	found := read(t, report)
	require.Len(t, found, 1)
	f := Focus(found[0], func(file string) bool { return strings.HasSuffix(file, "/map.go") })
	assert.Equal(t, 78, f.Line)
	assert.Equal(t, "(*Map).Range", f.Accesses[0].Func)
	assert.Equal(t, 61, f.Accesses[1].Line, "no frame is in map.go, so the access stays")
	assert.Equal(t, 74, found[0].Accesses[0].Line, "Focus does not change its argument")
}

func TestOnlyOwn(t *testing.T) {
	own := func(file string) bool { return file == "box.go" }
	f := Finding{Kind: KindTimeout, File: "main_test.go", Line: 9, Goroutines: []Goroutine{
		{ID: 1, State: "running", File: "watch.go", Line: 70},
		{ID: 2, State: "chan receive", File: "box.go", Line: 3},
		{ID: 3, State: "runnable", File: "box.go", Line: 5, Func: "spin"},
		{ID: 4, State: "select", File: "case_test.go", Line: 7, Created: &Location{File: "box.go", Line: 2}},
	}}
	got := OnlyOwn(f, own)
	var ids []int
	for _, g := range got.Goroutines {
		ids = append(ids, g.ID)
	}
	assert.Equal(t, []int{3, 2, 4}, ids, "who runs comes first, and goroutine 1 belongs to the test")
	assert.Equal(t, Location{"box.go", 5, "spin"}, Location{got.File, got.Line, got.Func})
	assert.Equal(t, f, OnlyOwn(f, func(string) bool { return false }), "nothing is left out where nothing would remain")
}
