package sandbox

import (
	seccomp "github.com/elastic/go-seccomp-bpf"
	"golang.org/x/sys/unix"
)

// rule refuses one system call under conditions on its arguments.
type rule struct {
	call   string
	action seccomp.Action
	when   []seccomp.ArgumentConditions // any of these; within each, all
}

// policy returns the rule as a filter.
func (r rule) policy() seccomp.Policy {
	g := seccomp.SyscallGroup{Action: r.action}
	for _, c := range r.when {
		g.NamesWithCondtions = append(g.NamesWithCondtions, seccomp.NameWithConditions{Name: r.call, Conditions: c})
	}
	return seccomp.Policy{DefaultAction: seccomp.ActionAllow, Syscalls: []seccomp.SyscallGroup{g}}
}

// all is one set of conditions.
func all(c ...seccomp.Condition) seccomp.ArgumentConditions { return c }

// noneOf are the conditions that an argument is none of the values.
func noneOf(argument uint32, values ...uint64) seccomp.ArgumentConditions {
	var c seccomp.ArgumentConditions
	for _, v := range values {
		c = append(c, seccomp.Condition{Argument: argument, Operation: seccomp.NotEqual, Value: v})
	}
	return c
}

// has is the condition that one of the bits is set.
func has(argument uint32, bits uint64) seccomp.Condition {
	return seccomp.Condition{Argument: argument, Operation: seccomp.BitsSet, Value: bits}
}

// lacks is the condition that none of the bits is set.
func lacks(argument uint32, bits uint64) seccomp.Condition {
	return seccomp.Condition{Argument: argument, Operation: seccomp.BitsNotSet, Value: bits}
}

// newNamespaces are the flags of clone that make namespaces.
const newNamespaces = unix.CLONE_NEWNS | unix.CLONE_NEWCGROUP | unix.CLONE_NEWUTS | unix.CLONE_NEWIPC | unix.CLONE_NEWUSER | unix.CLONE_NEWPID | unix.CLONE_NEWNET

// fileCommands are the commands of fcntl that a program may use. Those that send signals to an owner are not among them.
var fileCommands = []uint64{unix.F_DUPFD, unix.F_DUPFD_CLOEXEC, unix.F_GETFD, unix.F_SETFD, unix.F_GETFL, unix.F_SETFL, unix.F_GETLK, unix.F_SETLK, unix.F_SETLKW}

// programRules are the rules for a stranger's program.
func programRules(pid int) []rule {
	self := uint64(pid)
	return []rule{
		{"clone", seccomp.ActionKillProcess, []seccomp.ArgumentConditions{all(lacks(0, unix.CLONE_THREAD)), all(has(0, newNamespaces))}}, // threads, and no processes
		{"kill", seccomp.ActionKillProcess, []seccomp.ArgumentConditions{noneOf(0, self)}},
		{"tgkill", seccomp.ActionKillProcess, []seccomp.ArgumentConditions{noneOf(0, self)}},
		{"mmap", seccomp.ActionKillProcess, []seccomp.ArgumentConditions{
			all(has(2, unix.PROT_EXEC), has(2, unix.PROT_WRITE)),
			all(has(2, unix.PROT_EXEC), has(3, unix.MAP_ANONYMOUS)), // the loader maps a library's code from its file
		}},
		{"mprotect", seccomp.ActionKillProcess, []seccomp.ArgumentConditions{all(has(2, unix.PROT_EXEC))}},
		{"prlimit64", seccomp.ActionErrno, []seccomp.ArgumentConditions{noneOf(0, 0, self)}},
		{"prctl", seccomp.ActionErrno, []seccomp.ArgumentConditions{noneOf(0, unix.PR_SET_VMA, unix.PR_SET_NAME, unix.PR_GET_NAME)}},
		{"fcntl", seccomp.ActionErrno, []seccomp.ArgumentConditions{noneOf(1, fileCommands...)}},
	}
}

// toolRules are the rules for a tool.
var toolRules = []rule{
	{"clone", seccomp.ActionKillProcess, []seccomp.ArgumentConditions{all(has(0, newNamespaces))}},
}
