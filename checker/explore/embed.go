package explore

import "embed"

// Source holds this package and those below it, for builds in modules that cannot import them.
//
//go:embed *.go cputime/*.go history/*.go link/*.go rt/*.go shim/*/*.go strategy/*.go
var Source embed.FS
