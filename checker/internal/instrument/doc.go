// Package instrument rewrites a package so that the schedule explorer chooses at each step which goroutine runs next. `x++` becomes a read
// and a write that the explorer sees, `<-ch` becomes a call, and `sync.Mutex` becomes a shim. The build gets the rewritten files through an
// overlay. Nothing is written into the package's folder, and every line keeps its number.
package instrument
