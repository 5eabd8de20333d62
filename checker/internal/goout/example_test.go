package goout_test

import (
	"fmt"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
)

func ExampleRead() {
	const output = `==================
WARNING: DATA RACE
Write at 0x00c0000140a8 by goroutine 8:
  main.main.func1()
      /home/ann/count/main.go:14 +0x44

Previous write at 0x00c0000140a8 by goroutine 7:
  main.main.func1()
      /home/ann/count/main.go:14 +0x44
==================
Found 1 data race(s)
exit status 66
`
	found, err := goout.Read(strings.NewReader(output))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range found {
		fmt.Println(f.Kind, f.File, f.Line, f.Func)
		for _, a := range f.Accesses {
			fmt.Println(a.Op, "by goroutine", a.Goroutine)
		}
	}
	// Output:
	// data-race /home/ann/count/main.go 14 main.func1
	// write by goroutine 8
	// write by goroutine 7
}
