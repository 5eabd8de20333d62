package rt

import "slices"

// Moment is how everything stood just before an operation of a recorded schedule.
type Moment struct {
	Goroutines []Standing
	Locks      []LockState    // the locks that are held
	Channels   []ChannelState // the channels that were used so far
}

// Standing is how one goroutine stood. Ended goroutines are left out.
type Standing struct {
	G         int
	Goroutine string
	Can       bool   // it could have moved
	Op        string // the operation that it stood before or waited in; "" for the goroutine that moves now
	Objects   []int  // the locks, channels … that the operation is on
	Place     Place
}

// LockState is a lock and who holds it.
type LockState struct {
	Object int
	Owners []int // the numbers of goroutines
	owners []*G
}

// ChannelState is what a channel holds.
type ChannelState struct {
	Object int
	Size   int      // of the buffer
	Values []string // in the buffer, the oldest first; "" where a value would be long
	Closed bool
}

// More would be too much to look at.
const (
	keptMoments  = 1500 // the last rows of a trace of which the moments are kept
	maxStandings = 24   // the goroutines of a moment
)

// recorder is what is kept for the moments of a recorded schedule.
type recorder struct {
	locks    []LockState
	channels []*channel
	could    map[*G]bool // what each goroutine could do at the moment before
	releases map[*G]int  // the row that made it possible for a goroutine to move
	serial   int         // rows so far
}

// moment returns how everything stands, or nil where that is not known or too much.
func (s *Sched) moment(moving *G) *Moment {
	if s.foreign || s.alive > maxStandings {
		return nil
	}
	m := &Moment{}
	for _, g := range s.goroutines {
		if g.state != done && !(g.daemon && s.mainOver) {
			m.Goroutines = append(m.Goroutines, s.standing(g, g == moving))
		}
	}
	for _, l := range s.rec.locks {
		if len(l.owners) > 0 {
			state := LockState{Object: l.Object}
			for _, g := range l.owners {
				state.Owners = append(state.Owners, g.id)
			}
			m.Locks = append(m.Locks, state)
		}
	}
	for _, c := range s.rec.channels {
		m.Channels = append(m.Channels, ChannelState{s.objectNumber(&c.object), c.size, slices.Clone(c.shown), c.object.closed})
	}
	return m
}

// standing returns how g stands, and notes what has made it able to move.
func (s *Sched) standing(g *G, moving bool) Standing {
	st := Standing{G: g.id, Goroutine: g.name, Place: g.place, Can: moving}
	if moving {
		return st
	}
	st.Can, st.Op = g.state == parked && (g.ready == nil || g.ready()), g.op.Kind // canMove leaves out what the search tries elsewhere
	if o := g.op.Object; o != nil {
		st.Objects = append(st.Objects, s.objectNumber(o))
	}
	for _, c := range g.op.channels {
		if c != nil {
			st.Objects = append(st.Objects, s.objectNumber(&c.object))
		}
	}
	if s.rec.could == nil {
		s.rec.could, s.rec.releases = map[*G]bool{}, map[*G]int{}
	}
	if could, known := s.rec.could[g]; known && !could && st.Can {
		s.rec.releases[g] = s.rec.serial
	}
	s.rec.could[g] = st.Can
	return st
}

// addMoment completes the last row, which is about an operation of g on o: how everything stood before it, and what made it possible.
func (s *Sched) addMoment(g *G) {
	r := &s.rows[len(s.rows)-1]
	r.Moment = s.moment(g)
	s.rec.serial++
	r.Serial = s.rec.serial
	r.ReleasedBy = s.rec.releases[g]
	delete(s.rec.releases, g)
	delete(s.rec.could, g)
	if old := len(s.rows) - keptMoments; old > 0 {
		s.rows[old].Moment = nil
	}
}

// noteLock keeps in mind who holds which lock, once g has done kind on o.
func (s *Sched) noteLock(g *G, kind string, o *SyncObject) {
	if o == nil {
		return
	}
	n := s.objectNumber(o)
	i := slices.IndexFunc(s.rec.locks, func(l LockState) bool { return l.Object == n })
	switch kind {
	case "lock", "rlock", "trylock", "tryrlock":
		if i < 0 {
			i = len(s.rec.locks)
			s.rec.locks = append(s.rec.locks, LockState{Object: n})
		}
		l := &s.rec.locks[i]
		if kind != "lock" || !slices.Contains(l.owners, g) { // a writer that waits for readers comes twice
			l.owners = append(l.owners, g)
		}
	case "unlock":
		if i >= 0 {
			s.rec.locks[i].owners = nil // not always by the goroutine that locked it
		}
	case "runlock", "held":
		if i >= 0 {
			s.rec.locks[i].owners = dropLast(s.rec.locks[i].owners, g)
		}
	}
}

// dropLast returns list without its last entry of g.
func dropLast(list []*G, g *G) []*G {
	for i, o := range slices.Backward(list) {
		if o == g {
			return slices.Delete(list, i, i+1)
		}
	}
	return list
}

// noteChannels keeps in mind the channels of an operation, with the sizes of their buffers.
func (g *G) noteChannels(chans []*channel, cases []Case) {
	if !g.Recording() {
		return
	}
	for i, c := range chans {
		if c != nil && !slices.Contains(g.s.rec.channels, c) {
			c.size = cases[i].size()
			g.s.rec.channels = append(g.s.rec.channels, c)
		}
	}
}

// noteBuffer keeps in mind that a value was put into the buffer, or with put unset that the oldest one was taken out.
func (g *G) noteBuffer(c *channel, put bool, value any) {
	switch {
	case c.size == 0:
	case put:
		c.shown = append(c.shown, Show(value))
	case len(c.shown) > 0:
		c.shown = c.shown[1:]
	}
}

// noteChannel says which channel the last operation of g was on.
func (g *G) noteChannel(c *channel) {
	if c == nil || !g.Recording() {
		return
	}
	for i := len(g.s.rows) - 1; i >= 0; i-- {
		if g.s.rows[i].G == g.id {
			g.s.rows[i].Object = g.s.objectNumber(&c.object)
			return
		}
	}
}

// runningNow returns the goroutine that has the turn and is not stopped, or nil.
func (s *Sched) runningNow() *G {
	if g := s.cur.Load(); g != nil && g.state == running {
		return g
	}
	return nil
}
