// tries: reach the network by UDP
// state: refused
// points: 0
// says: \"net\"
// rest: start

package main

import (
	"net"
	"sync"
)

func init() { net.Dial("udp", "127.0.0.1:53") }
