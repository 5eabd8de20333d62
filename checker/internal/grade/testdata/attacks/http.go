// tries: fetch an answer
// state: refused
// points: 0
// says: net/http
// rest: start

package main

import (
	"net/http"
	"sync"
)

func init() { http.Get("http://127.0.0.1") }
