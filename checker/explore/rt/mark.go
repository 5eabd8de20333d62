package rt

// Mark is a moment of a goroutine, for stand-ins that must not be used in any order.
type Mark struct {
	by, row int
	when    uint32
}

// Mark is where g is now: at the operation that it has just come to.
func (g *G) Mark() Mark { return Mark{g.id, g.s.lastRow(), g.vc[g.id]} }

// Follows says whether m is ordered before what g does now.
func (g *G) Follows(m Mark) bool { return m.by == g.id || m.when <= g.vc.at(m.by) }

// markSite stands for all such uses: they are points already.
const markSite = 1<<32 - 2

// Races notes that nothing orders m before g's last operation.
func (g *G) Races(m Mark) {
	g.s.race(markSite, markSite)
	g.s.conflict(m.row)
}
