package rt

// maxElems bounds how many elements of one append or copy are watched.
const maxElems = 16

// Size is len(s), whatever the code around calls len.
func Size[S ~[]E, E any](s S) int { return len(s) }

// Append is append(s, more...): it writes behind the end of s where there is room, and reads more.
func Append[S ~[]E, E any](s S, site uint32, more ...E) S {
	if g := Enter(); g != nil {
		elems(g, more, site, false)
		grown(g, s, len(more), site)
	}
	return append(s, more...)
}

// Grow is s, to which n elements are about to be appended.
func Grow[S ~[]E, E any](s S, site uint32, n int) S {
	if g := Enter(); g != nil {
		grown(g, s, n, site)
	}
	return s
}

func grown[E any](g *G, s []E, n int, site uint32) {
	if n <= cap(s)-len(s) {
		elems(g, s[len(s):len(s)+n], site, true)
	}
}

// Copy is copy(to, from).
func Copy[E any](to, from []E, site uint32) int {
	if g := Enter(); g != nil {
		n := min(len(to), len(from))
		elems(g, from[:n], site, false)
		elems(g, to[:n], site, true)
	}
	return copy(to, from)
}

func elems[E any](g *G, s []E, site uint32, write bool) {
	for i := range min(len(s), maxElems) {
		memory(g, &s[i], site, write)
	}
}

// Result is v, about to be returned as the result of that name.
func (r Ref[T]) Result(v T) T {
	if g := Enter(); g != nil {
		memory(g, r.p, r.site, true)
	}
	return v
}
