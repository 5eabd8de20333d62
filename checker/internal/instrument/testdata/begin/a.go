package begin

import (
	"errors"
	"flag"
	"sync"
	"sync/atomic"
	"time"

	"begin/reg"
)

type level int

var (
	colors        = map[level]string{0: "red", 1: "blue"}
	names         = make(map[level]string, len(colors))
	lastID        *atomic.Uint64
	table         []int
	size                 = 0
	_                    = reg.Add("blank")
	added                = reg.Add("named")
	first, second        = pair(3)
	errNone              = errors.New("none")
	next                 = counter()
	store         keeper = newMemory()
	pool                 = sync.Pool{New: func() any { return new(int) }}
	once          sync.Once
	loaded        map[string]int
	answer        = sync.OnceValue(func() int { return *first + 1 })
	free          = make(chan chan int, 4)
	stamps        = stack[time.Duration]{items: make([]time.Duration, 0, 4)}

	depth = flag.Int("begin.depth", 3, "how deep") // must not be called twice
	deep  = &node{name: "root", kids: []*node{{name: "a"}}, at: *depth}
)

type keeper interface{ put(string) int }

type memory struct {
	mu sync.Mutex
	m  map[string]int
}

func newMemory() *memory { return &memory{m: map[string]int{"begin": 1}} }

func (m *memory) put(key string) int {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.m[key]++
	return len(m.m)
}

type node struct {
	name string
	kids []*node
	at   int
	seen map[string]bool
}

type stack[T any] struct {
	mu    sync.Mutex
	items []T
}

func (s *stack[T]) push(v T) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.items = append(s.items, v)
	return len(s.items)
}

func pair(n int) (*int, *int) { m := n * 2; return &n, &m }

func counter() func() int {
	var n atomic.Int64
	return func() int { return int(n.Add(1)) }
}

func init() {
	for l, c := range colors {
		names[l] = "in " + c
	}
	lastID = new(atomic.Uint64)
	reg.Default = "begin"
}

func init() { table = append(table, len(names)) }

func init() {
	flag.BoolVar(&verbose, "begin.verbose", false, "say more")
	seen["flag"] = true
}

var (
	verbose bool
	seen    = map[string]bool{}
)
