package rt

import (
	"reflect"
	"strings"
	"unsafe"
)

// snapshot is a copy of what is reachable from some variables, so that it can be put back. It follows values of types of the instrumented
// packages, and of unnamed types. It does not look into values of types of other packages.
type snapshot struct {
	packages map[string]bool
	seen     map[block]bool
	undo     []func()
}

// block is a piece of memory and the type of its value.
type block struct {
	at unsafe.Pointer
	as reflect.Type
}

func newSnapshot(list []*packageStart) *snapshot {
	m := &snapshot{packages: map[string]bool{}, seen: map[block]bool{}}
	for _, s := range list {
		m.packages[s.pkg] = true
	}
	return m
}

func (m *snapshot) putBack() {
	for _, f := range m.undo {
		f()
	}
}

// noteVariable keeps a copy of a variable and of what is reachable from it.
func noteVariable[T any](m *snapshot, v *T) { m.note(reflect.ValueOf(v).Elem()) }

// note keeps a copy of v, which is addressable, and follows it.
func (m *snapshot) note(v reflect.Value) {
	b := block{v.Addr().UnsafePointer(), v.Type()}
	if m.seen[b] || v.Type().Size() == 0 {
		return
	}
	m.seen[b] = true
	was := reflect.New(v.Type()).Elem()
	was.Set(v)
	m.undo = append(m.undo, func() { v.Set(was) })
	m.follow(v)
}

// follow keeps a copy of what v leads to.
func (m *snapshot) follow(v reflect.Value) {
	if !m.looksInto(v.Type()) {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() && m.looksInto(v.Type().Elem()) {
			m.note(v.Elem())
		}
	case reflect.Interface:
		if !v.IsNil() {
			m.follow(addressable(v.Elem()))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			m.follow(open(v.Field(i)))
		}
	case reflect.Array:
		for i := range v.Len() {
			m.follow(v.Index(i))
		}
	case reflect.Slice:
		whole := v.Slice3(0, v.Cap(), v.Cap())
		for i := range whole.Len() {
			m.note(whole.Index(i))
		}
	case reflect.Map:
		m.noteMap(v)
	case reflect.Chan:
		m.noteChan(v)
	}
}

// looksInto reports whether the snapshot looks into values of t.
func (m *snapshot) looksInto(t reflect.Type) bool {
	return t.PkgPath() == "" || m.packages[t.PkgPath()] && !strings.HasPrefix(t.PkgPath(), explorerPath)
}

func (m *snapshot) noteMap(v reflect.Value) {
	b := block{v.UnsafePointer(), v.Type()}
	if v.IsNil() || m.seen[b] {
		return
	}
	m.seen[b] = true
	var keys, values []reflect.Value
	for it := v.MapRange(); it.Next(); {
		keys, values = append(keys, addressable(it.Key())), append(values, addressable(it.Value()))
	}
	m.undo = append(m.undo, func() {
		v.Clear()
		for i, key := range keys {
			v.SetMapIndex(key, values[i])
		}
	})
	for i, key := range keys {
		m.follow(key)
		m.follow(values[i])
	}
}

// noteChan keeps a copy of what is in the buffer of a channel.
func (m *snapshot) noteChan(v reflect.Value) {
	b := block{v.UnsafePointer(), v.Type()}
	if v.IsNil() || m.seen[b] || v.Cap() == 0 || v.Type().ChanDir() != reflect.BothDir {
		return
	}
	m.seen[b] = true
	was := drain(v)
	fill(v, was)
	m.undo = append(m.undo, func() {
		drain(v)
		fill(v, was)
	})
}

func drain(c reflect.Value) (out []reflect.Value) {
	for {
		v, ok := c.TryRecv()
		if !ok {
			return out
		}
		out = append(out, v)
	}
}

func fill(c reflect.Value, values []reflect.Value) {
	defer func() { _ = recover() }() // a closed channel cannot be opened again: the next schedule will meet it
	for _, v := range values {
		c.TrySend(v)
	}
}

// addressable returns a copy of v that can be changed.
func addressable(v reflect.Value) reflect.Value {
	c := reflect.New(v.Type()).Elem()
	c.Set(v)
	return c
}

// open returns a field as if it were exported.
func open(f reflect.Value) reflect.Value {
	return reflect.NewAt(f.Type(), f.Addr().UnsafePointer()).Elem()
}
