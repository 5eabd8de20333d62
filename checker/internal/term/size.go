package term

import (
	"os"

	xterm "golang.org/x/term"
)

// Size returns the width and height of a terminal in columns and lines, or zeros if they are unknown.
func Size(f *os.File) (columns, lines int) {
	columns, lines, err := xterm.GetSize(int(f.Fd()))
	if err != nil {
		return 0, 0
	}
	return columns, lines
}
