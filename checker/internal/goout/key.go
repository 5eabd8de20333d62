package goout

import (
	"fmt"
	"slices"
	"strings"
)

// key returns a string that is equal for two findings that report the same problem at the same lines.
func (f Finding) key() string {
	var accesses []string
	for _, a := range f.Accesses {
		accesses = append(accesses, fmt.Sprintf("%s:%s:%d:%s", a.Op, a.File, a.Line, a.Via))
	}
	slices.Sort(accesses)
	var waiting []string
	for _, g := range f.Goroutines {
		waiting = append(waiting, fmt.Sprintf("%s:%s:%d", g.State, g.File, g.Line))
	}
	message := f.Message
	if len(f.Goroutines) > 0 {
		message = ""
	}
	return fmt.Sprintf("%s|%s:%d:%d|%s|%s|%s|%s", f.Kind, f.File, f.Line, f.Column, message, f.Test,
		strings.Join(accesses, " "), strings.Join(waiting, " "))
}
