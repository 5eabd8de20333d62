package rt

import "reflect"

// Pair is the two variables of an assignment.
type Pair[A, B any] struct {
	a Ref[A]
	b Ref[B]
}

// Both prepares `x, y = f()`, which becomes Both(&x, &y, …).Set(f()).
func Both[A, B any](a *A, b *B, siteA, siteB uint32) Pair[A, B] {
	return Pair[A, B]{Write(a, siteA), Write(b, siteB)}
}

// Set writes both.
func (p Pair[A, B]) Set(a A, b B) {
	p.a.Set(a)
	p.b.Set(b)
}

// Head is the first variable of an assignment of two values, without the second.
type Head[A any] struct{ ref Ref[A] }

// First prepares `x, _ = f()`.
func First[A any](a *A, site uint32) Head[A] { return Head[A]{Write(a, site)} }

// Set writes the first value.
func (h Head[A]) Set(a A, _ any) { h.ref.Set(a) }

// Tail is the second variable of an assignment of two values, without the first.
type Tail[B any] struct{ ref Ref[B] }

// Second prepares `_, x = f()`.
func Second[B any](b *B, site uint32) Tail[B] { return Tail[B]{Write(b, site)} }

// Set writes the second value.
func (t Tail[B]) Set(_ any, b B) { t.ref.Set(b) }

// Len is `len(ch)` of a channel.
func Len(ch any) int {
	v := reflect.ValueOf(ch)
	if g := Enter(); g != nil && !v.IsNil() {
		c := g.s.channel(v.UnsafePointer())
		g.Point(Op{Kind: "len"}, nil)
		g.Touch(&c.object, false)
		g.Note(Show(v.Len()))
	}
	return v.Len()
}
