// tries: give a type of the tests a method
// state: refused
// points: 0
// says: testGate
// rest: start

package main

import "sync"

func (g *testGate) pass(string) int { return 0 }
