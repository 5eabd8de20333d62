package proc

import (
	"os"
	"os/exec"
	"strconv"
	"syscall"
)

// inherit passes the write end of the pipe to the command, and its handle in the environment. (Windows does not support ExtraFiles.)
func inherit(cmd *exec.Cmd, w *os.File, variable string) error {
	handle := syscall.Handle(w.Fd())
	if err := syscall.SetHandleInformation(handle, syscall.HANDLE_FLAG_INHERIT, syscall.HANDLE_FLAG_INHERIT); err != nil {
		return err
	}
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.AdditionalInheritedHandles = append(cmd.SysProcAttr.AdditionalInheritedHandles, handle)
	setenv(cmd, variable, strconv.FormatUint(uint64(handle), 10))
	return nil
}
