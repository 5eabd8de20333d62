// tries: have the compiler quote a message of a full disk, which would stop the class
// state: does-not-build
// points: 0
// says: no space left
// rest: right

package main

import "sync"

var x = '"' + "no space left on device" + '"'
