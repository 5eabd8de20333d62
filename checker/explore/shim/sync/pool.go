package sync

import (
	"sync"

	"sharedmap-workshop/checker/explore/rt"
)

// Pool stands in for sync.Pool. Get returns what was put last, so that two users of one value meet.
type Pool struct {
	New func() any

	mu   sync.Mutex
	free []any
	obj  rt.SyncObject
}

// Get takes a value out of the pool, or makes one.
func (p *Pool) Get() any {
	p.point("pool get")
	p.mu.Lock()
	n := len(p.free)
	if n == 0 {
		p.mu.Unlock()
		if p.New == nil {
			return nil
		}
		return p.New()
	}
	defer p.mu.Unlock()
	v := p.free[n-1]
	p.free = p.free[:n-1]
	return v
}

// Put puts a value into the pool.
func (p *Pool) Put(v any) {
	p.point("pool put")
	p.mu.Lock()
	defer p.mu.Unlock()
	p.free = append(p.free, v)
}

func (p *Pool) point(kind string) {
	g := rt.Enter()
	if g == nil {
		return
	}
	if g.Fresh(&p.obj) {
		p.free = nil
	}
	g.Point(rt.Op{Kind: kind, Object: &p.obj}, nil)
	g.Touch(&p.obj, true)
	g.Acquire(&p.obj)
	g.Release(&p.obj)
}
