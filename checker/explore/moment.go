package explore

import (
	"sharedmap-workshop/checker/explore/rt"
)

// Moment is how everything stood at one point of a schedule.
type Moment struct {
	Goroutines []Standing `json:"goroutines"`
	Locks      []Lock     `json:"locks,omitempty"`    // the locks that are held
	Channels   []Channel  `json:"channels,omitempty"` // the channels that were used so far
}

// Standing is how a goroutine stood. Those that have ended are left out.
type Standing struct {
	Goroutine string `json:"goroutine"`
	Can       bool   `json:"can"`               // it could have moved
	Op        string `json:"op,omitempty"`      // what it was about to do or waited in; "" for the one that moves now
	Objects   []int  `json:"objects,omitempty"` // the numbers of the locks, channels … that this is on
	File      string `json:"file,omitempty"`
	Line      int    `json:"line,omitempty"`
	Code      string `json:"code,omitempty"`
}

// Lock is a lock that is held.
type Lock struct {
	Object int      `json:"object"`
	Owners []string `json:"owners"` // the goroutines that hold it; several where they read
}

// Channel is a channel and what its buffer holds.
type Channel struct {
	Object int      `json:"object"`
	Size   int      `json:"size"`
	Values []string `json:"values,omitempty"` // the oldest first
	Closed bool     `json:"closed,omitempty"`
}

// moment returns m with names and with lines of the source.
func moment(m *rt.Moment, src *sources) *Moment {
	if m == nil {
		return nil
	}
	out, names := &Moment{}, map[int]string{}
	for _, g := range m.Goroutines {
		names[g.G] = g.Goroutine
		out.Goroutines = append(out.Goroutines, Standing{g.Goroutine, g.Can, g.Op, g.Objects, g.Place.File, g.Place.Line, src.line(g.Place)})
	}
	for _, l := range m.Locks {
		lock := Lock{Object: l.Object}
		for _, g := range l.Owners {
			if name := names[g]; name != "" { // else the goroutine has ended and holds it for ever
				lock.Owners = append(lock.Owners, name)
			}
		}
		out.Locks = append(out.Locks, lock)
	}
	for _, c := range m.Channels {
		out.Channels = append(out.Channels, Channel{c.Object, c.Size, c.Values, c.Closed})
	}
	return out
}
