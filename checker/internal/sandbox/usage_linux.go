package sandbox

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// clockTick is the unit of times in /proc: Linux always reports hundredths of a second there.
const clockTick = 10 * time.Millisecond

// usage measures the process, and all processes below it if there may be any.
func (b *box) usage(pid int) usage {
	var u usage
	pids := []int{pid}
	for i := 0; i < len(pids); i++ {
		u.add(pids[i])
		if b.spec.Tool || !b.runner.has(Seccomp) {
			pids = append(pids, children(pids[i])...)
		}
	}
	return u
}

// Fields of /proc/PID/stat, counted from the state, which follows the name.
const (
	statUserTime   = 11 // and the next three: system time, and both of the children that were waited for
	statThreads    = 17
	statRSS        = 21 // in pages
	statFields     = 22
	processorTimes = 4
)

// add adds what one process uses.
func (u *usage) add(pid int) {
	b, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return // it has ended
	}
	f := strings.Fields(string(b[strings.LastIndexByte(string(b), ')')+1:]))
	if len(f) < statFields {
		return
	}
	for _, field := range f[statUserTime : statUserTime+processorTimes] {
		n, _ := strconv.ParseInt(field, 10, 64)
		u.processor += time.Duration(n) * clockTick
	}
	threads, _ := strconv.Atoi(f[statThreads])
	pages, _ := strconv.ParseInt(f[statRSS], 10, 64)
	u.tasks += threads
	u.memory += pages * int64(os.Getpagesize())
}

// children returns the processes that a process has started and that have not been waited for. A thread has children of its own.
func children(pid int) []int {
	files, err := filepath.Glob("/proc/" + strconv.Itoa(pid) + "/task/*/children")
	if err != nil {
		return nil
	}
	var all []int
	for _, name := range files {
		b, _ := os.ReadFile(name) // the thread may have ended
		for _, field := range strings.Fields(string(b)) {
			if child, err := strconv.Atoi(field); err == nil {
				all = append(all, child)
			}
		}
	}
	return all
}
