package blame

import (
	"bytes"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/goout"
)

// TestSamplesMatchTheirSources checks that CheckSources accepts each sample's own sources.
func TestSamplesMatchTheirSources(t *testing.T) {
	for _, dir := range []string{"output", "kernels", "fits"} {
		for _, s := range samples(t, dir) {
			found, err := goout.Read(bytes.NewReader(s.file("output")))
			require.NoError(t, err)
			found, _ = CheckSources(found, s.sources())
			for _, f := range found {
				assert.Nil(t, f.Differs, "%s: %s: %+v", s.name, f.Message, f.Differs)
			}
		}
	}
}

// TestChangedSourcesDoNotMatch adds a few lines at the top of each file and checks that CheckSources hides the file. In
// a few cases the moved lines match by chance, such as a call of the same function on a neighbouring line.
func TestChangedSourcesDoNotMatch(t *testing.T) {
	shown, tried := 0, 0
	eachStack(t, func(s sample, found []goout.Finding) {
		if strings.HasPrefix(s.name, "fatal-memory") { // the runtime does not report what the line did
			return
		}
		for more := 1; more <= 5; more++ {
			tried++
			_, src := CheckSources(found, longer(s.sources(), more))
			if isNamed(src.(hiddenFS), found) {
				shown++
				t.Logf("%s: %d added lines are not noticed", s.name, more)
			}
		}
	})
	assert.Greater(t, tried, 400)
	assert.Less(t, shown*100, tried, "at most one of a hundred")
}

// eachStack visits the samples whose findings have a stack.
func eachStack(t *testing.T, visit func(s sample, found []goout.Finding)) {
	t.Helper()
	for _, dir := range []string{"output", "kernels", "fits"} {
		for _, s := range samples(t, dir) {
			found, err := goout.Read(bytes.NewReader(s.file("output")))
			require.NoError(t, err)
			for _, f := range found {
				if len(f.Accesses) > 0 || len(f.Goroutines) > 0 {
					visit(s, found)
					break
				}
			}
		}
	}
}

// longer returns the files with more lines after each package clause.
func longer(files fstest.MapFS, lines int) fstest.MapFS {
	out := fstest.MapFS{}
	for name, f := range files {
		first, rest, _ := bytes.Cut(f.Data, []byte("\n"))
		text := string(first) + "\n" + strings.Repeat("// added later\n", lines) + string(rest)
		if !strings.HasSuffix(name, ".go") {
			text = string(f.Data)
		}
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// isNamed reports whether a finding names a file that is not hidden.
func isNamed(src hiddenFS, found []goout.Finding) bool {
	s := newSources(src)
	for _, f := range found {
		for _, c := range claims(f) {
			if p, ok := s.sourcePath(c.file); ok && strings.HasSuffix(p, ".go") && !src.dirs[path.Dir(p)] {
				return true
			}
		}
	}
	return false
}

// otherProgram is a program whose file has the same name as the file in a log of another program.
const otherProgram = `package main

import "sync"

var mu sync.Mutex
var visits int

func main() {
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			mu.Lock()
			visits++
			mu.Unlock()
		})
	}
	wg.Wait()
	println(visits)
}
`

// TestOtherProgramDoesNotMatch compares logs with the sources of a program that did not print them.
func TestOtherProgramDoesNotMatch(t *testing.T) {
	src := fstest.MapFS{"main.go": {Data: []byte(otherProgram)}, "go.mod": {Data: []byte("module example.com/shop\n")}}
	trace := func(message, state, fn, line string) string {
		return message + "\n\ngoroutine 1 [" + state + "]:\n" + fn + "\n\t/srv/main.go:" + line + " +0x2e\nexit status 2\n"
	}
	for _, c := range []struct {
		name, log string
		why       goout.Mismatch // "": it fits
	}{
		{"the same", trace("fatal error: all goroutines are asleep - deadlock!", "sync.WaitGroup.Wait", "main.main()", "17"), ""},
		{"another method", trace("panic: send on closed channel", "running", "main.(*hub).publish(0x1)", "13"), goout.OtherFunction},
		{"a method of that name", trace("panic: boom", "running", "main.(*hub).main(0x1)", "18"), goout.OtherFunction},
		{"another literal", trace("panic: boom", "running", "main.main.func2()", "13"), goout.OtherFunction},
		{"no send there", trace("panic: send on closed channel", "running", "main.main.func1()", "13"), goout.OtherLine},
		{"no receive there", trace("fatal error: all goroutines are asleep - deadlock!", "chan receive", "main.main()", "17"), goout.OtherLine},
		{"between functions", trace("panic: boom", "running", "main.main()", "7"), goout.OtherFunction},
		{"behind the end", trace("panic: boom", "running", "main.main()", "700"), goout.OtherFunction},
		{"another module", trace("panic: boom", "running", "example.com/other.main()", "18"), goout.OtherModule},
		{"a folder of the module", trace("panic: boom", "running", "example.com/shop/sub.main()", "18"), goout.OtherModule},
	} {
		found, err := goout.Read(strings.NewReader(c.log))
		require.NoError(t, err)
		require.Len(t, found, 1, c.name)
		found, left := CheckSources(found, src)
		if c.why == "" {
			assert.Nil(t, found[0].Differs, "%s: %+v", c.name, found[0].Differs)
			continue
		}
		require.NotNil(t, found[0].Differs, c.name)
		assert.Equal(t, c.why, found[0].Differs.Why, c.name)
		_, err = left.Open("main.go")
		assert.Error(t, err, c.name)
	}
}

// TestTestFileOfAnotherFolder checks a test's line, which go test prints without its folder: CheckSources hides a file
// of that name that does not match, and keeps the rest of its package.
func TestTestFileOfAnotherFolder(t *testing.T) {
	src := fstest.MapFS{"main.go": {Data: []byte(otherProgram)}, "a_test.go": {Data: []byte("package main\n\nvar x = 1\n")}}
	log := "--- FAIL: TestA (0.00s)\n    a_test.go:3: got 2\nFAIL\nfatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [sync.WaitGroup.Wait]:\n" +
		"main.main()\n\t/srv/main.go:17 +0x2e\nexit status 2\n"
	found, err := goout.Read(strings.NewReader(log))
	require.NoError(t, err)
	require.Len(t, found, 2)
	found, left := CheckSources(found, src)
	for _, f := range found {
		assert.Equal(t, f.Kind == goout.KindAssertion, f.Differs != nil, "%+v", f)
	}
	_, err = left.Open("main.go")
	require.NoError(t, err)
	_, err = left.Open("a_test.go")
	assert.Error(t, err)
}
