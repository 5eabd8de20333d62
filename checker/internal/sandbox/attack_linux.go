package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"sharedmap-workshop/checker/explore/cputime"
)

// attackName is the argument that makes this program attack what is around it, for Probe.
const attackName = "sandbox-attack"

// target is what an attack tries to reach. All of it belongs to Probe.
type target struct {
	Inside   string // a folder that the program may write
	Outside  string // a folder that it may not, with the file secret in it
	TCP, UDP string // addresses on which Probe listens
	Unix     string // a socket in Outside
	Process  int    // Probe's own process
}

// attacks returns the attacks by name. An attack returns nil if it reached what it must not reach.
func attacks() map[string]func(target) error {
	return map[string]func(target) error{
		"user-namespace":    makeUserns,
		"tcp":               func(t target) error { return dial("tcp", t.TCP) },
		"udp":               func(t target) error { return dial("udp", t.UDP) },
		"unix-socket":       func(t target) error { return dial("unix", t.Unix) },
		"multipath-tcp":     listenMultipath,
		"read-outside":      func(t target) error { return read(filepath.Join(t.Outside, "secret")) },
		"write-outside":     func(t target) error { return os.WriteFile(filepath.Join(t.Outside, "written"), nil, 0o600) },
		"parent-environ":    func(t target) error { return read("/proc/" + strconv.Itoa(t.Process) + "/environ") },
		"parent-memory":     readMemory,
		"signal-parent":     func(t target) error { return unix.Kill(t.Process, 0) },
		"ptrace":            traceNobody,
		"keyring":           func(target) error { return call(unix.SYS_KEYCTL, unix.KEYCTL_GET_KEYRING_ID, specProcessKeyring, 1) },
		"executable-memory": executableMemory,
		"new-process":       func(target) error { return exec.Command("/proc/self/exe", attackName, "nothing", "{}").Run() },
		"outlive":           outlive,
		"many-files":        manyFiles,
		"core-dump":         coreDump,
		"memory":            takeMemory,
		"output":            writeOutput,
		"processor":         func(target) error { return spin(time.Second / 2) },
		"wall":              func(target) error { time.Sleep(time.Minute); return nil },
		"disk":              fillDisk,
		"nothing":           func(target) error { return nil },
		"hold":              hold,
	}
}

// traceNobody asks the kernel to trace a process that does not exist. The answer that there is none shows that the call is allowed. PTRACE_TRACEME would show
// the same, but a thread that is traced stays until its tracer, the thread of Probe that has started this process, waits for it, and Go waits for
// processes only: where the call does not come from the first thread, Probe would wait for ever.
func traceNobody(target) error {
	if err := call(unix.SYS_PTRACE, unix.PTRACE_PEEKDATA, 0, 0); !errors.Is(err, unix.ESRCH) {
		return err
	}
	return nil
}

// specProcessKeyring is KEY_SPEC_PROCESS_KEYRING.
const specProcessKeyring = ^uintptr(1)

// tryAttack makes this process try an attack if the arguments, which are os.Args, ask for one, as Shim does.
func tryAttack(args []string) (code int, ok bool) {
	if len(args) != 4 || args[1] != attackName {
		return 0, false
	}
	var t target
	try, known := attacks()[args[2]]
	if err := json.Unmarshal([]byte(args[3]), &t); err != nil || !known {
		return 2, true
	}
	if err := try(t); err != nil {
		fmt.Println(err)
		return 1, true
	}
	fmt.Println(reached)
	return 0, true
}

// reached is what an attack prints that was not stopped.
const reached = Reached

func call(number, a, b, c uintptr) error {
	if _, _, e := unix.Syscall(number, a, b, c); e != 0 {
		return e
	}
	return nil
}

func dial(network, address string) error {
	c, err := net.DialTimeout(network, address, time.Second)
	if err != nil {
		return err
	}
	defer c.Close()
	_, err = c.Write([]byte("x"))
	return err
}

