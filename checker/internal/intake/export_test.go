package intake

import (
	"bytes"
	"context"
	"time"

	"sharedmap-workshop/checker/internal/course"
)

// ReadArchive reads one archive as a student's submission, with limits that fit a fuzz test.
func ReadArchive(c *course.Course, name string, b []byte) ([]Submission, error) {
	r, err := newReader(Options{Course: c, Zone: time.UTC})
	if err != nil {
		return nil, err
	}
	r.limits.unpacked, r.limits.slack, r.limits.nested = 8<<20, 1<<20, 1<<20
	entries, err := r.listArchive(context.Background(), bytes.NewReader(b), int64(len(b)), name)
	if err != nil {
		return nil, err
	}
	return r.submissions(context.Background(), unit{name: name, from: name}, name, entries, maxNesting)
}

// ReadCommit reads the content of a commit, a delta, the index of a pack and a pack, as a stranger may have written them.
func ReadCommit(b []byte) {
	commitTime(b)
	applyDelta(b[:len(b)/2], b[len(b)/2:])
	name := bytes.Repeat([]byte{b[0]}, 20)
	packOffset(bytes.NewReader(b), name)
	p := pack{bytes.NewReader(b), func([]byte) (int64, bool) { return int64(len(b) / 2), true }, 20}
	p.object(0, maxDeltas)
	p.object(int64(len(b)/2), maxDeltas)
}
