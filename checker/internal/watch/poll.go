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

// poller looks at the students' files again and again, and at the terminal's size.
type poller struct {
	probes []*probe
	size   func() (columns, lines int)
	wide   int
	high   int
}

// newPoller notes how everything is now; only what changes after that is sent.
func newPoller(cfg Config) *poller {
	p := &poller{size: cfg.Size}
	for _, l := range cfg.Course.Lessons {
		p.probes = append(p.probes, newProbe(l.ID, filepath.Join(cfg.Root, filepath.FromSlash(l.Path())), time.Now()))
	}
	p.wide, p.high = cfg.Size()
	return p
}

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

// look is what the file system says of a file without its being read.
type look struct {
	there bool
	size  int64
	mode  os.FileMode
	mtime time.Time
}

// probe is what is known of one file.
type probe struct {
	lesson, path string
	last         look
	since        time.Time // when the file looked like last for the first time
	told         [sha256.Size]byte
	empty        time.Time // since when it is gone or empty and that was not told; zero otherwise
}

func newProbe(lesson, path string, now time.Time) *probe {
	p := &probe{lesson: lesson, path: path, since: now, last: lookAt(path)}
	p.told, _ = content(path)
	return p
}

// changed reports whether the file has another content than when it last did. Half a save is none: a file that is gone or empty must stay
// so for a while. A content that changes while size and time stand still is noticed, for a while after each save.
func (p *probe) changed(now time.Time) bool {
	if l := lookAt(p.path); l != p.last {
		p.last, p.since = l, now
	} else if now.Sub(p.since) > doubt && p.empty.IsZero() {
		return false
	}
	sum, hollow := content(p.path)
	if sum == p.told {
		p.empty = time.Time{}
		return false
	}
	if hollow {
		if p.empty.IsZero() {
			p.empty = now
		}
		if now.Sub(p.empty) < settle {
			return false
		}
	}
	p.told, p.empty = sum, time.Time{}
	return true
}

func lookAt(path string) look {
	info, err := os.Lstat(path)
	if err != nil {
		return look{}
	}
	return look{true, info.Size(), info.Mode(), info.ModTime()}
}

// content is the sum of a file's bytes, or of what hinders reading them, and whether there is nothing in it.
func content(path string) (sum [sha256.Size]byte, hollow bool) {
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() { // never open a pipe: that would wait
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