// listenMultipath opens a Multipath TCP socket, which Landlock's rules for TCP do not restrict.
func listenMultipath(target) error {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM, unix.IPPROTO_MPTCP)
	if errors.Is(err, unix.EPROTONOSUPPORT) || errors.Is(err, unix.ENOPROTOOPT) { // a kernel without it: any other listening socket
		fd, err = unix.Socket(unix.AF_INET, unix.SOCK_STREAM, 0)
	}
	if err != nil {
		return err
	}
	defer unix.Close(fd)
	return unix.Listen(fd, 1)
}

func read(name string) error {
	_, err := os.ReadFile(name)
	return err
}

// readMemory reads a byte of Probe's memory, at the address of one of this program's own, which is the same program.
func readMemory(t target) error {
	f, err := os.Open("/proc/" + strconv.Itoa(t.Process) + "/mem")
	if err != nil {
		return err
	}
	return f.Close()
}

// makeUserns starts a process that is root in a user namespace of its own.
func makeUserns(target) error {
	cmd := exec.Command("/proc/self/exe", attackName, "nothing", "{}")
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: unix.CLONE_NEWUSER}
	return cmd.Run()
}

func executableMemory(target) error {
	b, err := unix.Mmap(-1, 0, os.Getpagesize(), unix.PROT_READ|unix.PROT_WRITE|unix.PROT_EXEC, unix.MAP_ANON|unix.MAP_PRIVATE)
	if err != nil {
		return err
	}
	return unix.Munmap(b)
}

// lockName is the file in target.Inside that a process locks as long as it runs.
const lockName = "lock"

// outlive leaves a process in a session of its own, which holds the lock.
func outlive(t target) error {
	text, err := json.Marshal(t)
	if err != nil {
		return err
	}
	cmd := exec.Command("/proc/self/exe", attackName, "hold", string(text))
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	_, err = io.ReadFull(out, make([]byte, 1)) // it holds the lock now
	return err
}

// hold locks the file, tells so, and waits until somebody kills it.
func hold(t target) error {
	f, err := os.OpenFile(filepath.Join(t.Inside, lockName), os.O_CREATE|os.O_RDWR, 0o666)
	if err != nil {
		return err
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX); err != nil {
		return err
	}
	if _, err := fmt.Fprintln(f, os.Getpid()); err != nil {
		return err
	}
	fmt.Println("x")
	time.Sleep(time.Minute) // Probe ends it much sooner; the minute is for a Probe that was killed
	return f.Close()
}

func manyFiles(target) error {
	for range 10 * maxFiles {
		if _, err := unix.Open("/proc/self/exe", unix.O_RDONLY|unix.O_CLOEXEC, 0); err != nil {
			return err
		}
	}
	return nil
}

// coreDump reports whether a crash of this process could write its memory to a file.
func coreDump(target) error {
	return unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{Cur: 1, Max: 1})
}

// probeMemory is how much memory the attack takes; a third of it is allowed.
const probeMemory = 192 << 20

func takeMemory(target) error {
	b := make([]byte, probeMemory)
	for i := 0; i < len(b); i += os.Getpagesize() {
		b[i] = 1
	}
	time.Sleep(5 * watchEvery) // the memory stays in use
	b[0] = b[len(b)-1]
	return nil
}

func writeOutput(target) error {
	line := make([]byte, 1<<16)
	for range 64 {
		if _, err := os.Stdout.Write(line); err != nil {
			return err
		}
	}
	return nil
}

// spin uses processor time.
func spin(d time.Duration) error {
	for cputime.Used() < d {
	}
	return nil
}

func fillDisk(t target) error {
	f, err := os.Create(filepath.Join(t.Inside, "large"))
	if err != nil {
		return err
	}
	defer f.Close()
	block := make([]byte, 1<<16)
	for range 64 {
		if _, err := f.Write(block); err != nil {
			return err
		}
		time.Sleep(watchEvery / 10)
	}
	return nil
}
