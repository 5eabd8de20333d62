package blame_test

import (
	"fmt"
	"strings"
	"testing/fstest"

	"sharedmap-workshop/checker/internal/blame"
	"sharedmap-workshop/checker/internal/goout"
)

func Example() {
	output := `fatal error: all goroutines are asleep - deadlock!

goroutine 1 [sync.Mutex.Lock]:
sync.(*Mutex).Lock(...)
	/usr/local/go/src/sync/mutex.go:46
main.add(...)
	/home/ann/count/main.go:11
main.main()
	/home/ann/count/main.go:18 +0x25
exit status 2
`
	source := `package main

import "sync"

var (
	mu sync.Mutex
	n  int
)

func add() {
	mu.Lock()
	defer mu.Unlock()
	n++
}

func main() {
	mu.Lock()
	add()
	mu.Unlock()
}
`
	found, err := goout.Read(strings.NewReader(output))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range blame.ExplainAll(found, fstest.MapFS{"main.go": {Data: []byte(source)}}) {
		fmt.Println(f.Kind, f.Pattern, f.File, f.Line, "first locked at line", f.Other[0].Line)
	}
	// Output: deadlock double-lock /home/ann/count/main.go 11 first locked at line 17
}
