// tries: panic where a panic is printed
// state: graded
// points: 0
// says: panic
// slow: only with WORKSHOP_LONG=whole
// rest: start

package main

import "sync"

type bad struct{}

func (bad) Error() string  { panic(bad{}) }
func (bad) String() string { panic(bad{}) }

func Sum(visits []Visit, workers int, cost func(Visit) int) int { panic(bad{}) }
