//go:build unix

package intake

import (
	"fmt"
	"io/fs"
	"syscall"
)

// inodeOf returns what names a file on this machine if it has several names, or "".
func inodeOf(info fs.FileInfo) string {
	if s, ok := info.Sys().(*syscall.Stat_t); ok && s.Nlink > 1 && info.Mode().IsRegular() {
		return fmt.Sprint(s.Dev, " ", s.Ino)
	}
	return ""
}
