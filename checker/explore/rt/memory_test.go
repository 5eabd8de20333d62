package rt_test

import (
	"bytes"
	"io"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/explore/internal/schedtest"
	"sharedmap-workshop/checker/explore/rt"
)

// shared is what the two goroutines of a row use.
type shared struct {
	n, m  int
	slice []int
	m1    map[string]int
	buf   bytes.Buffer
	pair  struct{ a, b int }
}

func TestAccessesThatNothingOrdersRace(t *testing.T) {
	tests := []struct {
		name string
		a, b func(s *shared)
		race bool
	}{
		{"two reads", func(s *shared) { rt.Read(&s.n, 1) }, func(s *shared) { rt.Read(&s.n, 2) }, false},
		{"read and write", func(s *shared) { rt.Read(&s.n, 1) }, func(s *shared) { rt.Write(&s.n, 2).Set(1) }, true},
		{"two writes", func(s *shared) { rt.Write(&s.n, 1).Set(1) }, func(s *shared) { rt.NoteWrite(&s.n, 2) }, true},
		{"two variables", func(s *shared) { rt.Write(&s.n, 1).Set(1) }, func(s *shared) { rt.Write(&s.m, 2).Set(1) }, false},
		{"a struct and a field of it", func(s *shared) { rt.Read(&s.pair, 1) }, func(s *shared) { rt.Write(&s.pair.b, 2).Set(1) }, true},
		{"an assignment of two", func(s *shared) { rt.Both(&s.n, &s.m, 1, 2).Set(1, 2) }, func(s *shared) { rt.Read(&s.m, 3) }, true},
		{"an assignment to the first", func(s *shared) { rt.First(&s.n, 1).Set(1, 2) }, func(s *shared) { rt.Read(&s.n, 3) }, true},
		{"an assignment to the second", func(s *shared) { rt.Second(&s.n, 1).Set(1, 2) }, func(s *shared) { rt.Read(&s.n, 3) }, true},
		{"a named result", func(s *shared) { rt.Write(&s.n, 1).Result(1) }, func(s *shared) { rt.Read(&s.n, 3) }, true},
		{"a map, read twice", func(s *shared) { rt.Map(s.m1, 1).Get("a") }, func(s *shared) { rt.Map(s.m1, 2).Get2("b") }, false},
		{"a map, read and written", func(s *shared) { rt.Map(s.m1, 1).Len() }, func(s *shared) { rt.Map(s.m1, 2).Set("b", 1) }, true},
		{"a map, deleted from", func(s *shared) { rt.Entries(s.m1, 1) }, func(s *shared) { rt.Map(s.m1, 2).Delete("b") }, true},
		{"a map, cleared", func(s *shared) { rt.Map(s.m1, 1).Get("a") }, func(s *shared) { rt.Map(s.m1, 2).Clear() }, true},
		{"append with room", func(s *shared) { rt.Append(s.slice, 1, 7) }, func(s *shared) { rt.Append(s.slice, 2, 8) }, true},
		{"append without room", func(s *shared) { rt.Append(s.slice[:2:2], 1, 7) }, func(s *shared) { rt.Append(s.slice[:2:2], 2, 8) }, false},
		{"append reads what it appends", func(s *shared) { rt.Append([]int(nil), 1, s.slice...) }, func(s *shared) { rt.Write(&s.slice[1], 2).Set(1) }, true},
		{"grow", func(s *shared) { rt.Grow(s.slice, 1, 1) }, func(s *shared) { rt.Read(&s.slice[:3][2], 2) }, true},
		{"copy", func(s *shared) { rt.Copy(s.slice, []int{1}, 1) }, func(s *shared) { rt.Read(&s.slice[0], 2) }, true},
		{"copy of less", func(s *shared) { rt.Copy(s.slice, []int{1}, 1) }, func(s *shared) { rt.Read(&s.slice[1], 2) }, false},
		{"a buffer, read twice", func(s *shared) { rt.Access(&s.buf, 1, false) }, func(s *shared) { rt.Access(&s.buf, 2, false) }, false},
		{"a buffer, written", func(s *shared) { rt.Access(&s.buf, 1, true) }, func(s *shared) { rt.Access(&s.buf, 2, false) }, true},
		{"a buffer behind an interface", func(s *shared) { rt.AccessInterface(io.Writer(&s.buf), 1, "Write") }, func(s *shared) { rt.AccessInterface(any(&s.buf), 2, "Len") }, true},
		{"a printed value", func(s *shared) { rt.ReadDeep(&s.pair, 1, false, false) }, func(s *shared) { rt.Write(&s.pair.b, 2).Set(1) }, true},
		{"a sorted slice", func(s *shared) { rt.ReadDeep(s.slice, 1, false, true) }, func(s *shared) { rt.Read(&s.slice[1], 2) }, true},
		{"atomic and ordinary", func(s *shared) { atomically(&s.n) }, func(s *shared) { rt.Write(&s.n, 2).Set(1) }, true},
		{"twice atomic", func(s *shared) { atomically(&s.n) }, func(s *shared) { atomically(&s.n) }, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.race, schedtest.Races(t, 2, func(p *schedtest.P) {
				s := &shared{slice: make([]int, 2, 4), m1: map[string]int{"a": 1}}
				p.Go("a", func() { tt.a(s) })
				p.Go("b", func() { tt.b(s) })
				p.Wait()
			}))
		})
	}
}

