package sync

import "sharedmap-workshop/checker/explore/rt"

// Once stands in for sync.Once.
type Once struct {
	mu    Mutex
	obj   rt.SyncObject
	done  bool
	inner bool // done under the scheduler: counts in that schedule only
}

// Do calls f the first time. Other calls wait until that call has returned.
func (o *Once) Do(f func()) {
	g := rt.Enter()
	if g != nil && g.Fresh(&o.obj) && o.inner {
		o.done, o.inner = false, false
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.done {
		defer func() { o.done, o.inner = true, g != nil }()
		f()
	}
}

// OnceFunc stands in for sync.OnceFunc.
func OnceFunc(f func()) func() {
	call := OnceValue(func() struct{} { f(); return struct{}{} })
	return func() { call() }
}

// OnceValue stands in for sync.OnceValue.
func OnceValue[T any](f func() T) func() T {
	var once Once
	var value T
	var failed any
	ok := false
	return func() T {
		once.Do(func() {
			defer func() {
				if !ok {
					failed = recover()
				}
			}()
			value = f()
			ok = true
		})
		if !ok {
			panic(failed)
		}
		return value
	}
}

// OnceValues stands in for sync.OnceValues.
func OnceValues[T1, T2 any](f func() (T1, T2)) func() (T1, T2) {
	type pair struct {
		a T1
		b T2
	}
	call := OnceValue(func() pair {
		a, b := f()
		return pair{a, b}
	})
	return func() (T1, T2) {
		p := call()
		return p.a, p.b
	}
}
