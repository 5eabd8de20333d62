//go:build unix

package cli

import (
	"os"
	"syscall"
)

// redrawSignals are the signals after which a page is drawn again: another size, and the end of a stop by Ctrl-Z.
var redrawSignals = []os.Signal{syscall.SIGWINCH, syscall.SIGCONT}
