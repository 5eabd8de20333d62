// tries: reach the network by TCP
// state: refused
// points: 0
// says: \"net\"
// rest: start

package main

import (
	"net"
	"sync"
)

func init() { net.Dial("tcp", "127.0.0.1:80") }
