// Lesson 01: an access log is tallied by several workers, and the tally is wrong.
//
// This program is complete. What is to be repaired is in tally.go.
//
//	go run ./lessons/01-race             # the total time, five times
//	go run ./lessons/01-race map         # another part: map, slow or parse. These may crash.
//	go run -race ./lessons/01-race       # all parts, until the first race report
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	osexec "os/exec"
	ossignal "os/signal"
	"runtime"
	godebug "runtime/debug"
	"slices"
	"strings"
	"sync/atomic"
	"time"
)

const (
	programWorkers   = 8
	programLogLength = 100_000
	programSlowFrom  = 90          // milliseconds
	programTallies   = 5           // how often the total is tallied
	programPatience  = time.Second // for workers that do not come together
	programRaceExit  = 66          // the exit code of a program that the race detector has ended
)

func main() {
	watched := raceDetectorIsOn()
	if watched && !strings.Contains(os.Getenv("GORACE"), "halt_on_error") {
		os.Exit(runUntilReport(os.Args[1:]))
	}
	if watched && len(os.Args) == 1 {
		// main calls the four functions itself, because a race report lists all calls from main down to the line.
		visits := makeProgramLog(programWorkers)
		for _, workers := range []int{1, programWorkers} {
			runtime.Gosched() // a new time slice: nothing interrupts main before Sum returns
			Sum(visits, workers, visitMillis)
			runtime.Gosched() // here workers go on that Sum has not waited for
		}
		CountByPage(visits, programWorkers, normalizePage)
		Slow(visits, programWorkers, func(Visit) bool { return true })
		ParseAll(pagesOf(visits), programWorkers, parseLogLine)
	}
	if err := runProgram(context.Background(), os.Stdout, os.Args[1:]...); err != nil {
		fmt.Fprintln(os.Stderr, "01-race:", err)
		os.Exit(1)
	}
}

// raceDetectorIsOn reports whether the program was built with -race.
func raceDetectorIsOn() bool {
	info, ok := godebug.ReadBuildInfo()
	return ok && slices.Contains(info.Settings, godebug.BuildSetting{Key: "-race", Value: "true"})
}

// runUntilReport runs this program once more, and returns the exit code. GORACE tells the race detector to end that run at its first report:
// one is enough to read. On one processor the first report is the same in every run.
func runUntilReport(args []string) int {
	ctx, stop := ossignal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	self, err := os.Executable()
	if err != nil {
		fmt.Fprintln(os.Stderr, "01-race:", err)
		return 1
	}
	again := osexec.CommandContext(ctx, self, args...)
	again.Env = append(os.Environ(), "GOMAXPROCS=1", "GORACE="+os.Getenv("GORACE")+" halt_on_error=1 atexit_sleep_ms=0")
	again.Stdout, again.Stderr = os.Stdout, os.Stderr
	err = again.Run()
	var failed *osexec.ExitError
	switch {
	case err == nil:
		return 0
	case !errors.As(err, &failed):
		fmt.Fprintln(os.Stderr, "01-race:", err)
		return 1
	case failed.ExitCode() == programRaceExit:
		fmt.Println(programWords("This is a race report. docs/01-race.md reads it line by line. Then type:\n    go run ./checker run 01",
			"데이터 경쟁 보고서입니다. docs/ko/01-race.md에서 한 줄씩 읽습니다. 다음 명령:\n    go run ./checker run 01 --lang ko"))
	}
	return max(1, failed.ExitCode()) // -1 after a signal
}

// programPart is a part of the program that can be named.
type programPart struct {
	name string
	show func(ctx context.Context, out io.Writer, visits []Visit) (right bool)
}

// runProgram tallies a made-up log with the functions of tally.go, and prints each
// result beside the one that plain counting gives.
func runProgram(ctx context.Context, out io.Writer, names ...string) error {
	parts := []programPart{{"total", showSum}, {"map", showCount}, {"slow", showSlow}, {"parse", showParse}}
	for _, name := range names {
		if !slices.ContainsFunc(parts, func(p programPart) bool { return p.name == name }) {
			return fmt.Errorf(programWords("there is no part %q: total, map, slow or parse", "%q 부분이 없습니다: total, map, slow, parse"), name)
		}
	}
	if len(names) == 0 && !raceDetectorIsOn() {
		names = []string{"total"} // the one that never crashes
	}
	visits := makeProgramLog(programLogLength)
	right := true
	for _, part := range parts {
		if err := ctx.Err(); err != nil {
			return err
		}
		if len(names) == 0 || slices.Contains(names, part.name) {
			right = part.show(ctx, out, visits) && right
		}
	}
	if !right {
		sayWhatNext(out)
	}
	return nil
}