func TestOrderedAccessesDoNotRace(t *testing.T) {
	write := func(n *int, site uint32) { rt.Write(n, site).Set(1) }
	tests := []struct {
		name string
		run  func(p *schedtest.P, n *int)
	}{
		{"go", func(p *schedtest.P, n *int) { write(n, 1); p.Go("a", func() { write(n, 2) }) }},
		{"the end of a goroutine", func(p *schedtest.P, n *int) { p.Go("a", func() { write(n, 1) }); p.Wait(); write(n, 2) }},
		{"a send", func(p *schedtest.P, n *int) {
			c := make(chan int)
			p.Go("a", func() { write(n, 1); rt.To(c).Send(1) })
			rt.Recv(c)
			write(n, 2)
		}},
		{"a receive, without a buffer", func(p *schedtest.P, n *int) {
			c := make(chan int)
			p.Go("a", func() { write(n, 1); rt.Recv(c) })
			rt.To(c).Send(1)
			write(n, 2)
		}},
		{"a send with a buffer", func(p *schedtest.P, n *int) {
			c := make(chan int, 2)
			p.Go("a", func() { write(n, 1); rt.To(c).Send(1) })
			rt.Recv(c)
			write(n, 2)
		}},
		{"a receive that makes room", func(p *schedtest.P, n *int) {
			c := make(chan int, 1)
			rt.To(c).Send(1)
			p.Go("a", func() { write(n, 1); rt.Recv(c) })
			rt.To(c).Send(1)
			write(n, 2)
		}},
		{"a close", func(p *schedtest.P, n *int) {
			c := make(chan int)
			p.Go("a", func() { write(n, 1); rt.Close(c) })
			rt.Recv(c)
			write(n, 2)
		}},
		{"a timer", func(p *schedtest.P, n *int) {
			write(n, 1)
			rt.Enter().Start(rt.NewTimer("timer", func() { write(n, 2) }), 1, 0)
			rt.Enter().Sleep(5)
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			assert.False(t, schedtest.Races(t, 2, func(p *schedtest.P) { tt.run(p, new(int)) }))
		})
	}
	t.Run("a buffer orders no sender after a receiver that has not made room", func(t *testing.T) {
		assert.True(t, schedtest.Races(t, 2, func(p *schedtest.P) {
			n, c := new(int), make(chan int, 2)
			p.Go("a", func() { write(n, 1); rt.Recv(c) })
			rt.To(c).Send(1)
			write(n, 2)
		}))
	})
}

