package blame

import "sharedmap-workshop/checker/internal/goout"

// The patterns that Explain recognises.
const (
	UnguardedCounter   goout.Pattern = "unguarded-counter"    // several goroutines count a variable without a lock
	SharedMap          goout.Pattern = "shared-map"           // several goroutines use a map without a lock
	SliceAppend        goout.Pattern = "slice-append"         // several goroutines append to one slice
	CapturedVariable   goout.Pattern = "captured-variable"    // a goroutine uses a variable of the function around it, which changes it
	OneSideLocked      goout.Pattern = "one-side-locked"      // one access holds a lock, the other one holds none
	UnlockedRead       goout.Pattern = "unlocked-read"        // the writer holds a lock, the reader holds none
	DifferentLocks     goout.Pattern = "different-locks"      // the accesses hold different locks
	LockCopied         goout.Pattern = "lock-copied"          // the lock is in a copy, such as a value receiver
	WriteUnderRLock    goout.Pattern = "write-under-rlock"    // a write holds only a read lock
	AddInsideGoroutine goout.Pattern = "add-inside-goroutine" // a goroutine calls WaitGroup.Add itself, so Wait may come first
	AddAfterGo         goout.Pattern = "add-after-go"         // Add comes behind the go statement, so Done may come before it
	ReadBeforeWait     goout.Pattern = "read-before-wait"     // a result is read before the goroutine has finished
	DoubleLock         goout.Pattern = "double-lock"          // a goroutine locks a mutex that it holds
	LockHeldAtReturn   goout.Pattern = "lock-held-at-return"  // a function returns without unlocking
	LockOrder          goout.Pattern = "lock-order"           // goroutines take locks in different orders
	LockHeldSending    goout.Pattern = "lock-held-sending"    // a goroutine waits in a send and holds a lock that others wait for
	LockHeldReceiving  goout.Pattern = "lock-held-receiving"  // a goroutine waits in a receive and holds a lock that others wait for
	LockHeldWaiting    goout.Pattern = "lock-held-waiting"    // a goroutine waits in WaitGroup.Wait or Cond.Wait and holds a lock that others wait for
	RecursiveRLock     goout.Pattern = "recursive-rlock"      // a goroutine read-locks again while a writer waits
	ReceiverGone       goout.Pattern = "receiver-gone"        // a goroutine sends, and no receiver is left
	SenderGone         goout.Pattern = "sender-gone"          // a goroutine receives, and no sender is left
	NobodyCloses       goout.Pattern = "nobody-closes"        // a goroutine ranges over a channel that is never closed
	NilChannel         goout.Pattern = "nil-channel"          // a channel that was never made
	ReplyUnread        goout.Pattern = "reply-unread"         // a reply is sent, and the requester has stopped waiting
	MissingGo          goout.Pattern = "missing-go"           // a function receives from a channel that nobody else has before it returns
	NoReply            goout.Pattern = "no-reply"             // a command was taken, and nobody sends the reply
	CloseTwice         goout.Pattern = "close-twice"          // a channel is closed twice
	SendAfterClose     goout.Pattern = "send-after-close"     // a send may come after the close
	ContextNotWatched  goout.Pattern = "context-not-watched"  // a goroutine with a context waits without a case for the context's end
	CondWithoutSignal  goout.Pattern = "cond-without-signal"  // a goroutine waits in Cond.Wait, and no goroutine is left to signal
	WaitGroupNeverZero goout.Pattern = "waitgroup-never-zero" // more Add than Done
	WaitGroupNegative  goout.Pattern = "waitgroup-negative"   // more Done than Add
	UnlockTwice        goout.Pattern = "unlock-twice"         // an Unlock without a Lock
	UnguardedVariable  goout.Pattern = "unguarded-variable"   // several goroutines use a variable or field without a lock
	OneSideAtomic      goout.Pattern = "one-side-atomic"      // one access is atomic, the other one is not
	TestEnded          goout.Pattern = "test-ended"           // a goroutine uses a test's t after the test has ended
	NilMapWrite        goout.Pattern = "nil-map-write"        // an assignment to an element of a nil map
)

// Patterns returns all patterns in a fixed order.
func Patterns() []goout.Pattern {
	return []goout.Pattern{
		UnguardedCounter, SharedMap, SliceAppend, CapturedVariable, OneSideLocked, UnlockedRead, DifferentLocks, LockCopied,
		WriteUnderRLock, AddInsideGoroutine, AddAfterGo, ReadBeforeWait, DoubleLock, LockHeldAtReturn, LockOrder, LockHeldSending,
		LockHeldReceiving, LockHeldWaiting, RecursiveRLock, ReceiverGone, SenderGone, NobodyCloses, NilChannel, ReplyUnread,
		MissingGo, NoReply, CloseTwice, SendAfterClose, ContextNotWatched, CondWithoutSignal, WaitGroupNeverZero, WaitGroupNegative, UnlockTwice,
		NilMapWrite, TestEnded, UnguardedVariable, OneSideAtomic,
	}
}
