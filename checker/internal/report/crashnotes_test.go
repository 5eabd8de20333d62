package report

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
)

// A crash tells what else its output shows: who calls whom in a circle, that a server goes on, that a deferred call
// panicked too.
func TestACrashTellsWhatElseIsKnown(t *testing.T) {
	const overflow = `runtime: goroutine stack exceeds 1000000000-byte limit
fatal error: stack overflow

goroutine 1 [running]:
main.(*Node).String(0xc000012018)
	/w/tree/node.go:19 +0x5a
main.render(0xc000012018)
	/w/tree/render.go:8 +0x19
main.(*Node).String(0xc000012018)
	/w/tree/node.go:21 +0x7e
main.render(0xc000012018)
	/w/tree/render.go:8 +0x19
main.(*Node).String(0xc000012018)
	/w/tree/node.go:21 +0x7e
exit status 2
`
	const served = `2026/05/17 08:09:10 http: panic serving 127.0.0.1:51234: boom
goroutine 37 [running]:
net/http.(*conn).serve.func1()
	/usr/local/go/src/net/http/server.go:1947 +0xbe
panic({0x66a3e0?, 0x7412c0?})
	/usr/local/go/src/runtime/panic.go:787 +0x132
main.visit(...)
	/w/web/srv.go:26
`
	const twice = `panic: close of closed channel
	panic: send on closed channel

goroutine 5 [running]:
main.flush(...)
	/w/hub/flush.go:14
panic({0x45b240?, 0x485f90?})
	/usr/local/go/src/runtime/panic.go:914 +0x21f
main.stop(0xc00001c0c0)
	/w/hub/hub.go:39 +0x6d
exit status 2
`
	const cleanup = `panic: rollback: connection closed
	panic: runtime error: invalid memory address or nil pointer dereference
[signal SIGSEGV: segmentation violation code=0x1 addr=0x20 pc=0x49b0d3]

goroutine 1 [running]:
main.(*Tx).Rollback(0x0)
	/h/tx.go:29 +0x13
panic({0x4a8e20?, 0x4e6a98?})
	/usr/local/go/src/runtime/panic.go:914 +0x21f
main.main()
	/h/main.go:8 +0x1d
exit status 2
`
	const late = `panic: test timed out after 30s
	running tests:
		TestA (30s)
		TestB/slow (29s)

goroutine 20 [sync.Cond.Wait]:
example.com/q.TestA(0xc000104380)
	/w/q/queue_test.go:14 +0x3c
`
	for _, lang := range msg.Langs() {
		say := msg.New(lang)
		assert.Contains(t, wordsOf(t, overflow, say), "render (/w/tree/render.go:8), (*Node).String (/w/tree/node.go:21)")
		assert.Contains(t, wordsOf(t, served, say), say.Say("finding.served-on"))
		assert.Contains(t, wordsOf(t, twice, say), say.Say("finding.second-panic", "message", "send on closed channel"))
		assert.Equal(t, say.Say("finding.panic", "message", "rollback: connection closed")+"\n"+say.Say("finding.second-panic", "message", "runtime error: invalid memory address or nil pointer dereference"), wordsOf(t, cleanup, say))
		assert.Contains(t, wordsOf(t, late, say), say.Say("finding.running", "tests", "TestA, TestB/slow"))
		again := strings.Replace(twice, "closed channel\n\t", "closed channel [recovered]\n\t", 1)
		assert.NotContains(t, wordsOf(t, again, say), say.Say("finding.second-panic", "message", "send on closed channel"), "the second one hands the first one on")
	}
}

func wordsOf(t *testing.T, output string, say *msg.Printer) string {
	found, err := goout.Read(strings.NewReader(output))
	require.NoError(t, err)
	require.Len(t, found, 1)
	return words(found[0], say)
}

// A warning about the order of locks shows the other places of the two orders, and says of nobody that they wait.
func TestAnOrderOfLocksShowsItsOtherPlaces(t *testing.T) {
	const report = `POTENTIAL DEADLOCK: Inconsistent locking. saw this ordering in one goroutine:
happened before
account.go:50 bank.move { from.mu.Lock() } <<<<<

happened after
account.go:51 bank.move { to.mu.Lock() } <<<<<

in another goroutine: happened before
account.go:60 bank.swap { b.mu.Lock() } <<<<<

happened after
account.go:61 bank.swap { a.mu.Lock() } <<<<<
`
	found, err := goout.Read(strings.NewReader(report))
	require.NoError(t, err)
	require.Len(t, found, 1)
	for _, lang := range msg.Langs() {
		say := msg.New(lang)
		found[0].Text = words(found[0], say)
		var out bytes.Buffer
		finding(&out, term.Style{Column: 80}, say, found[0], fstest.MapFS{})
		for _, place := range []string{"account.go:51", "account.go:60", "account.go:61"} {
			assert.Contains(t, out.String(), place)
		}
		assert.NotContains(t, out.String(), say.Say("state.mutex"))
	}
}

// A process that was killed from outside names the test that was running, and no test if the output has none.
func TestAKilledProcessNamesTheTestThatWasRunning(t *testing.T) {
	const container = "State: Terminated\n  Reason: OOMKilled\n  Exit Code: 137\n"
	const test = "=== RUN   TestLoad\nsignal: killed\nFAIL\texample.com/load\t12.1s\n"
	for _, lang := range msg.Langs() {
		say := msg.New(lang)
		assert.Equal(t, say.Say("exit.killed-memory"), wordsOf(t, container, say))
		assert.Equal(t, say.Say("exit.killed")+" "+say.Say("exit.running", "test", "TestLoad"), wordsOf(t, test, say))
	}
}

