// tries: reach a Unix socket
// state: refused
// points: 0
// says: \"net\"
// rest: start

package main

import (
	"net"
	"sync"
)

func init() { net.Dial("unix", "/var/run/docker.sock") }
