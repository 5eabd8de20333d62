package watch

import (
	"bytes"
	"context"
	"crypto/sha256"
	"io"
	"os"
	"path/filepath"
	"time"

	"sharedmap-workshop/checker/internal/course"
)

// poller polls the students' files and the terminal's size.
type poller struct {
	probes []*probe
	size   func() (columns, lines int)
	wide   int
	high   int
}

// newPoller returns a poller that has recorded the current state. It sends only later changes.
func newPoller(cfg Config) *poller {
	p := &poller{size: cfg.Size}
	for _, l := range cfg.Course.Lessons {
		p.probes = append(p.probes, newProbe(l.ID, filepath.Join(cfg.Root, filepath.FromSlash(l.Path())), time.Now()))
	}
	p.wide, p.high = cfg.Size()
	return p
}

// poll sends an event for each change until ctx ends.
func (p *poller) poll(ctx context.Context, send sendFunc) error {
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case now := <-tick.C:
			for _, pr := range p.probes {
				if pr.changed(now) {
					send(ctx, event{saved: pr.lesson})
				}
			}
			if w, h := p.size(); w != p.wide || h != p.high {
				p.wide, p.high = w, h
				send(ctx, event{resized: true})
			}
		}
	}
}

// fileState is the metadata of a file. It is the zero value for a file that does not exist.
type fileState struct {
	exists bool
	size   int64
	mode   os.FileMode
	mtime  time.Time
}

// probe is the last known state of one file.
type probe struct {
	lesson, path string
	last         fileState
	since        time.Time // when last was seen for the first time
	lastSum      [sha256.Size]byte
	emptySince   time.Time // when the file became missing or empty, if that has not been reported yet; else zero
}

func newProbe(lesson, path string, now time.Time) *probe {
	p := &probe{lesson: lesson, path: path, since: now, last: stateOf(path)}
	p.lastSum, _ = contentSum(path)
	return p
}

// changed reports whether the file's content differs from the content that was last reported. An editor may truncate or remove the file
// during a save, so a missing or empty file is reported only after settleTime. For mtimeDoubt after each save the content is read even when
// size and time are unchanged, because a quick second save may leave both as they were.
func (p *probe) changed(now time.Time) bool {
	if l := stateOf(p.path); l != p.last {
		p.last, p.since = l, now
	} else if now.Sub(p.since) > mtimeDoubt && p.emptySince.IsZero() {
		return false
	}
	sum, empty := contentSum(p.path)
	if sum == p.lastSum {
		p.emptySince = time.Time{}
		return false
	}
	if empty {
		if p.emptySince.IsZero() {
			p.emptySince = now
		}
		if now.Sub(p.emptySince) < settleTime {
			return false
		}
	}
	p.lastSum, p.emptySince = sum, time.Time{}
	return true
}

func stateOf(path string) fileState {
	info, err := os.Lstat(path)
	if err != nil {
		return fileState{}
	}
	return fileState{true, info.Size(), info.Mode(), info.ModTime()}
}

// contentSum returns the checksum of a file's content, and reports whether the content is empty. For a file that cannot be read, it returns
// the checksum of the reason, and true.
func contentSum(path string) (sum [sha256.Size]byte, empty bool) {
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() { // do not open a named pipe: that would block
		return sha256.Sum256([]byte("no regular file")), true
	}
	f, err := os.Open(path)
	if err != nil {
		return sha256.Sum256([]byte("unreadable")), true
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, course.MaxSource+1))
	if err != nil {
		return sha256.Sum256([]byte("unreadable")), true
	}
	return sha256.Sum256(b), len(bytes.TrimSpace(b)) == 0
}
