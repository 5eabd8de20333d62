package kernels

import (
	"errors"
	"math/rand"
	randv2 "math/rand/v2"
	"testing"
	"time"
)

// A random number decides whether an error is sent, and no goroutine receives it.

func fails(odds int32) error {
	if rand.Int31n(odds) >= 1 {
		return errors.New("unlucky")
	}
	return nil
}

func errorsSent(room int) {
	go func() {
		errs := make(chan error, room)
		if err := fails(2); err != nil {
			errs <- err
		}
	}()
}

func TestErrorByLotBug(t *testing.T)   { errorsSent(0) }
func TestErrorByLotRight(t *testing.T) { errorsSent(1) }

// Only one random number of a thousand, the largest, causes a failure.

func index(n, last int) {
	room := make([]int, last)
	if i := rand.Intn(n); i < len(room) {
		room[i]++
	} else {
		panic("there is no room for the last")
	}
}

func TestLastOfManyBug(t *testing.T)   { index(1000, 999) }
func TestLastOfManyRight(t *testing.T) { index(1000, 1000) }

// Random choices by the lowest bit of an integer, and by a fraction.

func coins(t *testing.T, wrong bool) {
	if rand.Int()%2 == 1 && rand.Float64() < 0.01 && wrong {
		t.Error("both came up")
	}
}

func TestCoinsBug(t *testing.T)   { coins(t, true) }
func TestCoinsRight(t *testing.T) { coins(t, false) }

// A goroutine sleeps for random times. Random numbers without an influence on the result must not make the search endless.

func jitter(t *testing.T) {
	c := make(chan int)
	go func() {
		defer close(c)
		for i := 0; i < 10; i++ {
			time.Sleep(time.Duration(rand.Intn(100)) * time.Microsecond)
		}
	}()
	<-c
}

func TestJitterRight(t *testing.T) { jitter(t) }

// The functions of math/rand/v2, one of them with a type that the test declares.

type side uint8

func tossed(t *testing.T, sides side) {
	if randv2.N(sides) == 2 && randv2.IntN(1<<40) == 1<<40-1 {
		t.Error("both edges")
	}
}

func TestTossedBug(t *testing.T)   { tossed(t, 3) }
func TestTossedRight(t *testing.T) { tossed(t, 2) }
