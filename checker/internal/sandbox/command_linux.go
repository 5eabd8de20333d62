package sandbox

import (
	"context"
	"fmt"
	"math"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// linkEnv names the link to the shim, which must not open it: the shim contains package link, too. The shim gives the program link.Env.
const linkEnv = "CHECKER_SANDBOX_LINK"

// sigForbidden is the signal that ends a process after a forbidden system call.
const sigForbidden = syscall.SIGSYS

// nobody is the user, and the group, that a stranger's program gets where the checker is root: the kernel's own id for an unknown user.
const nobody = 65534

// strangerID returns the user for strangers' programs, or 0 to keep the checker's. Root of a small container has no other users.
func strangerID() int {
	if os.Geteuid() == 0 && mapped("/proc/self/uid_map", nobody) && mapped("/proc/self/gid_map", nobody) {
		return nobody
	}
	return 0
}

// mapped reports whether an id exists in this user namespace. Each line of the map has the first id inside, the first outside, and how many.
func mapped(file string, id int) bool {
	b, err := os.ReadFile(file)
	if err != nil {
		return false
	}
	for line := range strings.Lines(string(b)) {
		var inside, outside, n int
		if _, err := fmt.Sscan(line, &inside, &outside, &n); err == nil && inside <= id && id < inside+n {
			return true
		}
	}
	return false
}

// namespaces are the clone flags of the layers.
var namespaces = map[Layer]uintptr{
	Userns:  unix.CLONE_NEWUSER,
	Netns:   unix.CLONE_NEWNET,
	Pidns:   unix.CLONE_NEWPID,
	Mountns: unix.CLONE_NEWNS | unix.CLONE_NEWIPC | unix.CLONE_NEWUTS,
}

// command returns the command that starts the shim.
func (b *box) command(ctx context.Context) (*exec.Cmd, error) {
	o := order{
		Layers: b.runner.layers, Path: b.spec.Path, Args: b.spec.Args, Dir: b.spec.dir(), Read: b.spec.Read, Write: slices.Concat(b.spec.Write, b.spec.Cache),
		Tool: b.spec.Tool, Rlimits: b.limits.rlimits(b.spec.Tool, b.runner.has(Userns)),
	}
	if !b.spec.Tool {
		o.User = b.runner.user
	}
	files := []*os.File{b.alive, b.failed}
	if b.group != nil {
		for _, f := range b.group.procs {
			o.Cgroups = append(o.Cgroups, aliveFD+len(files))
			files = append(files, f)
		}
	}
	if b.spec.Task != nil {
		o.Keep = aliveFD + len(files)
	}
	args, err := o.args()
	if err != nil {
		return nil, fmt.Errorf("prepare the sandbox: %w", err)
	}
	cmd := exec.CommandContext(ctx, "/proc/self/exe", args...)
	cmd.Env, cmd.Dir, cmd.ExtraFiles = b.spec.env(), "/", files
	cmd.SysProcAttr = &syscall.SysProcAttr{}
	for _, l := range b.runner.layers {
		cmd.SysProcAttr.Cloneflags |= namespaces[l]
	}
	if b.runner.has(Userns) {
		mapUsers(cmd.SysProcAttr, b.runner.user)
	}
	return cmd, nil
}

// mapUsers makes the shim root inside its user namespace, so that it can set up the other layers. The program has no privileges there.
func mapUsers(attr *syscall.SysProcAttr, stranger int) {
	attr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Geteuid(), Size: 1}}
	attr.GidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getegid(), Size: 1}}
	if stranger != 0 {
		attr.UidMappings = append(attr.UidMappings, syscall.SysProcIDMap{ContainerID: stranger, HostID: stranger, Size: 1})
		attr.GidMappings = append(attr.GidMappings, syscall.SysProcIDMap{ContainerID: stranger, HostID: stranger, Size: 1})
		attr.GidMappingsEnableSetgroups = true // to leave root's groups
	}
}

// prepareFolders gives the folders in which a stranger's program may write to the user as which it runs.
func (r *Runner) prepareFolders(spec Spec) error {
	if r.user == 0 || spec.Tool {
		return nil
	}
	for _, dir := range spec.Write {
		if err := os.Lchown(dir, r.user, r.user); err != nil {
			return err
		}
	}
	return nil
}

// peakOf returns the most memory that the process had, as the kernel counted it, or 0 if that is not known: until a process has executed its own
// program it shares the memory of the one that started it, and the kernel counts that, too. (exec_mmap in Linux's fs/exec.c.)
func peakOf(s *os.ProcessState) int64 {
	u, ok := s.SysUsage().(*syscall.Rusage)
	if !ok || u.Maxrss<<10 <= ownPeak() {
		return 0
	}
	return u.Maxrss << 10
}

// ownPeak returns the most memory that this process has had. Without /proc it is more than any other has.
func ownPeak() int64 {
	status, _ := os.ReadFile("/proc/self/status")
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	if kib, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(strings.SplitN(rest, "\n", 2)[0]), " kB"), 10, 64); err == nil {
		return kib << 10
	}
	return math.MaxInt64
}
