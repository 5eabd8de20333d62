package report

import (
	"fmt"
	"io"

	"sharedmap-workshop/checker/internal/diagnose"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
)

// taughtBy names the lesson that teaches what a pattern is about.
var taughtBy = map[diagnose.Pattern]string{
	diagnose.UnguardedCounter: "01-race", diagnose.SharedMap: "01-race", diagnose.SliceAppend: "01-race",
	diagnose.CapturedVariable: "01-race", diagnose.AddInsideGoroutine: "01-race", diagnose.ReadBeforeWait: "01-race",
	diagnose.UnguardedVariable: "01-race", diagnose.WaitGroupNeverZero: "01-race", diagnose.WaitGroupNegative: "01-race",
	diagnose.NilMapWrite: "01-race", diagnose.TestEnded: "01-race", diagnose.OneSideAtomic: "01-race",
	diagnose.OneSideLocked: "02-mutex", diagnose.UnlockedRead: "02-mutex", diagnose.DifferentLocks: "02-mutex",
	diagnose.LockCopied: "02-mutex", diagnose.WriteUnderRLock: "02-mutex", diagnose.DoubleLock: "02-mutex",
	diagnose.LockHeldAtReturn: "02-mutex", diagnose.LockOrder: "02-mutex", diagnose.RecursiveRLock: "02-mutex",
	diagnose.UnlockTwice: "02-mutex", diagnose.CondWithoutSignal: "02-mutex", diagnose.LockHeldWaiting: "02-mutex",
	diagnose.LockHeldSending: "03-channel-map", diagnose.LockHeldReceiving: "03-channel-map", diagnose.ReceiverGone: "03-channel-map",
	diagnose.SenderGone: "03-channel-map", diagnose.NilChannel: "03-channel-map", diagnose.NobodyCloses: "04-close-and-context",
	diagnose.ReplyUnread: "04-close-and-context", diagnose.CloseTwice: "04-close-and-context",
	diagnose.SendAfterClose: "04-close-and-context", diagnose.ContextNotWatched: "04-close-and-context",
}

// why writes the sentence of the finding's pattern and the lesson that teaches it; nothing where no pattern was recognised.
func why(w io.Writer, style term.Style, say *msg.Printer, f diagnose.Finding) {
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
