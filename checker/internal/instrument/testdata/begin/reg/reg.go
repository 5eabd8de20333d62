// Package reg stores what packages register in their init functions.
package reg

import (
	"os"
	"sync"
)

var (
	mu    sync.Mutex
	names = map[string]int{}
	order []string
	open  = newOpener() // stores a function that uses the file system, and never calls it
)

type opener struct {
	open func(string, int, os.FileMode) (*os.File, error)
}

func newOpener() *opener { return &opener{open: os.OpenFile} }

// Default is a variable that other packages change.
var Default = "none"

func Add(name string) bool {
	mu.Lock()
	defer mu.Unlock()
	names[name]++
	order = append(order, name)
	return true
}

func Count() int {
	mu.Lock()
	defer mu.Unlock()
	return len(order)
}

func Open() bool { return open != nil }
