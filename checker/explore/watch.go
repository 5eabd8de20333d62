package explore

import (
	"fmt"
	"os"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"time"

	"sharedmap-workshop/checker/explore/rt"
)

// endless is how long a goroutine may run without reaching a point.
const endless = 4 * time.Second

// watch ends the process where a goroutine runs without end, since nothing in it can; it also tells how far
// the search is. The result stops it.
func (s *search) watch() func() {
	stop, over := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(over)
		tick := time.NewTicker(200 * time.Millisecond)
		defer tick.Stop()
		last, since := s.beat.Load(), time.Now()
		for {
			select {
			case <-stop:
				return
			case <-tick.C:
			}
			now := s.beat.Load()
			if now != last {
				last, since = now, time.Now()
			} else if time.Since(since) > endless {
				s.giveUp()
			}
			if s.limits.Time > 0 && time.Since(s.start) > s.limits.Time {
				s.late.Store(true)
			}
			s.progress()
		}
	}()
	return func() { close(stop); <-over }
}

func (s *search) progress() {
	if file := os.Getenv(EnvProgress); file != "" {
		_ = os.WriteFile(file, []byte(strconv.FormatUint(s.done.Load(), 10)+"\n"), 0o644)
	}
}

// giveUp reports the goroutine that runs without end.
func (s *search) giveUp() {
	r := s.result()
	r.Cause, r.Schedules = Endless, int(s.done.Load())
	buf := make([]byte, 1<<20)
	r.By, r.File, r.Line = runner(string(buf[:runtime.Stack(buf, true)]))
	r.Message = fmt.Sprintf("a goroutine runs without end at %s:%d", r.File, r.Line)
	if file := os.Getenv(EnvResult); file != "" {
		_ = r.Save(file)
	}
	panic("explore: " + r.Message)
}

var (
	head  = regexp.MustCompile(`^goroutine \d+ .*\[(running|runnable)[^\]]*synctest bubble`)
	frame = regexp.MustCompile(`^\t(.*\.go):(\d+)`)
)

// runner finds the bubble's goroutine that is neither waiting nor the explorer's, in a dump of all.
func runner(dump string) (name, file string, line int) {
	for _, block := range strings.Split(dump, "\n\n") {
		lines := strings.Split(block, "\n")
		if !head.MatchString(lines[0]) {
			continue
		}
		for i := 1; i+1 < len(lines); i += 2 {
			m := frame.FindStringSubmatch(lines[i+1])
			if m == nil || rt.Ours(lines[i]) {
				continue
			}
			n, _ := strconv.Atoi(m[2])
			return strings.SplitN(lines[i], "(", 2)[0], m[1], n
		}
	}
	return "", "", 0
}
