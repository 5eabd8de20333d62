// Package time stands in for the parts of time that wait. When a timer fires is a choice.
package time

import (
	"time"

	"sharedmap-workshop/checker/explore/rt"
)

// Sleep stands in for time.Sleep.
func Sleep(d time.Duration) {
	g := rt.Enter()
	switch {
	case g == nil:
		time.Sleep(d)
	case d <= 0:
		g.Yield()
	default:
		g.Sleep(d)
	}
}

// Now stands in for time.Now.
func Now() time.Time {
	if g := rt.Enter(); g != nil {
		g.Now()
	}
	return time.Now()
}

// Since stands in for time.Since.
func Since(t time.Time) time.Duration { return Now().Sub(t) }

// Until stands in for time.Until.
func Until(t time.Time) time.Duration { return t.Sub(Now()) }

// After stands in for time.After.
func After(d time.Duration) <-chan time.Time { return NewTimer(d).C }

// Tick stands in for time.Tick.
func Tick(d time.Duration) <-chan time.Time {
	if d <= 0 {
		return nil
	}
	return NewTicker(d).C
}
