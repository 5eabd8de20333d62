// tries: report as the tests report
// state: refused
// points: 0
// says: testrecord
// rest: start

package main

import (
	"sharedmap-workshop/checker/testrecord"
	"sync"
)

func init() { testrecord.Main(nil) }
