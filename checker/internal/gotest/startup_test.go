package gotest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/internal/gotest"
)

func TestRunsAtStart(t *testing.T) {
	for text, want := range map[string]bool{
		"func init() {}":                           true,
		"func (t T) init() {}":                     false,
		"var x = f()":                              true,
		"var x, y = 1, f()":                        true,
		"var x = []T{{f: g}, {f: func() { h() }}}": false,
		"var x = []int{f()}":                       true,
		"var x = func() int { return 1 }()":        true,
		"var x = <-c":                              true,
		"var x = 1 / y":                            true,
		"var x = a[3]":                             true,
		"var x = *p":                               true,
		"var x = y.(T)":                            true,
		"var x = make(chan int, 3)":                false,
		"var x = make([]int, 1<<40)":               true,
		"var x = make([]int, 1000000000000)":       true,
		"var x = &sync.Mutex{}":                    false,
		"var ErrClosed = errors.New(\"closed\")":   false,
		"var x = errors.New(f())":                  true,
		"var x = T(3)":                             true, // a conversion, or a call
		"var x [1 << 40]byte":                      true,
		"var x [16]byte":                           false,
		"type T struct { a [n]int }":               true,
		"var x = sync.Pool{New: func() any { return new(T) }}": false,
		"var x = 1 << n":                   true,
		"var x = map[T]int{f(): 1}":        true,
		"var x = map[string]int{\"a\": 1}": false,
		"var (":                            true,
		"type errors string\nfunc (errors) New() int { return f() }\nvar x = errors.New(\"\")": true,
		"var x [65536][2]byte":                                         true,
		"type T [65536]byte\nvar x [2]T":                               true,
		"type T [65536]byte\nvar x = make([]T, 60000)":                 true,
		"var x = make([]int, 60000)\nvar y = make([]int, 60000)":       true,
		"type T struct{}\nvar x T":                                     true,
		"type T struct{}\nvar x *T":                                    false,
		"type T struct{}\nvar x = (*T)(nil)":                           true,
		"type T struct{}\nvar x = new(T)":                              true,
		"var x struct{ a, b struct{ a, b int } }":                      true,
		"var x = make(chan struct{})":                                  false,
		"type T struct{}\nvar x func(T) = func(t T) {}":                false,
		"type T struct{}\nfunc f() { var x [60000]T; var y [60000]T }": false,
	} {
		assert.Equal(t, want, gotest.RunsAtStart([]byte("package main\n\nimport \"errors\"\n\n"+text+"\n")), text)
	}
}
