// It prints 0 in some runs and 1 in others.
package main

import (
	"fmt"
	"math/rand/v2"
)

func main() {
	fmt.Println(rand.IntN(2))
}
