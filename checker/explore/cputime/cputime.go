// Package cputime tells how much processor time this process has used: what a limit on a student's program counts, since the
// time on the wall also passes while the machine is busy with something else.
package cputime
