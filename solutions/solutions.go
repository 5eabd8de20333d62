// Package solutions holds the published solutions as files, so that checker alike can compare answers with them wherever it runs. The solutions
// themselves are programs in the folders beside this file.
package solutions

import "embed"

// Files is the Go files of all solutions: 01-race/tally.go, and so on.
//
//go:embed */*.go
var Files embed.FS
