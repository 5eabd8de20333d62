package rand_test

import (
	rand1 "math/rand"
	rand2 "math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/explore/internal/schedtest"
	"sharedmap-workshop/checker/explore/shim/rand"
)

func TestFewNumbersAreAllTried(t *testing.T) {
	for n := 1; n <= 4; n++ {
		var want []string
		for i := range n {
			want = append(want, string(rune('0'+i)))
		}
		assert.Equal(t, want, schedtest.All(t, 1, func(p *schedtest.P) { p.Log(rand.Intn(n)) }))
		assert.Len(t, schedtest.All(t, 0, func(p *schedtest.P) { p.Log(rand.Intn(n)) }), 1, "another number costs a preemption")
	}
}

func TestOfManyNumbersTheEdgesAreTried(t *testing.T) {
	got := schedtest.All(t, 1, func(p *schedtest.P) { p.Log(rand.IntN(1000)) })
	assert.Len(t, got, 3)
	assert.Subset(t, got, []string{"0", "999"})
	got = schedtest.All(t, 1, func(p *schedtest.P) { p.Log(rand.Int()%2 == 0) })
	assert.Equal(t, []string{"false", "true"}, got, "even and odd")
	assert.Len(t, schedtest.All(t, 1, func(p *schedtest.P) { p.Log(rand.Float64()) }), 3)
}

func TestAScheduleHasItsNumbers(t *testing.T) {
	program := func(p *schedtest.P) {
		p.Log(rand.Int(), rand.Int31(), rand.Int32(), rand.Int63(), rand.Int64(), rand.Uint(), rand.Uint32(), rand.Uint64())
		p.Log(rand.Int31n(99), rand.Int32N(99), rand.Int63n(99), rand.Int64N(99), rand.UintN(99), rand.Uint32N(99), rand.Uint64N(99), rand.N(int8(99)))
		p.Log(rand.Float64(), rand.Perm(9))
		s := []int{1, 2, 3, 4, 5, 6}
		rand.Shuffle(len(s), func(i, j int) { s[i], s[j] = s[j], s[i] })
		p.Log(s)
		rand.Seed(1)
	}
	assert.Equal(t, schedtest.Once(t, program), schedtest.Once(t, program))
}

func TestPanics(t *testing.T) {
	tests := []struct {
		name       string
		real, here func()
	}{
		{"Intn", func() { rand1.Intn(0) }, func() { rand.Intn(0) }},
		{"Int31n", func() { rand1.Int31n(0) }, func() { rand.Int31n(0) }},
		{"Int63n", func() { rand1.Int63n(-1) }, func() { rand.Int63n(-1) }},
		{"IntN", func() { rand2.IntN(0) }, func() { rand.IntN(0) }},
		{"Int32N", func() { rand2.Int32N(0) }, func() { rand.Int32N(0) }},
		{"Int64N", func() { rand2.Int64N(0) }, func() { rand.Int64N(0) }},
		{"UintN", func() { rand2.UintN(0) }, func() { rand.UintN(0) }},
		{"Uint32N", func() { rand2.Uint32N(0) }, func() { rand.Uint32N(0) }},
		{"Uint64N", func() { rand2.Uint64N(0) }, func() { rand.Uint64N(0) }},
		{"N", func() { rand2.N(0) }, func() { rand.N(0) }},
		{"Shuffle", func() { rand2.Shuffle(-1, nil) }, func() { rand.Shuffle(-1, nil) }},
		{"Perm", func() { rand1.Perm(-1) }, func() { rand.Perm(-1) }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			want := schedtest.Panic(tt.real)
			assert.NotEmpty(t, want)
			assert.Equal(t, "| panic: "+want, schedtest.Once(t, func(*schedtest.P) { tt.here() }))
			assert.Equal(t, want, schedtest.Panic(tt.here), "outside of a schedule")
		})
	}
}

func TestOutsideOfASchedule(t *testing.T) {
	assert.Less(t, rand.Intn(3), 3)
	assert.Less(t, rand.Float64(), 1.0)
	assert.GreaterOrEqual(t, rand.Int(), 0)
	perm := rand.Perm(5)
	rand.Shuffle(5, func(i, j int) { perm[i], perm[j] = perm[j], perm[i] })
	slices.Sort(perm)
	assert.Equal(t, []int{0, 1, 2, 3, 4}, perm)
}
