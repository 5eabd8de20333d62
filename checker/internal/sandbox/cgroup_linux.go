package sandbox

import (
	"bufio"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// cgroup is a control group of one run; in version 1, one in each hierarchy.
type cgroup struct {
	dirs  []string
	procs []*os.File // writing 0 moves the writer into the group
	two   bool       // version 2
}

// hierarchy is a place where groups can be made.
type hierarchy struct {
	parent     string
	controller string // of version 1; "" in version 2
}

// newCgroup makes a group with the limits.
func newCgroup(l Limits) (*cgroup, error) {
	places, err := hierarchies()
	if err != nil {
		return nil, err
	}
	g := &cgroup{}
	for _, h := range places {
		g.two = h.controller == ""
		if err := g.add(h, l); err != nil {
			g.close()
			return nil, fmt.Errorf("make a control group: %w", err)
		}
	}
	return g, nil
}

// groupPrefix begins the names of groups; the process that made the group follows.
const groupPrefix = "checker-"

// sweepGroups removes the groups of checkers that were killed. A group with a process in it cannot be removed.
func sweepGroups() {
	places, err := hierarchies()
	if err != nil {
		return
	}
	for _, h := range places {
		dirs, _ := filepath.Glob(filepath.Join(h.parent, groupPrefix+"*")) // the pattern is right
		for _, dir := range dirs {
			owner, _, _ := strings.Cut(strings.TrimPrefix(filepath.Base(dir), groupPrefix), "-")
			if pid, err := strconv.Atoi(owner); err == nil && errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) {
				_ = os.Remove(dir) // the next checker tries again
			}
		}
	}
}

// add makes the group in a hierarchy.
func (g *cgroup) add(h hierarchy, l Limits) error {
	dir := filepath.Join(h.parent, fmt.Sprintf("%s%d-%s", groupPrefix, os.Getpid(), rand.Text()))
	if err := os.Mkdir(dir, 0o755); err != nil {
		return err
	}
	g.dirs = append(g.dirs, dir)
	for name, value := range settings(h, l) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(value), 0); err != nil {
			return err
		}
	}
	if h.controller == "" {
		_ = os.WriteFile(filepath.Join(dir, "memory.swap.max"), []byte("0"), 0)  // there is none on a kernel without swap
		_ = os.WriteFile(filepath.Join(dir, "memory.oom.group"), []byte("1"), 0) // from Linux 4.19
	}
	f, err := os.OpenFile(filepath.Join(dir, "cgroup.procs"), os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	g.procs = append(g.procs, f)
	return nil
}

// settings returns what to write into the group's files.
func settings(h hierarchy, l Limits) map[string]string {
	memory, tasks := strconv.FormatInt(l.Memory, 10), strconv.Itoa(l.Tasks)
	switch h.controller {
	case "memory":
		return map[string]string{"memory.limit_in_bytes": memory}
	case "pids":
		return map[string]string{"pids.max": tasks}
	}
	return map[string]string{"memory.max": memory, "pids.max": tasks}
}

// outOfMemory reports whether the kernel killed a process of the group for its memory.
func (g *cgroup) outOfMemory() bool {
	name := "memory.oom_control"
	if g.two {
		name = "memory.events"
	}
	b, err := os.ReadFile(filepath.Join(g.dirs[0], name)) // memory is the first hierarchy
	if err != nil {
		return false
	}
	for line := range strings.Lines(string(b)) {
		if n, found := strings.CutPrefix(strings.TrimSpace(line), "oom_kill "); found {
			return n != "0"
		}
	}
	return false
}

// The group can be removed when its last process has been reaped by the kernel, which is a moment after it was killed.
const (
	removeTries = 100
	removePause = 5 * time.Millisecond
)

// close kills what is left in the group and removes it.
func (g *cgroup) close() {
	for _, f := range g.procs {
		_ = f.Close()
	}
	for _, dir := range g.dirs {
		for range removeTries {
			_ = os.WriteFile(filepath.Join(dir, "cgroup.kill"), []byte("1"), 0) // version 2; the processes of a run have been killed by now
			if err := os.Remove(dir); err == nil || errors.Is(err, os.ErrNotExist) {
				break
			}
			time.Sleep(removePause)
		}
	}
}

// hierarchies returns where this process can make groups that limit memory and processes.
func hierarchies() ([]hierarchy, error) {
	own, err := ownGroups()
	if err != nil {
		return nil, err
	}
	mounts, err := groupMounts()
	if err != nil {
		return nil, err
	}
	if m, found := mounts["memory"]; found {
		all := []hierarchy{{m.path(own["memory"]), "memory"}}
		if p, found := mounts["pids"]; found {
			all = append(all, hierarchy{p.path(own["pids"]), "pids"})
		}
		return all, nil
	}
	if m, found := mounts[""]; found {
		if parent := delegated(m.path(own[""]), m.point); parent != "" {
			return []hierarchy{{parent: parent}}, nil
		}
	}
	return nil, errors.New("no control group with the memory controller can be written")
}

// delegated returns the nearest folder from dir upwards to top whose groups have the memory and pids controllers, or "". A group with
// processes of its own cannot give controllers to groups in it, so it usually is the parent of dir.
func delegated(dir, top string) string {
	for ; strings.HasPrefix(dir, top); dir = filepath.Dir(dir) {
		b, err := os.ReadFile(filepath.Join(dir, "cgroup.subtree_control"))
		given := strings.Fields(string(b))
		if err == nil && slices.Contains(given, "memory") && slices.Contains(given, "pids") {
			return dir
		}
	}
	return ""
}

// ownGroups returns this process's group in each hierarchy, by controller.
func ownGroups() (map[string]string, error) {
	b, err := os.ReadFile("/proc/self/cgroup")
	if err != nil {
		return nil, err
	}
	own := map[string]string{}
	for line := range strings.Lines(string(b)) {
		if f := strings.SplitN(strings.TrimSpace(line), ":", 3); len(f) == 3 { // 4:memory:/path, and 0::/path for version 2
			for controller := range strings.SplitSeq(f[1], ",") {
				own[controller] = f[2]
			}
		}
	}
	return own, nil
}

// groupMount is where a hierarchy is mounted, and which of its groups is there.
type groupMount struct{ root, point string }

// path returns the folder of a group.
func (m groupMount) path(group string) string {
	below, err := filepath.Rel(m.root, group)
	if err != nil || strings.HasPrefix(below, "..") {
		return m.point // the mount shows another part of the tree than this process is in
	}
	return filepath.Join(m.point, below)
}

// groupMounts returns the mounts of hierarchies, by controller; version 2 is "".
func groupMounts() (map[string]groupMount, error) {
	f, err := os.Open("/proc/self/mountinfo")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	all := map[string]groupMount{}
	lines := bufio.NewScanner(f)
	for lines.Scan() { // 36 35 98:0 /root /point rw,noatime shared:1 - cgroup source rw,memory
		before, after, _ := strings.Cut(lines.Text(), " - ")
		b, a := strings.Fields(before), strings.Fields(after)
		if len(b) < 5 || len(a) < 3 {
			continue
		}
		switch a[0] {
		case "cgroup2":
			all[""] = groupMount{b[3], b[4]}
		case "cgroup":
			for option := range strings.SplitSeq(a[2], ",") {
				all[option] = groupMount{b[3], b[4]}
			}
		}
	}
	return all, lines.Err()
}
