// tries: hide which package a name is from
// state: refused
// points: 0
// says: dot-import
// rest: none

package main

import . "sync"

var _ Mutex