func sayWhatNext(out io.Writer) {
	fmt.Fprintln(out, programWords("\nNo crash, no error message, and wrong all the same. See why:", "\n죽지도 않고 오류 메시지도 없는데 결과가 틀렸습니다. 이유를 보려면:"))
	if raceDetectorIsOn() {
		fmt.Fprintln(out, programWords("    go run ./checker run 01", "    go run ./checker run 01 --lang ko"))
		return
	}
	fmt.Fprintln(out, programWords("    go run ./checker demo 01", "    go run ./checker demo 01 --lang ko"))
	fmt.Fprintln(out, "    go run -race ./lessons/01-race")
}

// makeProgramLog makes the same log every time.
func makeProgramLog(n int) []Visit {
	pages := []string{"/", "/docs/", "/Docs", "/blog", "/BLOG/", "/about"}
	visits := make([]Visit, n)
	for i := range visits {
		visits[i] = Visit{Page: pages[i*7%len(pages)], Millis: 1 + i*37%100}
	}
	return visits
}

func visitMillis(v Visit) int { return v.Millis }

// showSum tallies one log several times.
func showSum(ctx context.Context, out io.Writer, visits []Visit) bool {
	ctx, cancel := context.WithTimeout(ctx, programPatience)
	defer cancel()
	want := 0
	for _, v := range visits {
		want += v.Millis
	}
	fmt.Fprintf(out, programWords("A log of %d visits: %d ms in all. %d workers add it up, %d times:\n", "방문 %d건의 로그이고 모두 %d ms입니다. 작업자 %d개가 %d번 더한 결과:\n"),
		len(visits), want, programWorkers, programTallies)
	right := true
	for range programTallies {
		cost, done := costTogether(ctx, programWorkers, int64(len(visits)))
		got := Sum(visits, programWorkers, cost)
		fmt.Fprintf(out, "    %7d ms  %s\n", got, programVerdict(got == want))
		right = right && got == want
		select { // Sum may have returned before its workers
		case <-done:
		case <-ctx.Done():
		}
	}
	return right
}

// costTogether returns a cost function, and a channel that the last of so many calls closes. The first calls wait for each other, so that all
// workers are at work at the same time. Nothing waits longer than ctx lives.
func costTogether(ctx context.Context, workers, visits int64) (cost func(Visit) int, done <-chan struct{}) {
	var calls atomic.Int64
	together, last := make(chan struct{}), make(chan struct{})
	return func(v Visit) int {
		switch n := calls.Add(1); {
		case n == visits:
			close(last)
		case n == workers:
			close(together)
		case n < workers:
			select {
			case <-together:
			case <-ctx.Done():
			}
		}
		return v.Millis
	}, last
}

func showCount(_ context.Context, out io.Writer, visits []Visit) bool {
	sum := 0
	for _, n := range CountByPage(visits, programWorkers, normalizePage) {
		sum += n
	}
	return showTally(out, programWords("visits of all pages", "모든 페이지의 방문"), len(visits), sum)
}

// normalizePage gives "/docs" for "/Docs/".
func normalizePage(page string) string {
	return "/" + strings.ToLower(strings.Trim(page, "/"))
}

func showSlow(_ context.Context, out io.Writer, visits []Visit) bool {
	isSlow := func(v Visit) bool { return v.Millis >= programSlowFrom }
	want := 0
	for _, v := range visits {
		if isSlow(v) {
			want++
		}
	}
	return showTally(out, programWords("slow visits", "느린 방문"), want, len(Slow(visits, programWorkers, isSlow)))
}

func showParse(_ context.Context, out io.Writer, visits []Visit) bool {
	lines := pagesOf(visits)
	lines[16], lines[70_000] = "line 17", "line 70001" // the two that are no page
	_, err := ParseAll(lines, programWorkers, parseLogLine)
	return showTally(out, programWords("the first bad line", "첫 번째 잘못된 줄"), "line 17", fmt.Sprint(err))
}

func pagesOf(visits []Visit) []string {
	pages := make([]string, len(visits))
	for i, v := range visits {
		pages[i] = v.Page
	}
	return pages
}

func parseLogLine(line string) (Visit, error) {
	if !strings.HasPrefix(line, "/") {
		return Visit{}, errors.New(line)
	}
	return Visit{Page: line}, nil
}

// showTally prints a result beside the one that is wanted.
func showTally(out io.Writer, what string, want, got any) bool {
	fmt.Fprintf(out, programWords("%s: want %v, got %v  %s\n", "%s: 기대 %v, 실제 %v  %s\n"), what, want, got, programVerdict(want == got))
	return want == got
}

func programVerdict(right bool) string {
	if right {
		return programWords("ok", "맞음")
	}
	return programWords("WRONG", "틀림")
}

// programWords returns a text in the reader's language: as in the checker, the first of these variables that is set names it.
func programWords(en, ko string) string {
	for _, name := range []string{"CHECKER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"} {
		lang := strings.ToLower(os.Getenv(name))
		if lang == "ko" || strings.HasPrefix(lang, "ko_") || strings.HasPrefix(lang, "ko-") || strings.HasPrefix(lang, "ko.") {
			return ko
		}
		if lang != "" {
			return en
		}
	}
	return en
}
