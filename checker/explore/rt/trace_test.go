package rt_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/explore/rt"
	"sharedmap-workshop/checker/explore/strategy"
)

func pointer(n *int) unsafe.Pointer { return unsafe.Pointer(n) }

func TestTrace(t *testing.T) {
	rt.Names(map[uint32]string{901: "n"})
	c, n := make(chan int), 0
	o := outcome(t, rt.Config{Strategy: strategy.Fair}, func() {
		for range 2 {
			rt.Go("worker", func() { rt.Write(&n, 901).Set(n + 1); rt.To(c).Send(n) })
			rt.Recv(c)
		}
	})
	var got []string
	for _, r := range o.Rows {
		got = append(got, strings.TrimSpace(fmt.Sprintf("%s %s %s %s", r.Goroutine, r.Op, r.Name, r.Value)))
		assert.NotContains(t, r.Place.File, "select.go", "a place is outside of the explorer")
	}
	assert.Equal(t, []string{
		"main go  worker #1", "worker #1 write n 1", "worker #1 send  1", "main receive  1",
		"main go  worker #2", "worker #2 write n 2", "worker #2 send  2", "main receive  2",
	}, got, "a send stands before its receive; goroutines of one name are numbered")
}

func TestShow(t *testing.T) {
	tests := []struct {
		value any
		want  string
	}{
		{7, "7"}, {true, "true"}, {1.5, "1.5"}, {"a", `"a"`}, {strings.Repeat("a", 40), `"aaaaaaaaaaaaaaaaaaaaaa…`},
		{nil, "nil"}, {(*int)(nil), "nil"}, {[]int(nil), "nil"}, {new(int), ""}, {struct{}{}, ""}, {uint8(3), "3"},
		{struct {
			value any
			found bool
		}{nil, true}, "{nil true}"}, {struct{ key string }{"a"}, `{"a"}`}, {struct{ mu sync.Mutex }{}, ""}, {struct {
			n    int
			done chan int
		}{1, make(chan int)}, ""}, {time.Second, "1s"}, {struct{ a, b, c, d int }{}, ""},
	}
	for _, tt := range tests {
		assert.Equal(t, tt.want, rt.Show(tt.value), "%T", tt.value)
	}
}

type worker struct{}

func (worker) run() {}

func TestFuncName(t *testing.T) {
	assert.Equal(t, "TestFuncName", rt.FuncName(func() {}))
	assert.Equal(t, "run", rt.FuncName(worker{}.run))
	assert.Equal(t, "FuncName", rt.FuncName(rt.FuncName))
}

func TestInExplorer(t *testing.T) {
	tests := []struct {
		function string
		want     bool
	}{
		{"sharedmap-workshop/checker/explore.(*T).Run", true},
		{"sharedmap-workshop/checker/explore/rt.Recv[...]", true},
		{"sharedmap-workshop/checker/explore/shim/sync.(*Mutex).Lock", true},
		{"sharedmap-workshop/checker/explore/history.(*History).Do", true},
		{"sharedmap-workshop/checker/explore_test.TestABBA", false},
		{"sharedmap-workshop/lessons/01-race.(*Counter).Inc", false},
		{"sync.(*Mutex).Lock", true},
		{"testing.tRunner", true},
		{"main.main", false},
	}
	for _, tt := range tests {
		assert.Equal(t, tt.want, rt.InExplorer(tt.function), tt.function)
	}
}

func TestUnsafeTypes(t *testing.T) {
	assert.True(t, rt.Unsafe("bytes", "Buffer"))
	assert.False(t, rt.Unsafe("sync", "Mutex"))
	assert.True(t, rt.Reads("Len"))
	assert.False(t, rt.Reads("WriteString"))
}
