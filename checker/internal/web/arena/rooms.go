package arena

import (
	"context"
	"sync"

	"sharedmap-workshop/checker/internal/panics"
)

// rooms are the scenarios that are open.
type rooms struct {
	ctx      context.Context // ends all rooms
	group    panics.Group
	options  Options
	building chan struct{} // one builds at a time
	counting chan struct{} // one counts schedules at a time

	mu   sync.Mutex
	open []*room // the one that was used last is the last
}

func newRooms(ctx context.Context, group panics.Group, o Options) *rooms {
	return &rooms{ctx: ctx, group: group, options: o, building: make(chan struct{}, 1), counting: make(chan struct{}, 1)}
}

// get returns the room of a level, and opens one if there is none, or, with fresh, none of the files as they are now. It ends a room that was not used
// for long if there are too many.
func (rs *rooms) get(id, lang string, fresh bool) *room {
	version := rs.options.Version(id)
	rs.mu.Lock()
	defer rs.mu.Unlock()
	for i, r := range rs.open {
		if r.id != id || r.lang != lang {
			continue
		}
		rs.open = append(rs.open[:i:i], rs.open[i+1:]...)
		if fresh && r.version != version {
			r.stop()
			break
		}
		rs.open = append(rs.open, r)
		return r
	}
	for len(rs.open) >= rs.options.Most {
		rs.open[0].stop()
		rs.open = rs.open[1:]
	}
	r := newRoom(rs.ctx, id, lang, version)
	rs.open = append(rs.open, r)
	rs.group.Go(func() error { return r.run(rs) })
	return r
}

// forget takes a room away that could not be opened, so that the next request tries again.
func (rs *rooms) forget(old *room) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	for i, r := range rs.open {
		if r == old {
			rs.open = append(rs.open[:i:i], rs.open[i+1:]...)
			return
		}
	}
}

// changed reports whether the files of a room have changed since it was opened.
func (rs *rooms) changed(r *room) bool { return rs.options.Version(r.id) != r.version }
