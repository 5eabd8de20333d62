package player

import (
	"slices"
	"strings"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/safetext"
)

// addObjects tells how the locks, channels and variables stand.
func (m *model) addObjects(s *State, values map[int]string, histories map[int][]string) {
	at := m.moment(s.Number)
	if at == nil {
		at = &explore.Moment{}
	}
	for i, lane := range m.lanes {
		line := Line{Name: lane.Name}
		switch lane.Kind {
		case "lock":
			line.Text, s.cells[i] = m.lock(lane.object, at)
			s.Locks = append(s.Locks, line)
		case "channel":
			line.Text, s.cells[i] = m.channel(lane.object, at)
			s.Channels = append(s.Channels, line)
		case "variable":
			s.cells[i] = safetext.Line(values[lane.object])
			line.Text = safetext.Line(strings.Join(lastOf(histories[lane.object]), " → "))
			s.Variables = append(s.Variables, line)
		}
	}
}

// lastOf returns the last few values of a variable.
func lastOf(history []string) []string { return history[max(0, len(history)-6):] }

// lock tells who holds a lock and who waits for it, in a sentence and in short.
func (m *model) lock(object int, at *explore.Moment) (text, short string) {
	text = m.say.Say("player.free")
	for _, l := range at.Locks {
		if l.Object == object && len(l.Owners) > 0 {
			short = m.list(l.Owners)
			text = m.say.Say("player.held", "who", short)
		}
	}
	if waiting := waitersOf(object, at, "lock", "rlock"); len(waiting) > 0 {
		text += "; " + m.say.Say("player.wanted", "who", m.list(waiting))
	}
	return text, short
}

// channel tells what is in a channel and who waits at which end.
func (m *model) channel(object int, at *explore.Moment) (text, short string) {
	var parts []string
	i := slices.IndexFunc(at.Channels, func(c explore.Channel) bool { return c.Object == object })
	if i >= 0 {
		c := at.Channels[i]
		parts = append(parts, m.say.Say("player.unbuffered"))
		if c.Size > 0 {
			short = "[" + safetext.Line(strings.Join(c.Values, ", ")) + "]"
			parts[0] = m.say.Say("player.buffer", "used", len(c.Values), "size", c.Size) + " " + short
		}
		if c.Closed {
			short = m.say.Say("player.closed")
			parts = append(parts, short)
		}
	}
	if who := waitersOf(object, at, "receive"); len(who) > 0 {
		parts = append(parts, m.say.Say("player.receivers", "who", m.list(who)))
	}
	if who := waitersOf(object, at, "send"); len(who) > 0 {
		parts = append(parts, m.say.Say("player.senders", "who", m.list(who)))
	}
	return strings.Join(parts, "; "), short
}

// waitersOf returns the goroutines that wait in one of the operations on an object.
func waitersOf(object int, at *explore.Moment, ops ...string) []string {
	var out []string
	for _, g := range at.Goroutines {
		if !g.Can && slices.Contains(ops, g.Op) && slices.Contains(g.Objects, object) {
			out = append(out, g.Goroutine)
		}
	}
	return out
}
