package goout

import (
	"fmt"
	"slices"
	"strings"
)

// key is the same for findings that say the same thing about the same lines.
func (f Finding) key() string {
	var sides []string
	for _, a := range f.Accesses {
		sides = append(sides, fmt.Sprintf("%s:%s:%d:%s", a.Op, a.File, a.Line, a.Via))
	}
	slices.Sort(sides)
	var waiting []string
	for _, g := range f.Goroutines {
		waiting = append(waiting, fmt.Sprintf("%s:%s:%d", g.State, g.File, g.Line))
	}
	message := f.Message
	if len(f.Goroutines) > 0 {
		message = ""
	}
	return fmt.Sprintf("%s|%s:%d:%d|%s|%s|%s|%s", f.Kind, f.File, f.Line, f.Column, message, f.Test,
		strings.Join(sides, " "), strings.Join(waiting, " "))
}
