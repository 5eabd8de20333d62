package main

import "math/rand/v2"

// testDraw returns a number from low to high. The sizes of these tests are drawn anew for each run, so that no
// answer can be made to fit them.
func testDraw(low, high int) int { return low + rand.IntN(high-low+1) }
