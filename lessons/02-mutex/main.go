// Command 02-mutex counts the visits of a web page in a map that many
// goroutines share, and prints how many visits the map lost.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"sync"
)

func main() {
	if err := countVisits(context.Background(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// countVisits lets all visitors visit at once, and writes what the map has counted.
func countVisits(ctx context.Context, w io.Writer) error {
	const visitors, visits = 8, 125 // so many visits of each visitor
	counts := NewMutexMap()
	visitTogether(ctx, counts, visitors, visits)
	if err := ctx.Err(); err != nil {
		return err
	}
	value, _ := counts.Get("/index.html")
	counted, _ := value.(int)
	text := programWords("visits:  %d\ncounted: %d\nlost:    %d\n", "방문 수: %d\n센 수:   %d\n잃은 수: %d\n")
	_, err := fmt.Fprintf(w, text, visitors*visits, counted, visitors*visits-counted)
	return err
}

// visitTogether returns when the last visitor has gone.
func visitTogether(ctx context.Context, counts *MutexMap, visitors, visits int) {
	var wg sync.WaitGroup
	for range visitors {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := 0; i < visits && ctx.Err() == nil; i++ {
				counts.Update("/index.html", countOneMore)
			}
		}()
	}
	wg.Wait()
}

// countOneMore takes its time, as a real callback does: it lets others run.
func countOneMore(old any, _ bool) any {
	count, _ := old.(int)
	runtime.Gosched()
	return count + 1
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
