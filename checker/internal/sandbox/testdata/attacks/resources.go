//go:build linux

package main

import (
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"time"
)

func resources() map[string]func(target) error {
	return map[string]func(target) error{
		"memory":      memory,
		"memory-once": func(target) error { b := make([]byte, 64<<30); b[len(b)-1] = 1; return touched(b) },
		"stack":       func(target) error { return deep(0) },
		"processor": func(target) error {
			for range 8 {
				go func() {
					for {
					}
				}()
			}
			select {}
		},
		"sleep": func(target) error {
			signal.Ignore()
			time.Sleep(time.Hour)
			return nil
		},
		"output":  func(target) error { return flood(os.Stdout) },
		"errors":  func(target) error { return flood(os.Stderr) },
		"disk":    func(t target) error { return fill(t, 1<<20) },
		"sparse":  func(t target) error { return sparse(t) },
		"entries": func(t target) error { return entries(t) },
		"files": func(t target) error {
			for range 5000 {
				if _, err := os.Open(os.Args[0]); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

func memory(target) error {
	var all [][]byte
	for range 10 << 10 {
		b := make([]byte, 1<<20)
		for i := range b {
			b[i] = 1
		}
		all = append(all, b)
	}
	return touched(all[len(all)-1])
}

func touched(b []byte) error {
	if b[0]+b[len(b)-1] > 100 {
		return fmt.Errorf("impossible")
	}
	return nil
}

func deep(n int) error {
	var b [1 << 16]byte
	b[n%len(b)] = 1
	if err := deep(n + 1); err != nil {
		return err
	}
	return touched(b[:])
}

// flood writes ten gigabytes.
func flood(f *os.File) error {
	block := make([]byte, 1<<20)
	for range 10 << 10 {
		if _, err := f.Write(block); err != nil {
			return err
		}
	}
	return nil
}

// fill writes many files, none of which is large.
func fill(t target, size int) error {
	for i := range 4096 {
		if err := os.WriteFile(filepath.Join(t.Inside, fmt.Sprint("file", i)), make([]byte, size), 0o600); err != nil {
			return err
		}
	}
	return nil
}

func sparse(t target) error {
	f, err := os.Create(filepath.Join(t.Inside, "sparse"))
	if err != nil {
		return err
	}
	return f.Truncate(1 << 40)
}

// entries makes empty files, which cost no bytes but entries.
func entries(t target) error {
	for i := range 1 << 20 {
		f, err := os.Create(filepath.Join(t.Inside, fmt.Sprint("entry", i)))
		if err != nil {
			return err
		}
		_ = f.Close()
	}
	return nil
}
