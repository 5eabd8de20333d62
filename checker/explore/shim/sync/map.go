package sync

import (
	"fmt"
	"sort"
	"sync"

	"sharedmap-workshop/checker/explore/rt"
)

// Map stands in for sync.Map.
type Map struct {
	real sync.Map
	obj  rt.SyncObject
}

func (m *Map) point(kind string, write bool) *rt.G {
	g := rt.Enter()
	if g != nil {
		g.Point(rt.Op{Kind: kind, Object: &m.obj}, nil)
		g.Touch(&m.obj, write)
		g.Acquire(&m.obj)
		if write {
			g.Release(&m.obj)
		}
	}
	return g
}

func said(g *rt.G, v any) {
	if g != nil {
		g.Note(rt.Show(v))
	}
}

// Load stands in for sync.Map.Load.
func (m *Map) Load(key any) (any, bool) {
	g := m.point("load", false)
	v, ok := m.real.Load(key)
	said(g, v)
	return v, ok
}

// Store stands in for sync.Map.Store.
func (m *Map) Store(key, value any) {
	said(m.point("store", true), value)
	m.real.Store(key, value)
}

// LoadOrStore stands in for sync.Map.LoadOrStore.
func (m *Map) LoadOrStore(key, value any) (any, bool) {
	m.point("load or store", true)
	return m.real.LoadOrStore(key, value)
}

// LoadAndDelete stands in for sync.Map.LoadAndDelete.
func (m *Map) LoadAndDelete(key any) (any, bool) {
	m.point("load and delete", true)
	return m.real.LoadAndDelete(key)
}

// Delete stands in for sync.Map.Delete.
func (m *Map) Delete(key any) {
	m.point("delete", true)
	m.real.Delete(key)
}

// Swap stands in for sync.Map.Swap.
func (m *Map) Swap(key, value any) (any, bool) {
	m.point("swap", true)
	return m.real.Swap(key, value)
}

// CompareAndSwap stands in for sync.Map.CompareAndSwap.
func (m *Map) CompareAndSwap(key, old, new any) bool {
	m.point("compare and swap", true)
	return m.real.CompareAndSwap(key, old, new)
}

// CompareAndDelete stands in for sync.Map.CompareAndDelete.
func (m *Map) CompareAndDelete(key, old any) bool {
	m.point("compare and delete", true)
	return m.real.CompareAndDelete(key, old)
}

// Clear stands in for sync.Map.Clear.
func (m *Map) Clear() {
	m.point("clear", true)
	m.real.Clear()
}

// Range calls f for each entry, in an order that is the same in every schedule.
func (m *Map) Range(f func(key, value any) bool) {
	if m.point("range", false) == nil {
		m.real.Range(f)
		return
	}
	type entry struct{ k, v any }
	var all []entry
	m.real.Range(func(k, v any) bool {
		all = append(all, entry{k, v})
		return true
	})
	sort.SliceStable(all, func(i, j int) bool { return fmt.Sprint(all[i].k) < fmt.Sprint(all[j].k) })
	for _, e := range all {
		if !f(e.k, e.v) {
			return
		}
	}
}
