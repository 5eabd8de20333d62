// tries: listen by Multipath TCP
// state: refused
// points: 0
// says: \"net\"
// rest: start

package main

import (
	"net"
	"sync"
)

func init() { net.Listen("tcp", "127.0.0.1:0") }
