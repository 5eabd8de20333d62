// tries: have a function without a body
// state: refused
// points: 0
// says: "no-body"
// rest: start

package main

import "sync"

func exit(code int)
