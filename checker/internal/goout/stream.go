package goout

import "strings"

// A verdict is what a block says to a line.
type verdict int

const (
	goOn      verdict = iota // more may follow
	done                     // over; the line is not part of it
	doneTaken                // over, with this line
)

// A block reads lines that belong together: a race report, a crash.
type block interface {
	feed(line string) verdict
	findings() []Finding
}

const (
	maxFindings = 1000
	maxDepth    = 4 // blocks that one may interrupt another
)

// A stream reads the output of one process, or of several one after the other.
type stream struct {
	blocks  []block // the last one reads; those below it were interrupted
	tests   tests
	build   build
	seen    map[string]int // findings that were there already
	found   []Finding
	exit    string
	killed  string // what go test says when it had to kill the test
	pending pendingPanic
	racing  int // findings before the last test's verdict
}

func newStream() *stream { return &stream{seen: map[string]int{}} }

func (s *stream) line(line string) {
	if s.idle(line) || s.open(line) {
		return
	}
	for len(s.blocks) > 0 {
		switch s.top().feed(line) {
		case goOn:
			return
		case doneTaken:
			s.pop()
			return
		case done:
			s.pop()
		}
	}
	s.outside(line)
}

// idle passes over a line that can mean nothing: most lines of a long output are such.
func (s *stream) idle(line string) bool {
	if len(s.blocks) > 0 || s.tests.last != nil || s.build.last != nil || s.pending.message != "" {
		return false
	}
	return line == "" || !startsWithMark(line) && !holdsMark(line)
}

// startsWithMark tells whether a line begins as one that means something does.
func startsWithMark(line string) bool {
	switch line[0] {
	case ' ', '\t', '#', '=', '-', 'F', 'P', 'o', 'e', 's', 'g', 'c', 'v', 'S', '*', 0x16:
		return true
	}
	return false
}

// holdsMark tells whether something that means anything stands in a line.
func holdsMark(line string) bool {
	for _, m := range [...]string{".go:", "panic", "goroutine", "fatal ", "RACE", "SIGQUIT", "unexpected ", "--- "} {
		if strings.Contains(line, m) {
			return true
		}
	}
	return false
}

func (s *stream) top() block { return s.blocks[len(s.blocks)-1] }

// open starts a block where the line begins one.
func (s *stream) open(line string) bool {
	var next block
	if strings.HasSuffix(line, raceMark) {
		next = newRaceBlock()
	} else if l, ok := startLeak(line); ok {
		next = l
	} else if p, ok := startProfile(line); ok {
		next = p
	} else if c, ok := startCrash(line); ok && !s.inDump(c) {
		s.pending.complete(c)
		next = c
	} else {
		return false
	}
	if len(s.blocks) >= maxDepth {
		s.pop()
	}
	s.blocks = append(s.blocks, next)
	return true
}

// inDump tells whether what looks like the start of a crash is one more goroutine of the block that reads, or one more line of its message.
func (s *stream) inDump(c *crashBlock) bool {
	if len(s.blocks) == 0 {
		return false
	}
	if c.message == "" {
		return true
	}
	now, ok := s.top().(*crashBlock)
	return ok && now.dump.now == nil
}

func (s *stream) pop() {
	b := s.top()
	s.blocks = s.blocks[:len(s.blocks)-1]
	for _, f := range b.findings() {
		s.add(f)
	}
}

func (s *stream) outside(line string) {
	f, ok := s.build.feed(line, s.tests.running())
	s.addAll(f)
	if ok {
		return
	}
	s.addAll(s.tests.feed(line))
	s.blame()
	s.pending.feed(line)
	if strings.HasPrefix(line, "*** Test killed") {
		s.killed = line
	}
	if strings.HasPrefix(line, "exit status ") || strings.HasPrefix(line, "signal: ") {
		s.exit = line
	}
}

func (s *stream) addAll(fs []Finding) {
	for _, f := range fs {
		s.add(f)
	}
}

// add keeps a finding, once.
func (s *stream) add(f Finding) {
	if f.Test == "" && (s.tests.verbose || f.Kind == KindLeak || strings.Contains(f.Message, "[recovered")) {
		f.Test = s.tests.now
	}
	s.tests.tell(f.Test)
	key := f.key()
	if i, ok := s.seen[key]; ok {
		s.found[i].Times = max(s.found[i].Times, 1) + 1
		return
	}
	if len(s.found) >= maxFindings {
		return
	}
	s.seen[key] = len(s.found)
	s.found = append(s.found, f)
}

// blame gives the races that were reported before a test's end to that test, once the test says that it had one.
func (s *stream) blame() {
	if s.tests.raced == "" {
		return
	}
	for i := s.racing; i < len(s.found); i++ {
		if s.found[i].Kind == KindDataRace && s.found[i].Test == "" {
			s.found[i].Test = s.tests.raced
		}
	}
	s.racing, s.tests.raced = len(s.found), ""
}

// finish ends what is still open and returns everything that was found.
func (s *stream) finish() []Finding {
	for len(s.blocks) > 0 {
		s.pop()
	}
	s.addAll(s.build.finish())
	s.addAll(s.tests.finish())
	if len(s.found) == 0 && s.killed != "" {
		s.add(Finding{Kind: KindTimeout, Message: s.killed})
	}
	if len(s.found) == 0 && s.exit != "" {
		s.add(Finding{Kind: KindExit, Message: s.exit})
	}
	if len(s.found) == 0 && s.tests.failed {
		s.add(Finding{Kind: KindUnknown})
	}
	return s.found
}