// A profile does not say that its goroutines wait.
func TestAProfileNamesTheLinesOfItsGoroutines(t *testing.T) {
	const profile = "goroutine profile: total 41\n41 @ 0x43e44e 0x408bdc\n#\t0x8b1c2e\texample.com/mail.(*Queue).deliver.func1+0x8e\t/app/queue/deliver.go:64\n"
	found, err := goout.Read(strings.NewReader(profile))
	require.NoError(t, err)
	require.Len(t, found, 1)
	for _, lang := range msg.Langs() {
		say := msg.New(lang)
		found[0].Text = words(found[0], say)
		var out bytes.Buffer
		finding(&out, term.Style{Column: 80}, say, found[0], fstest.MapFS{})
		assert.Contains(t, out.String(), say.Say("picture.is-at", "func", "(*Queue).deliver.func1"))
		assert.Contains(t, out.String(), say.Say("picture.same", "count", 40))
	}
}

// A program that ends itself outside of a test shows its last line, which log.Fatal writes. The words for a test do not.
func TestAProgramThatEndsItselfShowsItsLastLine(t *testing.T) {
	const program = "2026/05/17 07:00:00 main.go:44: listen tcp :8080: bind: address already in use\nexit status 1\n"
	for _, lang := range msg.Langs() {
		say := msg.New(lang)
		assert.Equal(t, say.Say("finding.exit", "message", "exit status 1")+"\n"+say.Say("finding.exit-last", "line", "2026/05/17 07:00:00 main.go:44: listen tcp :8080: bind: address already in use"), wordsOf(t, program, say))
		assert.Equal(t, say.Say("finding.exit", "message", "exit status 1"), wordsOf(t, "=== RUN   TestA\n"+program, say))
	}
}

// A goroutine that was running is not said to wait, and one whose stack the dump does not have is named too.
func TestARunningGoroutineDoesNotWait(t *testing.T) {
	const dump = `SIGQUIT: quit
PC=0x46e5a1 m=0 sigcode=0

goroutine 1 gp=0xc000002380 m=nil [sync.WaitGroup.Wait, 10 minutes]:
sync.(*WaitGroup).Wait(0xc000012100)
	/usr/local/go/src/sync/waitgroup.go:118 +0x48
main.main()
	/w/main.go:31 +0x1d4

goroutine 6 gp=0xc000003500 m=3 mp=0xc000050008 [running]:
	goroutine running on other thread; stack unavailable
created by main.main in goroutine 1
	/w/main.go:22 +0xf3

goroutine 7 [runnable]:
main.count(0xc000012100)
	/w/main.go:40 +0x1d
`
	found, err := goout.Read(strings.NewReader(dump))
	require.NoError(t, err)
	require.Len(t, found, 1)
	for _, lang := range msg.Langs() {
		say := msg.New(lang)
		found[0].Text = words(found[0], say)
		assert.Contains(t, found[0].Text, say.Say("finding.ran", "place", "/w/main.go:40"))
		var out bytes.Buffer
		finding(&out, term.Style{Column: 80}, say, found[0], fstest.MapFS{})
		assert.Contains(t, out.String(), say.Say("picture.runs-unseen", "n", 6))
		assert.Contains(t, out.String(), say.Say("picture.started", "place", "/w/main.go:22"))
	}
}

// The value of a panic can have several lines, which Go indents by a tab, and which older versions write as they are.
func TestAPanicShowsAllLinesOfItsValue(t *testing.T) {
	for _, indent := range []string{"\t", "  "} {
		output := "panic: invariant broken\n" + indent + "want 100\n" + indent + "got 97 [recovered]\n\tpanic: invariant broken\n\ngoroutine 1 [running]:\nmain.check(...)\n\t/src/check.go:40\nexit status 2\n"
		found, err := goout.Read(strings.NewReader(output))
		require.NoError(t, err)
		require.Len(t, found, 1)
		found[0].Text = words(found[0], msg.New("en"))
		var out bytes.Buffer
		finding(&out, term.Style{Column: 80}, msg.New("en"), found[0], fstest.MapFS{})
		assert.Contains(t, out.String(), "want 100")
		assert.Contains(t, out.String(), "got 97")
		assert.NotContains(t, out.String(), "panic: invariant broken")
	}
}

// A package whose tests end before they have a result shows its last line. A summary without the tests' own lines does not.
func TestAPackageThatEndsBeforeItsTestsShowsItsLastLine(t *testing.T) {
	const ended = "2025/06/20 10:00:00 setup: connect: connection refused\nFAIL\texample.com/store\t0.011s\nFAIL\n"
	for _, lang := range msg.Langs() {
		say := msg.New(lang)
		assert.Equal(t, say.Say("exit.before-tests")+"\n"+say.Say("finding.exit-last", "line", "2025/06/20 10:00:00 setup: connect: connection refused"), wordsOf(t, ended, say))
		for _, summary := range []string{
			"ok  \texample.com/cart\t0.1s\nFAIL\texample.com/store\t0.011s\nFAIL\n",
			"FAIL\nFAIL\texample.com/store\t0.011s\nFAIL\n",
			"    store_test.go:12: got 3\nFAIL\texample.com/store\t0.011s\nFAIL\n",
		} {
			assert.NotContains(t, wordsOf(t, summary, say), say.Say("exit.before-tests"))
		}
	}
}
