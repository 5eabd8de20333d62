// Command 03-channel-map uses a map that one goroutine owns and that commands reach through a channel.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"
)

func main() {
	stop := sayWhenItHangs(os.Stderr, 2*time.Second)
	err := runProgram(context.Background(), os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// runProgram stores 1,000 keys, removes half of them, and prints what is left.
func runProgram(ctx context.Context, out io.Writer) error {
	m := NewMap()
	for i := range 1000 {
		if err := ctx.Err(); err != nil {
			return err
		}
		m.Set("foo"+strconv.Itoa(i), "bar")
	}
	for i := range 500 {
		if err := ctx.Err(); err != nil {
			return err
		}
		m.Remove("foo" + strconv.Itoa(i))
	}
	if _, found := m.Get("foo"); found {
		fmt.Fprintln(out, "foo is exists")
	} else {
		fmt.Fprintln(out, "foo is not exists")
	}
	_, err := fmt.Fprintln(out, "Count:", m.Count())
	return err
}

// sayWhenItHangs writes an advice again and again until the function that it returns is called.
func sayWhenItHangs(out io.Writer, every time.Duration) (stop func()) {
	quit, gone := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(gone)
		ticker := time.NewTicker(every)
		defer ticker.Stop()
		for {
			select {
			case <-ticker.C:
				fmt.Fprintln(out, programWords("Still waiting. A command has been sent into the map's channel: is anybody receiving it?\n"+
					"Look for TODO(run) in sharedmap.go. Ctrl-C ends the program.",
					"아직 기다리고 있습니다. 맵의 채널로 명령을 보냈는데, 받는 고루틴이 있습니까?\n"+
						"sharedmap.go의 TODO(run)을 보십시오. Ctrl-C로 프로그램을 끝냅니다."))
			case <-quit:
				return
			}
		}
	}()
	return func() {
		close(quit)
		<-gone
	}
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
