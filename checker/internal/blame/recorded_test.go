package blame

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/testrecord"
)

// recorded returns the explained finding of a test's record about code in box.go.
func recorded(code string, r testrecord.Failure) goout.Finding {
	src := fstest.MapFS{"box.go": &fstest.MapFile{Data: []byte("package box\n\nimport \"sync\"\n" + code)}}
	r.At = testrecord.Place{File: "box_test.go", Line: 9}
	return Explain(goout.FromTest("TestBox", "", r), src)
}

// waits returns count goroutines that wait in a state at the lines of box.go, the innermost line first.
func waits(count int, state string, lines ...int) testrecord.Waiting {
	w := testrecord.Waiting{State: state, Count: count}
	for _, line := range lines {
		w.Stack = append(w.Stack, testrecord.Place{File: "box.go", Line: line})
	}
	return w
}

// failing returns a record with blocked goroutines.
func failing(all ...testrecord.Waiting) testrecord.Failure { return testrecord.Failure{Waiting: all} }

func TestRecordedBlockedGoroutine(t *testing.T) {
	f := recorded("var c = make(chan int)\nfunc put() {\n\tc <- 1\n}\nfunc get() { <-c }\n", failing(waits(1, "chan send", 6)))
	assert.Equal(t, ReceiverGone, f.Pattern)
	assert.Equal(t, 6, f.Other[0].Line)
	assert.Equal(t, 9, f.Line)
}

func TestRecordedPanic(t *testing.T) {
	f := recorded("var c = make(chan int)\nfunc end() {\n\tclose(c)\n}\n", testrecord.Failure{Panic: &testrecord.Panic{Value: "close of closed channel", Place: testrecord.Place{File: "box.go", Line: 6}}})
	assert.Equal(t, CloseTwice, f.Pattern)
	assert.Equal(t, "panic: close of closed channel", f.Actual)
}

const groupCode = "func all(work func()) {\n\tvar wg sync.WaitGroup\n\twg.Go(work)\n\twg.Wait()\n}\n"

func TestPartialRecordProvesNoAbsence(t *testing.T) {
	whole := failing(waits(1, "sync.WaitGroup.Wait", 7))
	assert.Equal(t, WaitGroupNeverZero, recorded(groupCode, whole).Pattern)
	whole.Partial = true
	assert.Empty(t, recorded(groupCode, whole).Pattern, "the worker may still run")
}

// askCode has selects with a case for a context's end. The case ends a wait but does not cause it: the goroutines that
// could have served the other cases are gone.
const askCode = `import "context"
type box struct{ c chan chan int }
func (b *box) own() {
	for answer := range b.c {
		answer <- 1
		return
	}
}
func (b *box) ask(ctx context.Context) int {
	answer := make(chan int, 1)
	select {
	case b.c <- answer:
	case <-ctx.Done():
		return 0
	}
	select {
	case n := <-answer:
		return n
	case <-ctx.Done():
		return 0
	}
}
`

func TestRecordedSelectNobodyServes(t *testing.T) {
	f := recorded(askCode, failing(waits(2, "select", 14)))
	assert.Equal(t, ReceiverGone, f.Pattern)
	assert.Len(t, f.Goroutines, 2)
	f = recorded(askCode, failing(waits(3, "select", 19)))
	assert.Equal(t, SenderGone, f.Pattern)
	assert.Len(t, f.Goroutines, 3)
	f = recorded(askCode, failing(waits(1, "select", 14), waits(1, "chan receive", 8)))
	assert.Empty(t, f.Pattern, "at line 8 the owner is in a callback of the test")
}

func TestRecordedCallersShowHeldLocks(t *testing.T) {
	code := strings.ReplaceAll(moveCode, "to.mu.Lock()\n\tdefer to.mu.Unlock()", "to.set()") + "func (b *box) set() {\n\tb.mu.Lock()\n\tdefer b.mu.Unlock()\n}\n"
	f := recorded(code, failing(waits(2, "sync.Mutex.Lock", 13, 10), waits(1, "sync.Mutex.Lock", 8)))
	assert.Equal(t, LockOrder, f.Pattern)
	assert.Len(t, f.Goroutines, 3)
}

