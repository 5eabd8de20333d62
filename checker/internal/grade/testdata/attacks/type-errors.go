// tries: declare a type errors, whose New is not what it seems and would run in the processes of others
// state: does-not-build
// points: 0
// says: errors
// rest: start

package main

import "sync"

type errors string

func (errors) New() error {
	x := 0
	for range 2 {
		go func() {
			for range 300 {
				x++
				var w sync.WaitGroup
				w.Add(1)
				go w.Done()
				w.Wait()
			}
		}()
	}
	return nil
}

var errFirst = errors.New("first")
