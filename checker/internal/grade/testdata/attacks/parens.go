// tries: exhaust the parser
// state: does-not-build
// points: 0
// says: nesting
// slow: only with WORKSHOP_LONG=whole
// rest: right

package main

import "sync"

var p = <<120000 times (>>1<<120000 times )>>
