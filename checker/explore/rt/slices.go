package rt

// maxElems bounds how many elements of one append or copy are watched.
const maxElems = 16

// Size is len(s). Instrumented code may have another meaning for len.
func Size[S ~[]E, E any](s S) int { return len(s) }

// Append is `append(s, more...)`. It reads more, and writes behind the end of s where there is room.
func Append[S ~[]E, E any](s S, site uint32, more ...E) S {
	if g := Enter(); g != nil {
		accessElements(g, more, site, false)
		accessSpare(g, s, len(more), site)
	}
	return append(s, more...)
}

// Grow returns s, to which n elements are appended next.
func Grow[S ~[]E, E any](s S, site uint32, n int) S {
	if g := Enter(); g != nil {
		accessSpare(g, s, n, site)
	}
	return s
}

// accessSpare is the write of n elements behind the end of s, where there is room.
func accessSpare[E any](g *G, s []E, n int, site uint32) {
	if n <= cap(s)-len(s) {
		accessElements(g, s[len(s):len(s)+n], site, true)
	}
}

// Copy is `copy(to, from)`.
func Copy[E any](to, from []E, site uint32) int {
	if g := Enter(); g != nil {
		n := min(len(to), len(from))
		accessElements(g, from[:n], site, false)
		accessElements(g, to[:n], site, true)
	}
	return copy(to, from)
}

// accessElements is an access to the elements of s.
func accessElements[E any](g *G, s []E, site uint32, write bool) {
	for i := range min(len(s), maxElems) {
		accessVariable(g, &s[i], site, write)
	}
}

// Result returns v, which is returned next as the named result that r refers to.
func (r Ref[T]) Result(v T) T {
	if g := Enter(); g != nil {
		accessVariable(g, r.p, r.site, true)
	}
	return v
}
