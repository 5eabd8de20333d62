package alike

import "slices"

// What is looked up to find pairs, without comparing every answer with every other.
const (
	commonShare = 20  // a print that more than one of so many answers have is not looked up,
	commonLeast = 20  // unless no more answers than this have it,
	commonMost  = 100 // and none that more answers than this have: what so many share is the course's, and would give pairs without end
	leastShare  = 0.3 // of the threshold: the part of the looked-up prints that two answers share before they are compared word by word
)

// candidates returns the answers before i that may be like answer i, and adds answer i to the index. Calls must be in the order of the answers.
func (c *comparison) candidates(i int, threshold float64) []int {
	shared := map[int32]int{}
	looked, most := 0, min(max(commonLeast, len(c.texts)/commonShare), commonMost)
	for _, h := range c.texts[i].prints {
		if c.times[h] > most {
			continue
		}
		looked++
		for _, k := range c.index[h] {
			shared[k]++
		}
		c.index[h] = append(c.index[h], int32(i))
	}
	c.looked = append(c.looked, looked)
	var out []int
	for k, n := range shared {
		if comparable(c.answers[i], c.answers[k]) && float64(n) >= leastShare*threshold*float64(min(looked, c.looked[k])) {
			out = append(out, int(k))
		}
	}
	slices.Sort(out)
	return out
}
