// Package instrument rewrites a package so that the schedule explorer can choose at each step who moves:
// `x++` becomes a read and a write that it sees, `<-ch` a call, `sync.Mutex` a stand-in. The files go in
// through an overlay; nothing is written into the package's folder, and every line keeps its number.
package instrument
