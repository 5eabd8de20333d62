package testrecord

import "embed"

// Source is this package, for builds in trees that hold another version of it, or none.
//
//go:embed *.go
var Source embed.FS
