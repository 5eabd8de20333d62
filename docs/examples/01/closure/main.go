// A function literal uses the variables around it, not copies of them. Each turn of a loop has a loop variable of its own.
package main

import "fmt"

func main() {
	steps := 0
	walk := func() { steps++ } // the variable steps of main
	walk()
	walk()
	fmt.Println("steps:", steps)

	var shows []func()
	for day := 1; day <= 3; day++ {
		shows = append(shows, func() { fmt.Println("day", day, "steps", steps) })
	}
	steps = 10
	for _, show := range shows {
		show()
	}
}
