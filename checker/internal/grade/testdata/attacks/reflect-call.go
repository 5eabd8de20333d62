// tries: call a method by its name
// state: refused
// points: 0
// says: Call
// rest: start

package main

import (
	"reflect"
	"sync"
)

func init() { reflect.ValueOf(f).Call(nil) }

func f() {}
