// Command sample follows a process and all that it starts until it ends, and prints the processor time of each kind of program in milliseconds,
// and the most memory of the process itself in MiB. It looks every 50 ms, so the last moments of each program are not in its numbers. Linux only.
//
//	go run ./.ci/sample PID
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// kinds are the kinds of programs by their names. Other names are tests: the race runs have the names of lessons.
var kinds = map[string]string{
	"compile": "compile", "asm": "compile", "cgo": "compile", "cc1": "compile", "as": "compile",
	"link": "link", "gcc": "link", "collect2": "link", "ld": "link", "lto-wrapper": "link",
	"vet": "vet", "go": "go", "explore.test": "explore", "checker": "checker",
}

func main() {
	root, err := strconv.Atoi(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	used := map[process]map[string]int64{}
	var peak int64
	for follow(root, used, &peak) {
		time.Sleep(50 * time.Millisecond)
	}
	total := map[string]int64{}
	for _, byName := range used {
		for name, ms := range byName {
			kind := kinds[name]
			if kind == "" {
				kind = "race"
			}
			total[kind] += ms
		}
	}
	for kind, ms := range total {
		fmt.Println(kind, ms)
	}
	fmt.Println("peak", peak>>10)
}

// process names a process, also after its number has been given to another one.
type process struct {
	pid   int
	start string
}

// follow measures the process and all below it once, and reports whether it is still there.
func follow(root int, used map[process]map[string]int64, peak *int64) bool {
	pids := []int{root}
	for i := 0; i < len(pids); i++ {
		dir := "/proc/" + strconv.Itoa(pids[i])
		stat, err := os.ReadFile(dir + "/stat")
		if err != nil {
			if i == 0 {
				return false
			}
			continue
		}
		text := string(stat)
		open, end := strings.IndexByte(text, '('), strings.LastIndexByte(text, ')')
		f := strings.Fields(text[end+1:])
		if i == 0 && f[0] == "Z" {
			return false
		}
		user, _ := strconv.ParseInt(f[11], 10, 64)
		system, _ := strconv.ParseInt(f[12], 10, 64)
		p, name := process{pids[i], f[19]}, text[open+1:end]
		if used[p] == nil {
			used[p] = map[string]int64{}
		}
		ms := (user + system) * 10
		for earlier, of := range used[p] { // a process that executes another program keeps its number
			if earlier != name {
				ms -= of
			}
		}
		used[p][name] = ms
		pids = append(pids, children(dir)...)
	}
	status, _ := os.ReadFile("/proc/" + strconv.Itoa(root) + "/status")
	if _, rest, ok := strings.Cut(string(status), "VmHWM:"); ok {
		kib, _ := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
		*peak = max(*peak, kib)
	}
	return true
}

func children(dir string) (all []int) {
	files, _ := filepath.Glob(dir + "/task/*/children")
	for _, name := range files {
		b, _ := os.ReadFile(name) // the thread may have ended
		for _, field := range strings.Fields(string(b)) {
			if pid, err := strconv.Atoi(field); err == nil && !slices.Contains(all, pid) {
				all = append(all, pid)
			}
		}
	}
	return all
}
