package goout

import (
	"io"
	"slices"
)

// A Follower reads an output that does not end, such as the log of a service. It returns each finding as soon as its report is complete. A finding
// that is reported again is returned again, with its number in Times.
//
// The caller calls Pause if no line has come for a while. What was read then counts as complete: the last report of a log has no end mark.
type Follower struct {
	d     *demux
	shown bool // a finding was returned
}

// NewFollower returns a Follower that has read nothing yet.
func NewFollower() *Follower {
	d := newDemux()
	d.following = true
	return &Follower{d: d}
}

// Line reads the next line, without its line end. It returns the findings that are complete now.
func (f *Follower) Line(line string) []Finding {
	f.d.line(line)
	return f.take()
}

// Pause returns the findings that are complete if no further line belongs to them.
func (f *Follower) Pause() []Finding {
	f.d.pause()
	return f.take()
}

// Finish ends the output and returns the findings that are left. It leaves out the ones that say only that something failed, if there was another one.
func (f *Follower) Finish() []Finding {
	f.d.prefixes.finish()
	for _, name := range f.d.names {
		f.d.close(name)
	}
	left := f.d.found
	for _, w := range f.d.order {
		w.lines.finish()
		left = append(left, w.ended()...)
	}
	if left = dropVague(left); f.shown {
		left = slices.DeleteFunc(left, isVague)
	}
	return left
}

// take returns the new findings of all streams.
func (f *Follower) take() []Finding {
	found := f.d.found
	f.d.found = nil
	for _, w := range f.d.order {
		found = append(found, w.take()...)
	}
	for _, p := range f.d.pkgs {
		found = append(found, p.take()...)
	}
	f.shown = f.shown || len(found) > 0
	return found
}

// pause ends what the streams hold back: lines whose prefix or order is to be found out, and open blocks.
func (d *demux) pause() {
	d.prefixes.finish()
	for _, w := range d.order {
		w.lines.finish()
		w.lines.open = false
		w.pause()
	}
	for _, name := range d.names {
		if p, ok := d.pkgs[name]; ok {
			p.pause()
		}
	}
}

// pause ends the open blocks, and the log of a failed test. A message without a traceback stays open, for it may be a sentence of a log.
func (s *stream) pause() {
	for len(s.blocks) > 0 {
		if c, ok := s.top().(*crashBlock); ok && len(c.dump.all) == 0 && c.ended == "" {
			break
		}
		s.pop()
	}
	s.addAll(s.build.flush())
	s.addAll(s.tests.flush())
}

// endBlocks ends the open blocks, the build and the tests.
func (s *stream) endBlocks() {
	for len(s.blocks) > 0 {
		s.pop()
	}
	s.addAll(s.build.finish())
	s.addAll(s.tests.finish())
}

// ended ends the stream. It returns all findings, or those that the Follower has not taken.
func (s *stream) ended() []Finding {
	if !s.following {
		return s.finish()
	}
	taken := len(s.found) - len(s.fresh)
	s.endBlocks()
	found := s.take()
	if taken == 0 && len(found) == 0 {
		s.found = nil
		return s.finish()
	}
	return found
}

// freshen notes that a finding was added or repeated.
func (s *stream) freshen(i int) {
	if s.following && !slices.Contains(s.fresh, i) && len(s.fresh) < maxFindings {
		s.fresh = append(s.fresh, i)
	}
}

// take returns the findings that were added or repeated since the last call. It forgets the others once there are many, because the output may never
// end.
func (s *stream) take() []Finding {
	if len(s.fresh) == 0 {
		return nil
	}
	var out []Finding
	for _, i := range s.fresh {
		out = append(out, s.found[i])
	}
	s.fresh = nil
	if len(s.found) > maxFindings/2 {
		s.found, s.seen, s.attributed, s.packaged = nil, map[string]int{}, 0, 0
	}
	return out
}

// Lines calls feed for every line of the reader, without its line end and without terminal escapes. It returns the reader's error.
func Lines(r io.Reader, feed func(line string)) error { return eachLine(r, feed) }
