// tries: declare a TestMain
// state: refused
// points: 0
// says: TestMain
// rest: start

package main

import "sync"

func TestMain(int) {}
