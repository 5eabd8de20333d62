package proc

import (
	"os"
	"os/exec"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

// system is the job object that holds the command and all that it starts. The system ends them when the job's last handle is closed, so they die with the
// checker, however that dies.
type system struct{ job windows.Handle }

// foreground is a job like any other; without a group of its own the command gets Ctrl-C from the console.
func foreground() system { return system{} }

// ownGroup gives the command a group of its own, to which Ctrl-C does not go: the checker gets it, and ends the job.
func ownGroup(cmd *exec.Cmd) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.CreationFlags |= windows.CREATE_NEW_PROCESS_GROUP
}

// open puts the process into a job. Without a job, which a process in an old kind of job cannot have, the process alone is ended.
func (s *system) open(p *os.Process) {
	job, err := windows.CreateJobObject(nil, nil)
	if err != nil {
		return
	}
	var limits windows.JOBOBJECT_EXTENDED_LIMIT_INFORMATION
	limits.BasicLimitInformation.LimitFlags = windows.JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE
	_, err = windows.SetInformationJobObject(job, windows.JobObjectExtendedLimitInformation, uintptr(unsafe.Pointer(&limits)), uint32(unsafe.Sizeof(limits)))
	if err == nil {
		err = assign(job, p.Pid)
	}
	if err != nil {
		_ = windows.CloseHandle(job) // nothing is in it
		return
	}
	s.job = job
}

// assign puts a process into a job.
func assign(job windows.Handle, pid int) error {
	process, err := windows.OpenProcess(windows.PROCESS_SET_QUOTA|windows.PROCESS_TERMINATE, false, uint32(pid))
	if err != nil {
		return err
	}
	defer windows.CloseHandle(process)
	return windows.AssignProcessToJobObject(job, process)
}

// interrupt sends Ctrl-Break, which Go programs take as os.Interrupt: Ctrl-C cannot be sent to one group.
func (s *system) interrupt(p *os.Process) error {
	return windows.GenerateConsoleCtrlEvent(windows.CTRL_BREAK_EVENT, uint32(p.Pid))
}

func (s *system) kill(p *os.Process) error {
	if s.job == 0 {
		return p.Kill()
	}
	return windows.TerminateJobObject(s.job, 1)
}

func (s *system) end(*os.Process, bool) {
	if s.job != 0 {
		_ = windows.CloseHandle(s.job) // this ends what is left
	}
}

// awaitEnd waits until the process has ended. The command still holds it, so its number is its own.
func awaitEnd(pid int) bool {
	process, err := windows.OpenProcess(windows.SYNCHRONIZE, false, uint32(pid))
	if err != nil {
		return false
	}
	defer windows.CloseHandle(process)
	state, err := windows.WaitForSingleObject(process, windows.INFINITE)
	return err == nil && state == windows.WAIT_OBJECT_0
}
