// One goroutine withdraws money from an account, and the program never gets to its end.
package main

import (
	"fmt"
	"sync"
)

type account struct {
	mu    sync.Mutex // guards cents
	cents int
}

func main() {
	a := &account{cents: 500}
	fmt.Println("withdrawn:", a.withdraw(200))
}

func (a *account) withdraw(cents int) bool {
	a.mu.Lock() // in withdraw
	defer a.mu.Unlock()
	if a.balance() < cents {
		return false
	}
	a.cents -= cents
	return true
}

func (a *account) balance() int {
	a.mu.Lock() // in balance
	cents := a.cents
	a.mu.Unlock()
	return cents
}
