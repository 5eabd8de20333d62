package goout

import (
	"slices"
	"strings"
)

// A blockResult is what a block reports about a line that it was given.
type blockResult int

const (
	continueBlock blockResult = iota // the block continues
	endBlock                         // the block ended before this line
	endConsumed                      // the block ends with this line
)

// A block reads lines that belong together, such as a race report or a crash.
type block interface {
	feed(line string) blockResult
	findings() []Finding
}

// Limits that bound the memory for any input.
const (
	maxFindings = 1000 // findings of one stream
	maxDepth    = 4    // how many blocks may interrupt one another
)

// A stream reads the output of one process, or of several processes one after the other.
type stream struct {
	blocks     []block // the last block reads the lines; it interrupted those before it
	tests      tests
	build      build
	seen       map[string]int // index in found by Finding.key
	found      []Finding
	exit       exitReport
	killed     string // the line of go test that it had to kill the test
	pending    pendingPanic
	last       string // the line before
	lastText   string // the last line with text that belongs to no block, as a program prints before it ends itself
	sentences  bool   // the output has lines that begin like a crash and are none
	attributed int    // how many findings came before the last test's verdict
	packaged   int    // how many findings came before the last package's verdict
	following  bool   // a Follower takes the findings
	fresh      []int  // the indexes in found that the Follower has not taken yet
}

func newStream() *stream { return &stream{seen: map[string]int{}} }

// line gives the line to the current block, to a new block that the line starts, or to feedOutsideBlocks.
func (s *stream) line(line string) {
	if s.canSkip(line) || s.startBlock(line) {
		return
	}
	for len(s.blocks) > 0 {
		switch s.top().feed(line) {
		case continueBlock:
			return
		case endConsumed:
			s.pop()
			return
		case endBlock:
			s.pop()
		}
	}
	s.feedOutsideBlocks(line)
}

// canSkip reports whether the line cannot mean anything here, as most lines of a long output. It makes long outputs
// fast.
func (s *stream) canSkip(line string) bool {
	if len(s.blocks) > 0 || s.tests.last != nil || s.build.last != nil || s.pending.message != "" {
		return false
	}
	if line != "" && (hasKnownFirstByte(line) || containsKeyword(line) || mayOpenLiteral(line) || strings.HasPrefix(line, "package ")) {
		return false
	}
	s.last = line
	if line != "" {
		s.lastText = line
	}
	return true
}

// hasKnownFirstByte reports whether the line begins like one of the lines that the parsers recognise.
func hasKnownFirstByte(line string) bool {
	switch line[0] {
	case ' ', '\t', '#', '=', '-', 'F', 'P', 'o', 'e', 's', 'g', 'c', 'v', 'S', '*', 0x16, 0xe2:
		return true
	}
	return false
}

// containsKeyword reports whether the line contains a word that the parsers look for.
func containsKeyword(line string) bool {
	for _, m := range [...]string{".go:", "panic", "goroutine", "fatal", "RACE", "unexpected ", "--- ", "illed", "xit ", "xited ", "rror 1", "by signal ", "=<", "POTENTIAL DEADLOCK", "OutOfMemory", "emory quota ", "pthread_create", "ThreadSanitizer", "main_main", "ndefined ", "error: ", "/ld: ", "SIG", "Exception 0x"} {
		if strings.Contains(line, m) {
			return true
		}
	}
	return false
}

// top returns the current block.
func (s *stream) top() block { return s.blocks[len(s.blocks)-1] }

// startBlock starts a block if the line is the first line of one.
func (s *stream) startBlock(line string) bool {
	if len(s.blocks) > 0 {
		if _, ok := s.top().(*literalBlock); ok {
			return false
		}
	}
	var next block
	if b := literalOf(line); b != nil && !s.tests.logs(line) {
		next = b
	} else if strings.HasSuffix(line, raceMark) && !s.tests.logs(line) && !isComment(strings.TrimSuffix(line, raceMark)) {
		next = newRaceBlock()
	} else if l, ok := startLeak(line); ok {
		next = l
	} else if e, ok := startExample(line, s.tests.current); ok {
		next = e
	} else if b, ok := startReport(line); ok {
		next = b
	} else if c, ok := startCrash(line); ok && (s.inGin(c) || !s.inDump(c)) {
		s.pending.complete(c)
		next = c
	} else if c := s.headless(line); c != nil {
		next = c
	} else if r := s.headlessRace(line); r != nil {
		next = r
	} else {
		s.last = line
		return false
	}
	if len(s.blocks) >= maxDepth {
		s.pop()
	}
	s.blocks = append(s.blocks, next)
	return true
}

