package proc

import (
	"os"
	"os/exec"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

// osGroup is the job object that holds the command and all processes that it starts. Windows ends them when the last handle of the job is
// closed, so they end with the checker even if the checker is killed.
type osGroup struct{ job windows.Handle }

// foregroundGroup returns the same kind of group as for any command. A command without a process group of its own gets Ctrl-C from the
// console.
func foregroundGroup() osGroup { return osGroup{} }

// ownGroup puts the command into a process group of its own, which does not get Ctrl-C. The checker gets Ctrl-C and ends the job.
func ownGroup(cmd *exec.Cmd) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.CreationFlags |= windows.CREATE_NEW_PROCESS_GROUP
}

// open puts the process into a job. If that fails, as it does for a process in an old kind of job, only the process itself is ended.
func (s *osGroup) open(p *os.Process) {
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
		_ = windows.CloseHandle(job) // the job is empty
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

// interrupt sends Ctrl-Break, which Go programs receive as os.Interrupt. Windows cannot send Ctrl-C to one process group.
func (s *osGroup) interrupt(p *os.Process) error {
	return windows.GenerateConsoleCtrlEvent(windows.CTRL_BREAK_EVENT, uint32(p.Pid))
}

func (s *osGroup) kill(p *os.Process) error {
	if s.job == 0 {
		return p.Kill()
	}
	return windows.TerminateJobObject(s.job, 1)
}

func (s *osGroup) end(*os.Process, bool) {
	if s.job != 0 {
		_ = windows.CloseHandle(s.job) // closing the job ends the processes that are left
	}
}

// waitExited waits until the process has exited. The id cannot belong to another process, because the command still holds a handle.
func waitExited(pid int) bool {
	process, err := windows.OpenProcess(windows.SYNCHRONIZE, false, uint32(pid))
	if err != nil {
		return false
	}
	defer windows.CloseHandle(process)
	state, err := windows.WaitForSingleObject(process, windows.INFINITE)
	return err == nil && state == windows.WAIT_OBJECT_0
}
