package blame

import "sharedmap-workshop/checker/internal/goout"

// The patterns that Explain knows.
const (
	UnguardedCounter   goout.Pattern = "unguarded-counter"    // n++ by several goroutines
	SharedMap          goout.Pattern = "shared-map"           // a map that nothing guards
	SliceAppend        goout.Pattern = "slice-append"         // append to a slice that several goroutines share
	CapturedVariable   goout.Pattern = "captured-variable"    // a closure uses a variable of the function around it that changes meanwhile
	OneSideLocked      goout.Pattern = "one-side-locked"      // one access holds a lock, the other none
	UnlockedRead       goout.Pattern = "unlocked-read"        // the writer holds a lock, the reader none
	DifferentLocks     goout.Pattern = "different-locks"      // each side holds a lock, not the same
	LockCopied         goout.Pattern = "lock-copied"          // a value receiver or a copy locks a lock of its own
	WriteUnderRLock    goout.Pattern = "write-under-rlock"    // a reader's lock around a write
	AddInsideGoroutine goout.Pattern = "add-inside-goroutine" // WaitGroup.Add where Wait can come first
	ReadBeforeWait     goout.Pattern = "read-before-wait"     // a result is read before the goroutine has finished
	DoubleLock         goout.Pattern = "double-lock"          // a goroutine locks what it holds
	LockHeldAtReturn   goout.Pattern = "lock-held-at-return"  // a path out of a function forgets to unlock
	LockOrder          goout.Pattern = "lock-order"           // two locks taken in opposite orders
	LockHeldSending    goout.Pattern = "lock-held-sending"    // a send waits while it holds the lock that the receiver needs
	LockHeldReceiving  goout.Pattern = "lock-held-receiving"  // a receive waits while it holds the lock that the sender needs
	LockHeldWaiting    goout.Pattern = "lock-held-waiting"    // a WaitGroup's Wait while it holds the lock that the workers need
	RecursiveRLock     goout.Pattern = "recursive-rlock"      // a second RLock behind a waiting writer
	ReceiverGone       goout.Pattern = "receiver-gone"        // a send that nobody will receive any more
	SenderGone         goout.Pattern = "sender-gone"          // a receive that nobody will send to any more
	NobodyCloses       goout.Pattern = "nobody-closes"        // a range over a channel that nobody closes
	NilChannel         goout.Pattern = "nil-channel"          // a channel that was never made
	ReplyUnread        goout.Pattern = "reply-unread"         // an answer whose asker has left
	CloseTwice         goout.Pattern = "close-twice"          // two closes of one channel
	SendAfterClose     goout.Pattern = "send-after-close"     // a send to a channel that was closed
	ContextNotWatched  goout.Pattern = "context-not-watched"  // a wait that does not look at its context
	CondWithoutSignal  goout.Pattern = "cond-without-signal"  // a Cond.Wait that nobody signals
	WaitGroupNeverZero goout.Pattern = "waitgroup-never-zero" // more Add than Done
	WaitGroupNegative  goout.Pattern = "waitgroup-negative"   // more Done than Add
	UnlockTwice        goout.Pattern = "unlock-twice"         // an Unlock without its Lock
	UnguardedVariable  goout.Pattern = "unguarded-variable"   // a variable or field that nothing guards
	OneSideAtomic      goout.Pattern = "one-side-atomic"      // one access is atomic, the other is not
	TestEnded          goout.Pattern = "test-ended"           // a goroutine uses the test's t after the test has ended
	NilMapWrite        goout.Pattern = "nil-map-write"        // an assignment to a map that was never made
)

// Patterns lists every pattern, in a fixed order.
func Patterns() []goout.Pattern {
	return []goout.Pattern{
		UnguardedCounter, SharedMap, SliceAppend, CapturedVariable, OneSideLocked, UnlockedRead, DifferentLocks, LockCopied,
		WriteUnderRLock, AddInsideGoroutine, ReadBeforeWait, DoubleLock, LockHeldAtReturn, LockOrder, LockHeldSending,
		LockHeldReceiving, LockHeldWaiting, RecursiveRLock, ReceiverGone, SenderGone, NobodyCloses, NilChannel, ReplyUnread,
		CloseTwice, SendAfterClose, ContextNotWatched, CondWithoutSignal, WaitGroupNeverZero, WaitGroupNegative, UnlockTwice,
		NilMapWrite, TestEnded, UnguardedVariable, OneSideAtomic,
	}
}
