//go:build linux || darwin || windows
// +build linux darwin windows

package old

import (
	"sync"
	"testing"
	"time"
)

type item struct{ n int }

func TestOldLoops(t *testing.T) {
	var fs []func() int
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { return i })
	}
	for _, v := range []int{1, 2} {
		fs = append(fs, func() int { return v })
	}
	m := map[string]int{"a": 1}
	for k := range m {
		fs = append(fs, func() int { return len(k) })
	}
	if fs[0]() != 3 || fs[3]() != 2 || fs[5]() != 1 {
		t.Fatal(fs[0](), fs[3](), fs[5]())
	}
}

func TestOldTimer(t *testing.T) {
	var mu sync.Mutex
	it := &item{}
	timer := time.NewTimer(time.Millisecond)
	go func() {
		mu.Lock()
		defer mu.Unlock()
		it.n++
	}()
	<-timer.C
	mu.Lock()
	defer mu.Unlock()
	it.n++
}
