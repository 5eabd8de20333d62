package lessonpage

import (
	"context"
	"maps"

	"sharedmap-workshop/checker/internal/watch"
	"sharedmap-workshop/checker/internal/web/hub"
)

// State is what the page knows of all lessons. Nobody changes it: each new view makes a new State.
type State struct {
	Focus string                // the id of the lesson that was run last
	Views map[string]watch.View // by the id of the lesson: its last view; a lesson that was not run yet has none
}

// With returns the state after a further view. Only one lesson runs at a time, so the others do not.
func (s State) With(v watch.View) State {
	views := maps.Clone(s.Views)
	if views == nil {
		views = map[string]watch.View{}
	}
	for id, other := range views {
		if other.Busy {
			other.Busy, other.RaceVerdict = false, nil
			views[id] = other
		}
	}
	views[v.Lesson.ID] = v
	return State{v.Lesson.ID, views}
}

// Follow publishes a state for each view, until the channel is closed.
func Follow(ctx context.Context, views <-chan watch.View, h *hub.Hub[State]) {
	var s State
	for v := range views {
		s = s.With(v)
		h.Publish(ctx, s)
	}
}
