package rt

// Mark is a moment of a goroutine. A stand-in compares marks where an order of its calls is wrong.
type Mark struct {
	by, row int
	when    uint32
}

// Mark returns the moment of g's last operation.
func (g *G) Mark() Mark { return Mark{g.id, g.s.lastRow(), g.clock[g.id]} }

// Follows reports whether m is ordered before what g does now.
func (g *G) Follows(m Mark) bool { return m.by == g.id || m.when <= g.clock.at(m.by) }

// markSite is the site of all marks in races. They are at scheduling points anyway.
const markSite = 1<<32 - 2

// Races notes a race: nothing orders m before g's last operation.
func (g *G) Races(m Mark) {
	g.s.race(markSite, markSite)
	g.s.conflict(m.row)
}
