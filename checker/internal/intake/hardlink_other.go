//go:build !unix

package intake

import "io/fs"

// inodeOf returns nothing: this system does not tell.
func inodeOf(fs.FileInfo) string { return "" }