// dropDumps removes the tracebacks without a reason if another finding has the reason.
func (s *stream) dropDumps() {
	isDump := func(f Finding) bool { return f.Kind == KindUnknown && f.Cause != "" }
	if slices.ContainsFunc(s.found, func(f Finding) bool { return !isDump(f) && f.Kind != KindExit && f.Kind != KindAssertion }) {
		s.found = slices.DeleteFunc(s.found, isDump)
	}
}

// startReport starts the report of a library or a test framework.
func startReport(line string) (block, bool) {
	if b, ok := startProfile(line); ok {
		return b, true
	}
	if b, ok := startGin(line); ok {
		return b, true
	}
	if b, ok := startGinkgo(line); ok {
		return b, true
	}
	if b, ok := startGocheck(line); ok {
		return b, true
	}
	if b, ok := startKlog(line); ok {
		return b, true
	}
	if b, ok := startLockWatch(line); ok {
		return b, true
	}
	return nil, false
}

// inGin gives the message of gin's report to the traceback of another form that follows it, and ends the report.
func (s *stream) inGin(c *crashBlock) bool {
	if len(s.blocks) == 0 || c.message != "" {
		return false
	}
	b, ok := s.top().(*ginBlock)
	if !ok || b.kept {
		return false
	}
	s.pop()
	c.message = b.panicMessage()
	c.kind = Classify(c.message)
	return true
}

// inDump reports whether the line that looks like the start of a crash belongs to the current block: it starts the next
// goroutine of a traceback, or it is one more line of the crash's message.
func (s *stream) inDump(c *crashBlock) bool {
	if len(s.blocks) == 0 {
		return false
	}
	if c.message == "" {
		return true
	}
	now, ok := s.top().(*crashBlock)
	return ok && now.dump.current == nil
}

// pop ends the current block and keeps its findings.
func (s *stream) pop() {
	b := s.top()
	s.blocks = s.blocks[:len(s.blocks)-1]
	found := b.findings()
	switch b := b.(type) {
	case *ginkgoBlock, *gocheckBlock:
		s.tests.reported = s.tests.reported || len(found) > 0
	case *crashBlock:
		if len(found) > 0 && len(b.dump.all) == 0 && b.ended == "" && s.sentences {
			return // one more of the log's sentences about panics
		}
		s.sentences = s.sentences || len(found) == 0 && b.kind != ""
	}
	s.addAll(found)
}

// feedOutsideBlocks handles a line that belongs to no block: build errors, and the test log.
func (s *stream) feedOutsideBlocks(line string) {
	f, ok := s.build.feed(line, s.tests.running())
	s.addAll(f)
	if ok {
		return
	}
	s.addAll(s.tests.feed(line))
	s.attributeRaces()
	s.attributePackage(line)
	s.pending.feed(line)
	if strings.HasPrefix(line, "*** Test killed") {
		s.killed = line
	}
	s.exitLine(line)
}

func (s *stream) addAll(fs []Finding) {
	for _, f := range fs {
		s.add(f)
	}
}

// add keeps a finding. It counts a finding that is already there instead of keeping it twice.
func (s *stream) add(f Finding) {
	if f.Test == "" && (s.tests.verbose || f.Kind == KindLeak || strings.Contains(f.Message, "[recovered")) {
		f.Test = s.tests.current
	}
	if f.Test != "" && len(f.Goroutines) > 0 && f.Kind != KindTimeout && strings.HasPrefix(s.tests.current, f.Test+"/") {
		f.Test = s.tests.current // the stack does not name subtests
	}
	s.tests.markExplained(f.Test)
	key := f.key()
	if i, ok := s.seen[key]; ok {
		s.found[i].Times = max(s.found[i].Times, 1) + 1
		s.freshen(i)
		return
	}
	if len(s.found) >= maxFindings {
		return
	}
	s.seen[key] = len(s.found)
	s.freshen(len(s.found))
	s.found = append(s.found, f)
}

// attributeRaces sets the test of the races that were reported since the last verdict, if the test that just ended
// reports a race.
func (s *stream) attributeRaces() {
	if s.tests.raced == "" {
		return
	}
	for i := s.attributed; i < len(s.found); i++ {
		if s.found[i].Kind == KindDataRace && (s.found[i].Test == "" || strings.HasPrefix(s.tests.raced, s.found[i].Test+"/")) {
			s.found[i].Test = s.tests.raced
		}
	}
	s.attributed, s.tests.raced = len(s.found), ""
}

// finish ends the open blocks and returns all findings.
func (s *stream) finish() []Finding {
	s.endBlocks()
	if len(s.found) == 0 && s.killed != "" {
		s.add(Finding{Kind: KindTimeout, Message: s.killed})
	}
	if len(s.found) == 0 && s.exit.line != "" {
		s.add(s.exitFinding())
	}
	s.dropDumps()
	if len(s.found) == 0 && s.tests.failed {
		s.add(Finding{Kind: KindUnknown})
	}
	return s.found
}
