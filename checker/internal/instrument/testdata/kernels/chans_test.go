package kernels

import (
	"context"
	"sync"
	"testing"
	"time"
)

// A goroutine sends while it holds a lock that the receiver needs.

func TestSendHoldingBug(t *testing.T) {
	var mu sync.Mutex
	c := make(chan int)
	together(func() {
		mu.Lock()
		c <- 1
		mu.Unlock()
	}, func() {
		mu.Lock()
		mu.Unlock()
		<-c
	})
}

func TestSendHoldingRight(t *testing.T) {
	var mu sync.Mutex
	c := make(chan int)
	together(func() {
		mu.Lock()
		mu.Unlock()
		c <- 1
	}, func() {
		mu.Lock()
		mu.Unlock()
		<-c
	})
}

// The receiver of a result gives up, and the sender blocks forever.

func fetch(c chan int, d time.Duration) int {
	go func() { c <- 1 }()
	select {
	case v := <-c:
		return v
	case <-time.After(d):
		return 0
	}
}

func TestTimeoutLeakBug(t *testing.T)   { fetch(make(chan int), time.Second) }
func TestTimeoutLeakRight(t *testing.T) { fetch(make(chan int, 1), time.Second) }

// A producer whose consumer has been cancelled.

func produce(ctx context.Context, out chan<- int, heed bool) {
	for i := 0; i < 3; i++ {
		if !heed {
			out <- i
			continue
		}
		select {
		case out <- i:
		case <-ctx.Done():
			return
		}
	}
}

func consume(heed bool) {
	ctx, cancel := context.WithCancel(context.Background())
	out := make(chan int)
	go produce(ctx, out, heed)
	go cancel()
	for {
		select {
		case <-out:
		case <-ctx.Done():
			return
		}
	}
}

func TestCancelledConsumerBug(t *testing.T)   { consume(false) }
func TestCancelledConsumerRight(t *testing.T) { consume(true) }

// A loop over a channel that is never closed.

func gather(closing bool) (sum int) {
	c := make(chan int)
	var wg sync.WaitGroup
	for i := 1; i <= 2; i++ {
		i := i
		wg.Add(1)
		go func() {
			defer wg.Done()
			c <- i
		}()
	}
	if closing {
		go func() {
			wg.Wait()
			close(c)
		}()
	}
	for v := range c {
		sum += v
	}
	return sum
}

func TestNeverClosedBug(t *testing.T) { gather(false) }
func TestNeverClosedRight(t *testing.T) {
	if n := gather(true); n != 3 {
		t.Error(n)
	}
}

// Only the first error is received, and the other sender blocks forever.

func firstError(size int) error {
	c := make(chan error, size)
	for i := 0; i < 2; i++ {
		go func() { c <- nil }()
	}
	return <-c
}

func TestFirstErrorBug(t *testing.T)   { firstError(0) }
func TestFirstErrorRight(t *testing.T) { firstError(2) }

// A stop signal is lost, because no goroutine receives yet.

func TestLostStopBug(t *testing.T) {
	stop := make(chan struct{})
	done := make(chan struct{})
	go func() {
		defer close(done)
		<-stop
	}()
	select {
	case stop <- struct{}{}:
	default:
	}
	<-done
}

func TestLostStopRight(t *testing.T) {
	stop := make(chan struct{}, 1)
	done := make(chan struct{})
	go func() {
		defer close(done)
		<-stop
	}()
	select {
	case stop <- struct{}{}:
	default:
	}
	<-done
}

// Two goroutines send to each other on two channels before they receive.

func TestCrosswiseBug(t *testing.T) {
	a, b := make(chan int), make(chan int)
	together(func() { a <- 1; <-b }, func() { b <- 1; <-a })
}

func TestCrosswiseRight(t *testing.T) {
	a, b := make(chan int), make(chan int)
	together(func() { a <- 1; <-b }, func() { <-a; b <- 1 })
}

// A send on a channel that another goroutine closes.

func TestSendOnClosedBug(t *testing.T) {
	c := make(chan int, 1)
	together(func() { c <- 1 }, func() { close(c) })
}

func TestSendOnClosedRight(t *testing.T) {
	c, stop := make(chan int, 1), make(chan struct{})
	together(func() {
		select {
		case c <- 1:
		case <-stop:
		}
	}, func() { close(stop) })
}

