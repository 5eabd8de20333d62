// Package cputime measures the processor time of this process. A limit on a student's program counts processor time, because the time of
// the clock also passes while the machine is busy with other work.
package cputime
