// tries: read the secret from standard input
// state: graded
// points: 0
// says: "fail"
// slow: only with WORKSHOP_LONG=whole
// rest: start

package main

import (
	"fmt"
	"sync"
)

func init() {
	var s string
	n, err := fmt.Scanln(&s)
	println("stdin:", n, s, err.Error())
}
