package report

import (
	"fmt"
	"io"

	"sharedmap-workshop/checker/internal/blame"
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
)

// taughtBy names the lesson that teaches what a pattern is about.
var taughtBy = map[goout.Pattern]string{
	blame.UnguardedCounter: "01-race", blame.SharedMap: "01-race", blame.SliceAppend: "01-race",
	blame.CapturedVariable: "01-race", blame.AddInsideGoroutine: "01-race", blame.ReadBeforeWait: "01-race",
	blame.UnguardedVariable: "01-race", blame.WaitGroupNeverZero: "01-race", blame.WaitGroupNegative: "01-race",
	blame.NilMapWrite: "01-race", blame.TestEnded: "01-race", blame.OneSideAtomic: "01-race",
	blame.OneSideLocked: "02-mutex", blame.UnlockedRead: "02-mutex", blame.DifferentLocks: "02-mutex",
	blame.LockCopied: "02-mutex", blame.WriteUnderRLock: "02-mutex", blame.DoubleLock: "02-mutex",
	blame.LockHeldAtReturn: "02-mutex", blame.LockOrder: "02-mutex", blame.RecursiveRLock: "02-mutex",
	blame.UnlockTwice: "02-mutex", blame.CondWithoutSignal: "02-mutex", blame.LockHeldWaiting: "02-mutex",
	blame.LockHeldSending: "03-channel-map", blame.LockHeldReceiving: "03-channel-map", blame.ReceiverGone: "03-channel-map",
	blame.SenderGone: "03-channel-map", blame.NilChannel: "03-channel-map", blame.NobodyCloses: "04-close-and-context",
	blame.ReplyUnread: "04-close-and-context", blame.CloseTwice: "04-close-and-context",
	blame.SendAfterClose: "04-close-and-context", blame.ContextNotWatched: "04-close-and-context",
}

// why writes the sentence of the finding's pattern and the lesson that teaches it; nothing where no pattern was recognised.
func why(w io.Writer, style term.Style, say *msg.Printer, f goout.Finding) {
	key := "pattern." + string(f.Pattern)
	if f.Pattern == "" || !say.Has(key) {
		return
	}
	fmt.Fprintln(w)
	for _, line := range term.Wrap(say.Say(key), min(style.Column, maxPicture)-4) {
		fmt.Fprintf(w, "  %s\n", line)
	}
	if lesson := taughtBy[f.Pattern]; lesson != "" {
		for _, line := range term.Wrap(say.Say("picture.lesson", "lesson", lesson), min(style.Column, maxPicture)-2) {
			fmt.Fprintf(w, "  %s\n", style.Palette().Dim(line))
		}
	}
}
