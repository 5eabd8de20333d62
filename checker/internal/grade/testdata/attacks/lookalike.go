// tries: declare names that look like others
// state: graded
// points: 1
// says: "fail"
// slow: only with WORKSHOP_LONG=whole
// rest: start

package main

import "sync"

func ТestSumWaits() {}
func Sum(visits []Visit, workers int, cost func(Visit) int) int { return ѕum(visits) }
func ѕum([]Visit) int { return 0 }
