//go:build !unix

package cli

import "os"

// redrawSignals is empty: no signal tells of another size on this platform.
var redrawSignals []os.Signal
