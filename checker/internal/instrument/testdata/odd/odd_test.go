package odd

import (
	crand "crypto/rand"
	"fmt"
	"log"
	"net"
	"os"
	"os/exec"
	"sync"
	"testing"
	"testing/synctest"
)

var sink int

func TestEndless(t *testing.T) {
	for i := 0; ; i++ {
		if i < 0 {
			sink = i
		}
	}
}

func TestSpawns(t *testing.T) {
	var f func()
	f = func() {
		go f()
		go f()
	}
	f()
}

func TestRandom(t *testing.T) {
	var b [1]byte
	crand.Read(b[:])
	var mu sync.Mutex
	n := 0
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			n++
		})
	}
	wg.Wait()
	if b[0]%2 == 0 {
		t.Error("heads")
	}
}

func TestSkipped(t *testing.T) { t.Skip("not today") }

type store interface{ load() string }

type onDisk struct{}

func (onDisk) load() string {
	b, _ := os.ReadFile("odd_test.go")
	return string(b)
}

func open(s store) string { return s.load() }

func TestFileFarAway(t *testing.T) { open(onDisk{}) }

func TestServes(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err == nil {
		l.Close()
	}
}

// A test that only prints, or only uses types of package net, can be explored.

func TestPrints(t *testing.T) {
	fmt.Fprintln(os.Stderr, net.ParseIP("127.0.0.1").String())
	log.SetOutput(os.Stderr)
	log.Println(os.Getenv("HOME"))
}

func TestProcess(t *testing.T) { _ = exec.Command("true").Run() }

func TestSubtests(t *testing.T) {
	for _, name := range []string{"one", "two"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if name == "two" {
				t.Fatal("second")
			}
		})
	}
}

func TestStack(t *testing.T) {
	var f func(int) int
	f = func(n int) int { return f(n+1) + 1 }
	f(0)
}

func TestBubble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		done := make(chan int, 1)
		go func() { done <- 1 }()
		synctest.Wait()
		select {
		case <-done:
		default:
			t.Error("waited for nothing")
		}
	})
}

func TestFine(t *testing.T) {
	var wg sync.WaitGroup
	defer wg.Wait()
	wg.Add(1)
	go wg.Done()
	t.Cleanup(func() { sink++ })
	t.Logf("%s %v", t.Name(), t.Context())
	_ = t.TempDir()
}
