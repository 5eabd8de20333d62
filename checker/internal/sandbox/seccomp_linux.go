package sandbox

import (
	"os"
	"slices"

	seccomp "github.com/elastic/go-seccomp-bpf"
	"github.com/elastic/go-seccomp-bpf/arch"
	"golang.org/x/sys/unix"
)

// noSuchCall makes a system call fail as on a kernel that does not have it, so that a C library takes the older one.
const noSuchCall = seccomp.ActionErrno | seccomp.Action(unix.ENOSYS)

// loadFilters lists the system calls that this process and its children may make from now on. What is not listed fails with EPERM, and
// what only an attack makes ends the program.
//
// Each rule about arguments is a filter of its own, and the kernel takes the strictest answer of all filters. It must be so: after a
// condition that does not hold, the library (v1.6.0) compares the next names with the argument, and not with the call's number, so that in
// one filter kill(234, 9) would be taken for tgkill.
// The caller has set no_new_privs.
func loadFilters(tool bool) error {
	machine, err := arch.GetInfo("")
	if err != nil {
		return err
	}
	for _, p := range policies(machine, tool, os.Getpid()) {
		if err := seccomp.LoadFilter(seccomp.Filter{Policy: p}); err != nil {
			return err
		}
	}
	return nil
}

// policies returns the filters. The one with the list of calls comes last, because seccomp is not on it. pid is the program's own process id,
// which execve does not change.
func policies(machine *arch.Info, tool bool, pid int) []seccomp.Policy {
	var all []seccomp.Policy
	rules := programRules(pid)
	if tool {
		rules = toolRules
	}
	for _, r := range rules {
		if _, has := machine.SyscallNames[r.call]; has {
			all = append(all, r.policy())
		}
	}
	return append(all, callPolicy(machine, tool))
}

// callPolicy returns the filter with the list of calls.
func callPolicy(machine *arch.Info, tool bool) seccomp.Policy {
	allowed, fatal, refused := programCalls, slices.Concat(attackCalls, processCalls, socketCalls), []string(nil)
	if tool {
		allowed, fatal, refused = slices.Concat(programCalls, toolCalls), attackCalls, socketCalls // a C library asks for a name service
	}
	return seccomp.Policy{DefaultAction: seccomp.ActionErrno, Syscalls: []seccomp.SyscallGroup{
		{Action: seccomp.ActionAllow, Names: known(machine, allowed)},
		{Action: seccomp.ActionKillProcess, Names: known(machine, fatal)},
		{Action: seccomp.ActionErrno, Names: known(machine, refused)},
		{Action: noSuchCall, Names: known(machine, []string{"clone3"})}, // its flags are in memory, where no filter can read them
	}}
}

// known returns the calls that this kind of machine has.
func known(machine *arch.Info, names []string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		_, has := machine.SyscallNames[name]
		return !has
	})
}
