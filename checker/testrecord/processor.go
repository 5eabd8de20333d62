package testrecord

import (
	"time"

	"sharedmap-workshop/checker/explore/cputime"
)

// ProcessorTime returns the processor time that this process has used. A test that must give up after a while counts it, and never the
// time on the wall, which passes for a process that is not given a processor, too.
func ProcessorTime() time.Duration { return cputime.Used() }
