package cli

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"runtime"
)

// errNoDisplay is the error where there is no screen for a browser, as on a machine that is reached by SSH.
var errNoDisplay = errors.New("there is no display")

// openBrowser opens an address in the user's browser. It does not wait for the browser, which stays open when the checker ends.
func openBrowser(ctx context.Context, address string, getenv func(string) string) error {
	name, args, err := browserCommand(runtime.GOOS, getenv)
	if err != nil {
		return err
	}
	if _, err := exec.LookPath(name); err != nil {
		return err
	}
	cmd := exec.CommandContext(context.WithoutCancel(ctx), name, append(args, address)...)
	detach(cmd) // Ctrl-C in this terminal is not for the browser
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start %s: %w", name, err)
	}
	return cmd.Process.Release()
}

// browserCommand returns the program that opens an address in the user's browser, and what stands before the address.
func browserCommand(os string, getenv func(string) string) (name string, args []string, err error) {
	switch {
	case os == "windows":
		return "rundll32", []string{"url.dll,FileProtocolHandler"}, nil
	case os == "darwin":
		return "open", nil, nil
	case getenv("WSL_DISTRO_NAME") != "":
		return "wslview", nil, nil
	case getenv("DISPLAY") == "" && getenv("WAYLAND_DISPLAY") == "" && getenv("BROWSER") == "":
		return "", nil, errNoDisplay
	}
	return "xdg-open", nil, nil
}
