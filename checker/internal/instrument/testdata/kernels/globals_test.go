package kernels

import "testing"

// What one schedule leaves in package variables is not there in the next.

var (
	total int
	pages = map[string]int{}
	inbox = make(chan int, 1)
)

func TestGlobalsRight(t *testing.T) {
	together(func() { inbox <- 1 }, func() { total += <-inbox })
	pages["a"]++
	if total != 1 || pages["a"] != 1 {
		t.Error("left over", total, pages)
	}
}

func TestGlobalsBug(t *testing.T) {
	together(func() { total++ }, func() { total++ })
	if total != 2 {
		t.Error("lost", total)
	}
}
