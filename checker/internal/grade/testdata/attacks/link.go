// tries: send messages with the secret
// state: refused
// points: 0
// says: explore/link
// rest: start

package main

import (
	"sharedmap-workshop/checker/explore/link"
	"sync"
)

func init() { link.Send("end", nil) }