func TestMarks(t *testing.T) {
	assert.Equal(t, []string{"false true", "true true"}, schedtest.All(t, 2, func(p *schedtest.P) {
		var mark rt.Mark
		var o rt.SyncObject
		p.Go("a", func() {
			rt.Enter().Point(rt.Op{Kind: "step", Object: &o}, nil)
			mark = rt.Enter().Mark()
			rt.Enter().Touch(&o, true)
		})
		rt.Enter().Point(rt.Op{Kind: "step", Object: &o}, nil)
		rt.Enter().Touch(&o, true)
		p.Log(rt.Enter().Follows(mark))
		p.Wait()
		p.Log(rt.Enter().Follows(mark))
	}), "only the end of a goroutine orders what it did")
}

func atomically(n *int) {
	g := rt.Enter()
	g.Atomic(pointer(n), "atomic add", true)
	*n++
}

// A racing access becomes a scheduling point, so that the schedules show what comes of it.
func TestALostUpdateIsShown(t *testing.T) {
	assert.Equal(t, []string{"1", "2"}, schedtest.All(t, 2, func(p *schedtest.P) {
		n := 0
		inc := func() { rt.Write(&n, 1).Set(rt.Read(&n, 2) + 1) }
		p.Go("a", inc)
		p.Go("b", inc)
		p.Wait()
		p.Log(n)
	}))
}

// The operations do what the ordinary ones do, in a schedule and outside.
func TestOperationsHaveTheirOrdinaryResults(t *testing.T) {
	all := func() {
		x, y := 1, "a"
		assert.Equal(t, 1, rt.Read(&x, 1))
		rt.Write(&x, 1).Set(2)
		rt.NoteWrite(&x, 1)
		assert.Equal(t, 2, x)
		rt.Both(&x, &y, 1, 2).Set(3, "b")
		assert.Equal(t, 3, x)
		assert.Equal(t, "b", y)
		rt.First(&x, 1).Set(4, nil)
		rt.Second(&y, 1).Set(nil, "c")
		assert.Equal(t, 4, x)
		assert.Equal(t, "c", y)
		assert.Equal(t, 5, rt.Write(&x, 1).Result(5))

		m := map[string]int{"b": 2, "a": 1}
		rt.Map(m, 1).Set("c", 3)
		rt.Map(m, 1).Delete("b")
		v, ok := rt.Map(m, 1).Get2("c")
		assert.Equal(t, 3, v)
		assert.True(t, ok)
		assert.Equal(t, 0, rt.Map(m, 1).Get("b"))
		assert.Equal(t, 2, rt.Map(m, 1).Len())
		entries := rt.Entries(m, 1)
		assert.Len(t, entries, 2)
		i := slices.IndexFunc(entries, func(e rt.Entry[string, int]) bool { return e.K == "a" })
		assert.True(t, entries[i].Live())
		assert.Equal(t, 1, entries[i].V())
		rt.Map(m, 1).Clear()
		assert.Empty(t, m)
		assert.False(t, entries[i].Live(), "a loop leaves out an entry that is deleted meanwhile")

		s := rt.Append([]int{1}, 1, 2, 3)
		assert.Equal(t, []int{1, 2, 3}, s)
		assert.Equal(t, 2, rt.Copy(s, []int{8, 9}, 1))
		assert.Equal(t, []int{8, 9, 3}, rt.Grow(s, 1, 4))
		assert.Equal(t, 3, rt.Size(s))
		assert.Equal(t, &x, rt.Access(&x, 1, true))
		assert.Equal(t, 7, rt.AccessInterface(7, 1, ""))
		assert.Equal(t, "v", rt.ReadDeep("v", 1, true, false))
	}
	all()
	assert.Empty(t, schedtest.Once(t, func(*schedtest.P) { all() }))
}

func TestEntriesHaveOneOrder(t *testing.T) {
	assert.Equal(t, []string{"1 2 3 4 5 6 7 8 9"}, schedtest.All(t, 0, func(p *schedtest.P) {
		m := map[int]bool{}
		for i := 9; i > 0; i-- {
			m[i] = true
		}
		for _, e := range rt.Entries(m, 1) {
			p.Log(e.K)
		}
	}))
}
