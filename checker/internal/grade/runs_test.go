package grade

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

// A draw that is right with this probability is green in all runs less than once in a thousand times, and one run fewer would not do.
func TestRunsFor(t *testing.T) {
	for _, p := range []float64{1.0 / 2, 2.0 / 3, 3.0 / 4, 7.0 / 8} {
		n := runsFor(p)
		assert.Less(t, math.Pow(p, float64(n)), 0.001, "%v", p)
		assert.GreaterOrEqual(t, math.Pow(p, float64(n-1)), 0.001, "%v", p)
	}
	assert.Equal(t, 10, runsFor(1.0/2))
	assert.Equal(t, 52, runsFor(mostUneven))
}

// What a file needs to be right by one draw for a whole process: something that draws, and something that keeps what was drawn.
func TestRepeatsOf(t *testing.T) {
	const (
		keeps = "\nvar kept int\n"
		pick  = "\nfunc f(m map[string]int) { for k := range m { g(k); return } }\n"
	)
	few, ten, most := repeats{2, 1}, repeats{10, 1}, repeats{52, 1}
	for text, want := range map[string]repeats{
		"func f() {}": few,
		// kept, and nothing draws
		"var lucky bool\nfunc init() { lucky = true }":                                                             few,
		"var last atomic.Uint64\nfunc f() uint64 { return last.Add(1) }":                                           few,
		keeps + "func f(s []int) { for i, x := range s { g(i, x) } }":                                              few,
		keeps + "func f(n int, c chan int) { for range n { for range c { } } }":                                    few,
		keeps + "type t struct { all []int }\nfunc (x t) f() { for range x.all {}}":                                few,
		keeps + "func f(c chan int) { select { case <-c: default: } }":                                             few,
		keeps + "func f(m, to map[string]int) { n := 0; for k, v := range m { to[k] = v; n += v; delete(m, k) } }": few,
		keeps + "func f(s string, n int) { for range []byte(s) { for range n / 2 {} } }":                           few,
		// drawn, and nothing keeps it
		pick: few,
		"func f(a, b chan int) { select { case <-a: case <-b: } }":                                                   few,
		"var ErrClosed = errors.New(\"closed\")" + pick:                                                              few,
		"var _ Map = (*M)(nil)" + pick:                                                                               few,
		"var mu sync.Mutex\nfunc init() { mu.Lock(); mu.Unlock() }" + pick:                                           few,
		"import \"time\"\nfunc f() { time.Sleep(time.Second) }":                                                      few,
		"var last atomic.Uint64\nfunc New() *T { t := &T{id: last.Add(1)}; t.c = sync.NewCond(t); return t }" + pick: few,
		// both
		keeps + "func f(m, to map[string]int) { for k, v := range m { to[\"x\"] = v; _ = k } }":                           most,
		keeps + "func f(m, to map[string]int) { n := 0; for k := range m { to[k] = n; n++ } }":                            most,
		keeps + "func f(m, to map[string]int) { for k, v := range m { to[k] = g(v) } }":                                   most,
		keeps + "func f(m, to map[string]int) { for k, v := range m { to[k] += v; if v > 0 { break } } }":                 most,
		keeps + "func f(m, to map[string]int) { for k, v := range m { to[k] = v; kept = v } }":                            most,
		keeps + "func f(m map[int]int, to []int) { for _, v := range m { to = append(to, v) } }":                          most,
		keeps + "func f(m, to map[string]int) { n := 0; for k, v := range m { to[k] += n; n += v } }":                     most,
		keeps + "func f(m map[int]int) { var k int; for k = range m { } }":                                                most,
		"var last atomic.Uint64\nfunc New() *T { return &T{last.Add(2)} }" + pick:                                         most,
		"var last atomic.Uint64\nfunc New() *T { return &T{last.Add(1)} }\nfunc h() uint64 { return last.Load() }" + pick: most,
		"var last atomic.Uint64\nfunc New() *T { return &T{last.Add(1)} }\nfunc h() { New() }" + pick:                     most,
		"var last atomic.Uint64\nfunc New() *T { return h(last.Add(1)) }\nfunc h(n uint64) *T { return nil }" + pick:      most,
		"var last atomic.Uint64\nfunc New() *T { return &T{odd: last.Add(1)%2 == 1} }" + pick:                             most,
		"var last atomic.Uint64\nfunc New() *T { if f2() { last.Add(1) }; return nil }" + pick:                            most,
		"var last atomic.Uint64\nfunc (t *T) New() { last.Add(1) }" + pick:                                                most,
		"var last atomic.Uint64\nfunc New() { last.Add(1) }\nfunc init() { last.Add(1) }" + pick:                          most,
		"var last mine\nfunc New() *T { return &T{last.Add(1)} }" + pick:                                                  most,
		keeps + pick: most,
		keeps + "type t struct { all map[int]int }\nfunc (x t) f() { for range x.all {}}":                      most,
		keeps + "type table map[int]int\nfunc f(x table) { for range x {}}":                                    most,
		keeps + "func f() { for range g() {} }":                                                                most,
		keeps + "func f[M any](m M) { for range m {} }":                                                        most,
		keeps + "func f(a, b chan int) { select { case <-a: case <-b: } }":                                     ten,
		keeps + "func f(a, b chan int) { select { case <-a: case b <- 1: default: } }":                         ten,
		keeps + "func f(a, b, c chan int) { select { case <-a: case <-b: case <-c: } }":                        {18, 1},
		keeps + "func f(a, b chan int) { select { case <-a: case <-b: } }" + "\nfunc h() { for range g() {} }": most,
		"var m sync.Map\nfunc f() { m.Range(nil) }":                                                            most,
		"var pool = sync.Pool{}": most,
		"import \"maps\"\nvar kept int\nfunc f() { g(maps.Keys(m)) }":                        most,
		"import \"reflect\"\nvar kept int\nfunc f() { reflect.Select(nil) }":                 most,
		"import \"runtime\"\nfunc h() bool { return runtime.NumGoroutine() > 9 }" + pick:     most,
		"var mu sync.Mutex\nfunc h() bool { return mu.TryLock() }" + pick:                    most,
		"var mu, kept = sync.Mutex{}, 1" + pick:                                              most,
		"var ErrClosed = errors.New(\"closed\")\nfunc h() { ErrClosed = nil }" + pick:        most,
		"var ErrClosed = errors.New(\"closed\")\nvar p = &ErrClosed" + pick:                  most,
		"var ErrClosed = errors.New(\"closed\")\nfunc h() { (ErrClosed) = nil }" + pick:      most,
		"var ErrClosed = errors.New(\"closed\")\nfunc h() { for ErrClosed = range g() { } }": most,
		"import \"hash/crc32\"\nfunc h() { t := crc32.IEEETable; t[0]++ }" + pick:            most,
		// from outside, where it stays the same for a while, or from a package that draws
		"import \"time\"\nfunc f() { l := time.UTC; *l = *g() }":             most,
		"import \"math/rand/v2\"\nfunc f() int { return rand.IntN(2) }":      most,
		"import \"hash/maphash\"\nfunc f() { maphash.MakeSeed() }":           most,
		"import \"time\"\nfunc f() bool { return time.Now().Unix()%2 == 0 }": most,
		"import \"time\"\nfunc f() { g((<-time.After(1)).UnixNano()) }":      most,
		"func f() string { return fmt.Sprintf(\"%p\", f) }":                  most,
		// drawn before the exploring run begins, which does not make that again
		"import \"math/rand/v2\"\nvar lucky = rand.IntN(2) == 0":         {52, 52},
		"import \"time\"\nvar lucky bool\nfunc init() { g(time.Now()) }": {52, 52},
		"import \"hash/maphash\"\nvar seed = maphash.MakeSeed()":         most,
		"var first = g()" + pick:                                         most,
		"func f( {":                                                      {52, 52},
	} {
		assert.Equal(t, want, repeatsOf([]byte("package main\n\n"+text+"\n")), text)
	}
}

// A test that makes one object only sees one of the draws that a file makes for each object.
func TestAFileThatDrawsForEachObject(t *testing.T) {
	assert.Equal(t, 52, runsOfDraws([]byte("package main\n\nfunc f(m map[int]int) { for range m { return } }\n")))
	assert.Equal(t, 10, runsOfDraws([]byte("package main\n\nfunc f(a, b chan int) { select { case <-a: case <-b: } }\n")))
	assert.Equal(t, 2, runsOfDraws([]byte("package main\n\nvar kept int\n")))
}
