//go:build linux

// Attacks is a bank of attacks on what a program's sandbox protects. Its arguments are the attack's name and the target as JSON. It prints
// "reached" if it reached what it must not reach, and else what stopped it.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"syscall"
)

// target is what the attacks try to reach.
type target struct {
	Inside, Outside     string // a folder that may be written, and one that may not be read
	TCP, UDP, Unix, Abs string // addresses of listeners: Abs is an abstract Unix socket's
	Victim              int    // a process of the same user
}

func main() {
	var t target
	if err := json.Unmarshal([]byte(os.Args[2]), &t); err != nil {
		fmt.Println(err)
		os.Exit(2)
	}
	for _, bank := range []map[string]func(target) error{network(), files(), processes(), kernel(), resources()} {
		if attack, known := bank[os.Args[1]]; known {
			if err := attack(t); err != nil {
				fmt.Println(err)
				os.Exit(1)
			}
			fmt.Println("reached")
			return
		}
	}
	fmt.Println("unknown attack")
	os.Exit(2)
}

// call makes a system call.
func call(number uintptr, args ...uintptr) error {
	var a [6]uintptr
	copy(a[:], args)
	if _, _, e := syscall.Syscall6(number, a[0], a[1], a[2], a[3], a[4], a[5]); e != 0 {
		return e
	}
	return nil
}