// A channel that was never made.

type worker struct{ jobs chan int }

func TestNilChannelBug(t *testing.T) {
	w := &worker{}
	go func() { w.jobs <- 1 }()
}

func TestNilChannelRight(t *testing.T) {
	w := &worker{jobs: make(chan int, 1)}
	go func() { w.jobs <- 1 }()
}

// Two goroutines check that a value is in the channel, then both receive.

func TestLenThenReceiveBug(t *testing.T) {
	c := make(chan int, 1)
	c <- 1
	take := func() {
		if len(c) > 0 {
			<-c
		}
	}
	together(take, take)
}

func TestLenThenReceiveRight(t *testing.T) {
	c := make(chan int, 1)
	c <- 1
	take := func() {
		select {
		case <-c:
		default:
		}
	}
	together(take, take)
}

// A channel is used as a lock, but its capacity is one too large.

func slots(t *testing.T, n int) {
	free := make(chan struct{}, n)
	inside := 0
	var mu sync.Mutex
	enter := func() {
		free <- struct{}{}
		mu.Lock()
		inside++
		if inside > 1 {
			t.Error("two inside")
		}
		mu.Unlock()
		mu.Lock()
		inside--
		mu.Unlock()
		<-free
	}
	together(enter, enter)
}

func TestTwoPlacesBug(t *testing.T)   { slots(t, 2) }
func TestTwoPlacesRight(t *testing.T) { slots(t, 1) }

// Work is taken after the stop, because both cases of the select are ready.

func afterStop(t *testing.T, look bool) {
	work, stop := make(chan int, 1), make(chan struct{})
	work <- 1
	close(stop)
	if look {
		select {
		case <-stop:
			return
		default:
		}
	}
	select {
	case <-stop:
	case <-work:
		t.Error("work after the stop")
	}
}

func TestWorkAfterStopBug(t *testing.T)   { afterStop(t, false) }
func TestWorkAfterStopRight(t *testing.T) { afterStop(t, true) }

// A semaphore slot is not released after an error.

func places(leak bool) {
	free := make(chan struct{}, 1)
	job := func(fail bool) {
		free <- struct{}{}
		if fail && leak {
			return
		}
		<-free
	}
	together(func() { job(true) }, func() { job(false) })
}

func TestPlaceNotGivenBackBug(t *testing.T)   { places(true) }
func TestPlaceNotGivenBackRight(t *testing.T) { places(false) }

// A goroutine waits for ticks forever.

func ticking(stop bool) {
	tick := time.NewTicker(time.Second)
	done := make(chan struct{})
	go func() {
		for {
			select {
			case <-tick.C:
			case <-done:
				return
			}
		}
	}()
	if stop {
		tick.Stop()
		close(done)
	}
}

func TestTickerLeftBug(t *testing.T)   { ticking(false) }
func TestTickerLeftRight(t *testing.T) { ticking(true) }

// The reader of a pipeline stops early.

func pipeline(ctx context.Context) {
	c := make(chan int)
	go func() {
		defer close(c)
		for i := 0; i < 3; i++ {
			select {
			case c <- i:
			case <-ctx.Done():
				return
			}
		}
	}()
	<-c
}

func TestReaderLeavesBug(t *testing.T) { pipeline(context.Background()) }
func TestReaderLeavesRight(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	pipeline(ctx)
}

// Only one of two waits has a deadline.

func TestDeadlineUnheededBug(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	req, reply := make(chan int), make(chan int)
	go func() {
		<-req
		<-ctx.Done()
	}()
	req <- 1
	<-reply
}

func TestDeadlineUnheededRight(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	req, reply := make(chan int), make(chan int)
	go func() {
		<-req
		<-ctx.Done()
	}()
	req <- 1
	select {
	case <-reply:
	case <-ctx.Done():
	}
}

// A goroutine stops a timer, and then receives from its channel.

func TestStoppedTimerBug(t *testing.T) {
	timer := time.NewTimer(time.Second)
	together(func() {
		timer.Stop()
		<-timer.C
	})
}

func TestStoppedTimerRight(t *testing.T) {
	timer := time.NewTimer(time.Second)
	together(func() {
		if !timer.Stop() {
			select {
			case <-timer.C:
			default:
			}
		}
	})
}
