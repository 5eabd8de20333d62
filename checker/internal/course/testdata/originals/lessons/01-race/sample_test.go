package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
)

// testFunction is a function of tally.go, and what is given to it.
type testFunction struct {
	name, given string
	home        string // the step that is about its coming to an end
	race        string // the step that is about what it shares
}

var (
	testOfSum   = testFunction{"Sum", "cost", "wait", "lost-update"}
	testOfCount = testFunction{"CountByPage", "normalize", "map-race", "map-race"}
	testOfSlow  = testFunction{"Slow", "isSlow", "slice-race", "slice-race"}
	testOfParse = testFunction{"ParseAll", "parse", "captured-error", "captured-error"}
)

// testShape is how much work there is for how many workers.
type testShape struct{ workers, items int }

func (s testShape) String() string { return fmt.Sprintf("workers=%d, items=%d", s.workers, s.items) }

// testRounds is how often a trial is made that decides: who is right by chance, half of the time, is not right.
const testRounds = 24

// testBetween draws a number from low to high.
func testBetween(low, high int) int { return low + rand.IntN(high-low+1) }

// testSmall are the cases in which work is easily lost: none, less than workers, a remainder; and some that are drawn.
func testSmall() []testShape {
	return []testShape{
		{1, 0}, {3, 0}, {1, 1}, {4, 1}, {8, 3}, {4, 5}, {7, 9}, {1, 5}, {2, 5}, {3, 7}, {4, 10}, {5, 16}, {3, 9},
		{testBetween(1, 20), 0}, {testBetween(20, 40), testBetween(1, 19)}, {testBetween(2, 9), testBetween(10, 60)},
		{testBetween(1, 64), testBetween(1, 64)}, testRounded(),
	}
}

// testRounded draws a case in which a worker's share, as a floating-point number, times the workers is less than the items: whoever cuts the work
// with such numbers loses the last item.
func testRounded() testShape {
	for {
		s := testShape{testBetween(2, 64), testBetween(1, 64)}
		if share := float64(s.items) / float64(s.workers); int(share*float64(s.workers)) < s.items {
			return s
		}
	}
}

// testTogether returns a case in which each worker has one item and all calls end at the same moment: first two workers, then as many as are drawn.
func testTogether(round int) testShape {
	n := testBetween(2, 9)
	if round == 0 {
		n = 2
	}
	return testShape{n, n}
}

// testManyWorkers draws a case of hundreds of workers who have so many items each.
func testManyWorkers(each int) testShape {
	n := testBetween(150, 350)
	return testShape{n, each * n}
}

// testManyItems draws a case of thousands of items, which are no multiple of the workers.
func testManyItems() testShape {
	workers := testBetween(20, 200)
	return testShape{workers, workers*(testBetween(5200, 6200)/workers) + testBetween(1, workers-1)}
}

// testCrowd draws a case of a thousand workers and more, who have one item each.
func testCrowd() testShape {
	n := testBetween(1030, 1300)
	return testShape{n, n}
}

// testPages are pages that are alike, or odd, and yet not the same.
var testPages = []string{"", "/", "/a", "/A", "/a/", " /a", "/é", "/e\u0301", "/가/나", "/\xff", "/\xfe", "/\ufffd", "/a\x00b", "/🙂", "a/b?c=1&d=2", "/a#1", "/a|1", "/a:1", "/a,1", "/a 1", "/a\t1"}

// testTwins are names of which two have the same sum, for sums that are often used: FNV-1a, FNV-1, CRC-32, Adler-32, and those that count letters
// with a factor of 31 or 33.
var testTwins = []string{"costarring", "liquid", "creamwove", "quists", "codding", "gnu", "/p120", "/p201", "Aa", "BB", "/ab", "/bA", "/cd", "/dc"}

// testLog draws a log of n visits to n different pages; a page ends with its visit's number.
func testLog(n int) []Visit {
	visits := make([]Visit, n)
	for i := range visits {
		visits[i] = Visit{Page: fmt.Sprintf("%s/%d", testPages[rand.IntN(len(testPages))], i), Millis: rand.IntN(2000) - 100}
	}
	return visits
}

// testAlikeLog draws a log of n visits of which many are equal, and some are empty.
func testAlikeLog(n int) []Visit {
	visits := make([]Visit, n)
	for i := range visits {
		visits[i] = Visit{Page: testPages[rand.IntN(4)], Millis: rand.IntN(3) - 1}
	}
	if n > 1 {
		visits[rand.IntN(n)] = Visit{}
		visits[n-1] = visits[0]
	}
	return visits
}

// testLines returns the pages of a log.
func testLines(log []Visit) []string {
	lines := make([]string, len(log))
	for i, v := range log {
		lines[i] = v.Page
	}
	return lines
}

// testCosts draws what the visits of a log cost: large numbers, so that a total kept in a type that is too small does not fit, and negative ones.
func testCosts(n int) []int {
	if rand.IntN(3) == 0 {
		return testSteepCosts(n)
	}
	costs := make([]int, n)
	for i := range costs {
		costs[i] = rand.IntN(1<<62/n) - rand.IntN(1<<62/n)
	}
	return costs
}

// testSteepCosts draws costs of which the sum of some does not fit into an int, though the sum of all does.
func testSteepCosts(n int) []int {
	costs := make([]int, n)
	for i := range costs {
		costs[i] = rand.IntN(1000)
	}
	for i := 0; i+1 < n; i += 2 {
		costs[i] += math.MaxInt - 1000 - rand.IntN(1000)
		costs[i+1] -= math.MaxInt - 1000 - rand.IntN(1000)
	}
	rand.Shuffle(n, func(i, j int) { costs[i], costs[j] = costs[j], costs[i] })
	return costs
}

func testTotal(costs []int) int {
	total := 0
	for _, c := range costs {
		total += c
	}
	return total
}

// testPick draws which of n visits are slow, or which of n lines are bad: all, none, one, or any.
func testPick(n int) []bool {
	picks := make([]bool, n)
	kind, one := rand.IntN(5), rand.IntN(n+1)
	for i := range picks {
		switch kind {
		case 0:
			picks[i] = true
		case 1:
		case 2:
			picks[i] = i == one
		default:
			picks[i] = rand.IntN(kind) == 0
		}
	}
	return picks
}

// testAll picks all of n.
func testAll(n int) []bool { return slices.Repeat([]bool{true}, n) }

// testFirst, testLast and testAny pick the call that goes on next.
func testFirst(items []int) int { return items[0] }
func testLast(items []int) int  { return items[len(items)-1] }
func testAny(items []int) int   { return items[rand.IntN(len(items))] }
