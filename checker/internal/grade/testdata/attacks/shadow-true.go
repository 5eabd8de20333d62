// tries: declare true, nil and error anew for the tests
// state: refused
// points: 0
// says: go-name
// rest: start

package main

import "sync"

const true, false = false, true

type error = string

var nil = 0