const moveCode = `type box struct {
	mu sync.Mutex
}
func move(from, to *box) {
	from.mu.Lock()
	defer from.mu.Unlock()
	to.mu.Lock()
	defer to.mu.Unlock()
}
`

func TestRecordedSelfDeadlock(t *testing.T) {
	f := recorded(moveCode, failing(waits(1, "sync.Mutex.Lock", 10)))
	assert.Equal(t, DoubleLock, f.Pattern)
}

const visitCode = `type box struct {
	mu sync.Mutex
}
func (b *box) set() {
	b.mu.Lock()
	defer b.mu.Unlock()
}
func (b *box) visit(f func()) {
	b.mu.Lock()
	%DEFER%b.mu.Unlock()
	f()
}
`

func TestRecordedCallbackUnderLock(t *testing.T) {
	hangs := failing(waits(1, "sync.Mutex.Lock", 8))
	f := recorded(strings.Replace(visitCode, "%DEFER%", "defer ", 1), hangs)
	assert.Equal(t, DoubleLock, f.Pattern)
	assert.Contains(t, f.Other, goout.Location{File: "box.go", Line: 14, Func: "(*box).visit"})
	late := strings.Replace(visitCode, "%DEFER%b.mu.Unlock()\n\tf()", "f()\n\tb.mu.Unlock()", 1)
	assert.Empty(t, recorded(late, hangs).Pattern, "the callback may also have panicked")
	hangs.Method, hangs.CallbackPanicked = "visit", true
	f = recorded(late, hangs)
	assert.Equal(t, LockHeldAtReturn, f.Pattern)
	assert.Contains(t, f.Other, goout.Location{File: "box.go", Line: 13, Func: "(*box).visit"})
}

// A constructor that calls the owner's loop instead of starting it waits in the loop's range. The mistake is not that nobody closes.
func TestRangeInAConstructor(t *testing.T) {
	const code = "type box struct{ c chan int }\nfunc (b *box) own() {\n\tfor range b.c {\n\t}\n}\nfunc newBox() *box {\n\tb := &box{make(chan int)}\n\t%sb.own()\n\treturn b\n}\nfunc (b *box) put() {\n\tb.c <- 1\n}\n"
	called := recorded(strings.ReplaceAll(code, "%s", ""), failing(waits(1, "chan receive", 6, 11)))
	assert.Equal(t, MissingGo, called.Pattern)
	started := recorded(strings.ReplaceAll(code, "%s", "go "), failing(waits(1, "chan receive", 6)))
	assert.Equal(t, NobodyCloses, started.Pattern)
}

// A call waits to send, and the owners of other boxes wait to receive: the call comes first, and the owners are said to be on other channels.
func TestTheRecordedCallComesFirst(t *testing.T) {
	const code = "type box struct{ c chan int }\nfunc (b *box) own() {\n\tfor range b.c {\n\t}\n}\nfunc (b *box) put() {\n\tb.c <- 1\n}\n"
	r := failing(waits(3, "chan receive", 6), waits(1, "chan send", 10))
	r.Waiting[1].Stack[0].Func = "box.put"
	r.Method = "put"
	f := recorded(code, r)
	assert.Equal(t, 10, f.Goroutines[0].Line)
	assert.False(t, f.Goroutines[0].OtherChannel)
	assert.True(t, f.Goroutines[1].OtherChannel)
}

const loopCode = `type box struct {
	m map[string]int
	c chan command
}
type command struct {
	key    string
	result chan int
}
func make1() *box {
	b := &box{c: make(chan command)}
	b.run()
	return b
}
func (b *box) run() {
	for x := range b.c {
		if x.key != "" {
			x.result <- b.m[x.key]
		}
	}
}
func (b *box) get(key string) int {
	result := make(chan int)
	b.c <- command{key, result}
	return <-result
}
func (b *box) order(x command, done chan int) int {
	x.result = make(chan int, 1)
	b.c <- x
	select {
	case n := <-x.result:
		return n
	case <-done:
		return 0
	}
}
func (b *box) serve(done chan int) {
	select {
	case x := <-b.c:
		select {
		case x.result <- 1:
		default:
		}
	case <-done:
	}
}
func (b *box) twice(key string) int {
	result := make(chan int)
	b.c <- command{key, result}
	return <-result + <-result
}
func (b *box) ask(key string, done chan int) int {
	result := make(chan int)
	b.c <- command{key, result}
	select {
	case n := <-result:
		return n
	case <-done:
		return 0
	}
}
`

