package explore

import "embed"

// Source is this package and those below it, for builds in modules that cannot import them.
//
//go:embed *.go rt/*.go link/*.go cputime/*.go xsync/*.go xatomic/*.go xtime/*.go xcontext/*.go xruntime/*.go xrand/*.go xmaphash/*.go xsynctest/*.go
var Source embed.FS
