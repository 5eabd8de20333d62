package grade

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestRunsOf(t *testing.T) {
	for text, want := range map[string]int{
		"func f() {}": runsOfOthers,
		"var lucky bool\nfunc init() { lucky = true }":                                         runsOfChance,
		"var once sync.Once":                                                                   runsOfChance,
		"var pool = sync.Pool{}":                                                               runsOfChance,
		"var ErrClosed = errors.New(\"closed\")":                                               runsOfOthers,
		"var ErrClosed = errors.New(\"closed\")\nfunc f() { ErrClosed = nil }":                 runsOfChance,
		"var ErrClosed = errors.New(\"closed\")\nvar p = &ErrClosed":                           runsOfChance,
		"var ErrClosed = errors.New(\"closed\")\nfunc f() { (ErrClosed) = nil }":               runsOfChance,
		"var ErrClosed = errors.New(\"closed\")\nfunc f() { for ErrClosed = range m { } }":     runsOfChance,
		"var ErrClosed = errors.New(\"closed\")\nfunc f() { for _, ErrClosed = range s { } }":  runsOfChance,
		"var ErrClosed = errors.New(\"closed\")\nfunc f() { for _, ErrClosed := range s { } }": runsOfOthers,
		"import \"hash/crc32\"\nfunc f() { t := crc32.IEEETable; t[0]++ }":                     runsOfChance,
		"import \"time\"\nfunc f() { l := time.UTC; *l = *g() }":                               runsOfChance,
		"var _ Map = (*M)(nil)":                                                                runsOfOthers,
		"var last atomic.Uint64\nfunc f() uint64 { return last.Add(1) }":                       runsOfChance,
		"var last atomic.Uint64\nfunc f() uint64 { return last.Add(2) }":                       runsOfChance,
		"var last atomic.Uint64\nfunc f() { last.Add(1); last.Load() }":                        runsOfChance,
		"import \"math/rand/v2\"\nfunc f() int { return rand.IntN(2) }":                        runsOfChance,
		"import \"time\"\nfunc f() bool { return time.Now().Unix()%2 == 0 }":                   runsOfChance,
		"import \"time\"\nfunc f() { time.Sleep(time.Second) }":                                runsOfOthers,
		"import \"time\"\nfunc f() { g((<-time.After(1)).UnixNano()) }":                        runsOfChance,
		"func f() string { return fmt.Sprintf(\"%p\", f) }":                                    runsOfChance,
		"func f( {": runsOfChance,
	} {
		assert.Equal(t, want, runsOf([]byte("package main\n\n"+text+"\n")), text)
	}
}