func TestALoopInTheFunctionThatMakesItsChannel(t *testing.T) {
	f := recorded(loopCode, failing(waits(1, "chan receive", 18, 14)))
	assert.Equal(t, MissingGo, f.Pattern)
	assert.Equal(t, []int{18, 14}, []int{f.Other[0].Line, f.Other[1].Line})
	assert.NotEqual(t, MissingGo, recorded(loopCode, failing(waits(1, "chan receive", 18))).Pattern, "started by go")
}

func TestACommandWithoutAReply(t *testing.T) {
	owner := waits(1, "chan receive", 18)
	f := recorded(loopCode, failing(waits(1, "chan receive", 27), owner))
	assert.Equal(t, NoReply, f.Pattern)
	assert.Equal(t, []int{27, 18}, []int{f.Other[0].Line, f.Other[1].Line})

	assert.NotEqual(t, NoReply, recorded(loopCode, failing(waits(1, "chan receive", 27), waits(1, "chan send", 20))).Pattern, "the owner sends a reply, elsewhere")
	assert.NotEqual(t, NoReply, recorded(loopCode, failing(waits(1, "chan receive", 27))).Pattern, "nobody takes commands")
	f = recorded(loopCode, failing(waits(1, "select", 32), waits(1, "select", 40)))
	assert.Equal(t, NoReply, f.Pattern, "the reply channel is a field of the command")
	assert.Equal(t, []int{32, 40}, []int{f.Other[0].Line, f.Other[1].Line})
	assert.NotEqual(t, NoReply, recorded(loopCode, failing(waits(1, "chan receive", 52), owner)).Pattern, "one reply may have come")
	partial := failing(waits(1, "chan receive", 27), owner)
	partial.Partial = true
	assert.Empty(t, recorded(loopCode, partial).Pattern, "somebody else may reply")
}

const lateAddCode = "func all(work func()) {\n\tvar wg sync.WaitGroup\n%s\tgo func() {\n\t\tdefer wg.Done()\n\t\twork()\n\t}()\n%s\twg.Wait()\n}\n"

func TestAddBehindTheGoStatement(t *testing.T) {
	negative := func(line int) testrecord.Failure {
		return testrecord.Failure{Panic: &testrecord.Panic{Value: "sync: negative WaitGroup counter", Place: testrecord.Place{File: "box.go", Line: line}}}
	}
	f := recorded(fmt.Sprintf(lateAddCode, "", "\twg.Add(1)\n"), negative(9))
	assert.Equal(t, AddAfterGo, f.Pattern)
	assert.Equal(t, []int{9, 10, 6}, []int{f.Other[0].Line, f.Other[1].Line, f.Other[2].Line})
	assert.Equal(t, WaitGroupNegative, recorded(fmt.Sprintf(lateAddCode, "\twg.Add(1)\n", "\twg.Add(1)\n"), negative(10)).Pattern, "an Add comes before, too")
	assert.Equal(t, WaitGroupNegative, recorded(fmt.Sprintf(lateAddCode, "", ""), negative(9)).Pattern, "there is no Add")
}

func TestAPanicAtTheEndOfASchedule(t *testing.T) {
	src := fstest.MapFS{"box.go": &fstest.MapFile{Data: []byte("package box\n\nimport \"sync\"\n" + fmt.Sprintf(lateAddCode, "", "\twg.Add(1)\n"))}}
	f := goout.Finding{Kind: goout.KindSchedule, Cause: "panic", Message: "all panics: sync: negative WaitGroup counter", File: "box.go", Line: 9}
	assert.Equal(t, AddAfterGo, Explain(f, src).Pattern)
	f.Cause = "failed"
	assert.Empty(t, Explain(f, src).Pattern, "no panic")
}
