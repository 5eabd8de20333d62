package diagnose

// Pattern names the mistake behind a finding. The values are stable: they stand in JSON. Empty: not recognised.
type Pattern string

// The patterns that Explain knows.
const (
	UnguardedCounter   Pattern = "unguarded-counter"    // n++ by several goroutines
	SharedMap          Pattern = "shared-map"           // a map that nothing guards
	SliceAppend        Pattern = "slice-append"         // append to a slice that several goroutines share
	CapturedVariable   Pattern = "captured-variable"    // a closure uses a variable of the function around it that changes meanwhile
	OneSideLocked      Pattern = "one-side-locked"      // one access holds a lock, the other none
	UnlockedRead       Pattern = "unlocked-read"        // the writer holds a lock, the reader none
	DifferentLocks     Pattern = "different-locks"      // each side holds a lock, not the same
	LockCopied         Pattern = "lock-copied"          // a value receiver or a copy locks a lock of its own
	WriteUnderRLock    Pattern = "write-under-rlock"    // a reader's lock around a write
	AddInsideGoroutine Pattern = "add-inside-goroutine" // WaitGroup.Add where Wait can come first
	ReadBeforeWait     Pattern = "read-before-wait"     // a result is read before the goroutine has finished
	DoubleLock         Pattern = "double-lock"          // a goroutine locks what it holds
	LockHeldAtReturn   Pattern = "lock-held-at-return"  // a path out of a function forgets to unlock
	LockOrder          Pattern = "lock-order"           // two locks taken in opposite orders
	LockHeldSending    Pattern = "lock-held-sending"    // a send waits while it holds the lock that the receiver needs
	LockHeldReceiving  Pattern = "lock-held-receiving"  // a receive waits while it holds the lock that the sender needs
	LockHeldWaiting    Pattern = "lock-held-waiting"    // a WaitGroup's Wait while it holds the lock that the workers need
	RecursiveRLock     Pattern = "recursive-rlock"      // a second RLock behind a waiting writer
	ReceiverGone       Pattern = "receiver-gone"        // a send that nobody will receive any more
	SenderGone         Pattern = "sender-gone"          // a receive that nobody will send to any more
	NobodyCloses       Pattern = "nobody-closes"        // a range over a channel that nobody closes
	NilChannel         Pattern = "nil-channel"          // a channel that was never made
	ReplyUnread        Pattern = "reply-unread"         // an answer whose asker has left
	CloseTwice         Pattern = "close-twice"          // two closes of one channel
	SendAfterClose     Pattern = "send-after-close"     // a send to a channel that was closed
	ContextNotWatched  Pattern = "context-not-watched"  // a wait that does not look at its context
	CondWithoutSignal  Pattern = "cond-without-signal"  // a Cond.Wait that nobody signals
	WaitGroupNeverZero Pattern = "waitgroup-never-zero" // more Add than Done
	WaitGroupNegative  Pattern = "waitgroup-negative"   // more Done than Add
	UnlockTwice        Pattern = "unlock-twice"         // an Unlock without its Lock
	UnguardedVariable  Pattern = "unguarded-variable"   // a variable or field that nothing guards
	OneSideAtomic      Pattern = "one-side-atomic"      // one access is atomic, the other is not
	TestEnded          Pattern = "test-ended"           // a goroutine uses the test's t after the test has ended
	NilMapWrite        Pattern = "nil-map-write"        // an assignment to a map that was never made
)

// Patterns lists every pattern, in a fixed order.
func Patterns() []Pattern {
	return []Pattern{
		UnguardedCounter, SharedMap, SliceAppend, CapturedVariable, OneSideLocked, UnlockedRead, DifferentLocks, LockCopied,
		WriteUnderRLock, AddInsideGoroutine, ReadBeforeWait, DoubleLock, LockHeldAtReturn, LockOrder, LockHeldSending,
		LockHeldReceiving, LockHeldWaiting, RecursiveRLock, ReceiverGone, SenderGone, NobodyCloses, NilChannel, ReplyUnread,
		CloseTwice, SendAfterClose, ContextNotWatched, CondWithoutSignal, WaitGroupNeverZero, WaitGroupNegative, UnlockTwice,
		NilMapWrite, TestEnded, UnguardedVariable, OneSideAtomic,
	}
}
