package strategy

import "math/rand"

// Random takes ways at random within a bound: most of the time one that costs nothing.
type Random struct {
	Order
	rand    *rand.Rand
	preempt float64 // the probability of a way that costs something, where there is one
	cost    Cost
	bound   int
	spent   int
}

// NewRandom returns the strategy of the n-th random schedule. The same n makes the same choices.
func NewRandom(n int, cost Cost, bound int) *Random {
	preempt := []float64{0.3, 0.1, 0.03, 0.01, 0.003}
	return &Random{rand: rand.New(rand.NewSource(int64(n))), preempt: preempt[n%len(preempt)], cost: cost, bound: bound}
}

// Choose draws a way.
func (r *Random) Choose(c Choice) int {
	way := r.draw(c)
	r.spent += r.cost(c, way)
	return way
}

func (r *Random) draw(c Choice) int {
	var free, costly []int
	for way := range c.Ways {
		switch cost := r.cost(c, way); {
		case cost == 0:
			free = append(free, way)
		case r.spent+c.Spent+cost <= r.bound:
			costly = append(costly, way)
		}
	}
	ways := free // never empty: the first way costs nothing
	if len(costly) > 0 && r.rand.Float64() < r.preempt {
		ways = costly
	}
	return ways[r.rand.Intn(len(ways))]
}
