// tries: hide a mark in a name
// state: does-not-build
// points: 0
// says: byte order mark
// slow: only with WORKSHOP_LONG=whole
// rest: right

package main

import "sync"

// ﻿ x
var a﻿b int
