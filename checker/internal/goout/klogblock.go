package goout

import "strings"

// A klogBlock reads a traceback in an entry of a structured log of Kubernetes, which indents it by a tab:
//
//	E0305 10:11:12.131415 1 runtime.go:142] "Observed a panic" panic="boom" stacktrace=<
//		goroutine 213 [running]:
//		…
//	 >
type klogBlock struct {
	message string
	dump    dump
}

// startKlog returns a new klogBlock if the line is the first line of such an entry.
func startKlog(line string) (*klogBlock, bool) {
	if !strings.HasSuffix(line, "stacktrace=<") && !strings.HasSuffix(line, "stack=<") {
		return nil, false
	}
	b := &klogBlock{}
	eachPair(line, func(key, quoted string) bool {
		if key == "panic" || key == "err" && b.message == "" {
			b.message, _, _ = strings.Cut(unquote(quoted), "\n")
		}
		return key != "panic"
	})
	return b, true
}

func (b *klogBlock) feed(line string) blockResult {
	text, ok := strings.CutPrefix(line, "\t")
	switch {
	case ok:
		b.dump.feed(text)
		return continueBlock
	case strings.TrimSpace(line) == ">":
		return endConsumed
	case line == "":
		return continueBlock
	}
	return endBlock
}

// findings returns the panic, if the goroutine panicked.
func (b *klogBlock) findings() []Finding {
	if len(b.dump.all) == 0 || !hasPanic(b.dump.all[0].stack) {
		return nil
	}
	c := crashBlock{message: "panic: " + strings.TrimPrefix(b.message, "panic: "), dump: b.dump, bare: true}
	c.kind = Classify(c.message)
	return c.findings()
}
