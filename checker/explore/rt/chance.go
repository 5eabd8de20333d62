package rt

import "math/rand"

// Chance makes the choices of a schedule at random, most of them for going on as before.
type Chance struct {
	rand  *rand.Rand
	often float64 // how likely a preemption is where there can be one
	bound int
}

// NewChance is the n-th of the random schedules; the same n makes the same choices.
func NewChance(n, bound int) *Chance {
	often := []float64{0.3, 0.1, 0.03, 0.01, 0.003}
	return &Chance{rand.New(rand.NewSource(int64(n))), often[n%len(often)], bound}
}

func (c *Chance) pick(n Node) int {
	var free, dear []int
	for way := range n.N {
		switch cost := int(n.Costs[way]); {
		case cost == 0:
			free = append(free, way)
		case n.Spent+cost <= c.bound:
			dear = append(dear, way)
		}
	}
	if len(free) == 0 || len(dear) > 0 && c.rand.Float64() < c.often {
		free = dear
	}
	if len(free) == 0 {
		return 0
	}
	return free[c.rand.Intn(len(free))]
}
