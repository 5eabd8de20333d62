// tries: turn a value into a pointer of another type
// state: refused
// points: 0
// says: UnsafePointer
// rest: start

package main

import (
	"reflect"
	"sync"
)

func init() { println(reflect.ValueOf(new(int)).UnsafePointer()) }
