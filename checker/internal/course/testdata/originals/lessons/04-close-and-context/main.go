// Command 04-close-and-context counts visits in a SharedMap until Ctrl-C.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	ossignal "os/signal"
	"strings"
	"sync"
	"time"
)

const (
	programVisitors   = 3                      // goroutines that store visits
	programVisitPause = 5 * time.Millisecond   // between two visits of one visitor
	programReportWait = 100 * time.Millisecond // between two lines of the report
)

func main() {
	ctx, stop := ossignal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	fmt.Fprintln(os.Stderr, programWords("Ctrl-C ends the program.", "Ctrl-C를 누르면 프로그램이 끝납니다."))
	if err := runProgram(ctx, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// runProgram stores visits until ctx ends. Then it closes the map, and compares
// what the visitors were told with what Close hands over.
func runProgram(ctx context.Context, w io.Writer) error {
	sm := NewMap()
	stored := make([]int, programVisitors)
	var wg sync.WaitGroup
	for i := range programVisitors {
		wg.Add(1)
		go func() {
			defer wg.Done()
			stored[i] = storeVisits(sm, i)
		}()
	}

	reportVisits(ctx, w, sm) // returns when ctx has ended
	visits := sm.Close()     // the visitors are still at it
	wg.Wait()
	return printTotals(w, stored, visits)
}

// storeVisits stores one visit after another until the map takes no more, and
// returns how many times the map said yes.
func storeVisits(sm *SharedMap, visitor int) int {
	for n := 0; ; n++ {
		key := fmt.Sprintf("visitor %d, visit %d", visitor, n)
		if err := sm.Set(context.Background(), key, time.Now()); err != nil {
			return n
		}
		time.Sleep(programVisitPause)
	}
}

// reportVisits prints the count now and then until ctx ends.
func reportVisits(ctx context.Context, w io.Writer, sm *SharedMap) {
	ticker := time.NewTicker(programReportWait)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		n, err := sm.Count(ctx)
		if err != nil {
			return
		}
		fmt.Fprintln(w, programWords("Visits so far:", "지금까지의 방문:"), n)
	}
}

// printTotals prints both counts. That they differ is an error.
func printTotals(w io.Writer, stored []int, visits map[string]any) error {
	told := 0
	for _, n := range stored {
		told += n
	}
	fmt.Fprintln(w, programWords("The visitors were told yes:", "저장했다는 답을 받은 횟수:"), told)
	fmt.Fprintln(w, programWords("Count after Close:", "Close 이후의 개수:"), len(visits))
	if told != len(visits) {
		return fmt.Errorf(programWords("visits were lost: told yes %d times, handed over %d",
			"방문을 잃었습니다: 저장했다는 답은 %d번, 넘겨받은 것은 %d개"), told, len(visits))
	}
	return nil
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
