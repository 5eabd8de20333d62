package goout

import "strings"

// tests follows which test is running and keeps what it logged until its verdict is known.
type tests struct {
	now     string // the test that the lines belong to
	pending map[string][]*note
	last    *note
	verdict map[string]bool // tests whose verdict has been printed: failed
	failed  bool            // a FAIL was seen
	order   []string        // failed tests in order
	told    map[string]bool // failed tests that said why
	verbose bool            // `=== RUN` lines say which test runs
	raced   string          // the test that has just said that it had a race
}

// A note is one log line of a test with the lines below it.
type note struct {
	indent int
	file   string
	line   int
	text   []string
	size   int
}

const maxNotes = 50 // log lines of one test that are kept

// tell notes that a test's failure has an explanation.
func (t *tests) tell(name string) {
	if t.told != nil && name != "" {
		t.told[name] = true
	}
}

func (t *tests) running() string { return t.now }

func (t *tests) feed(line string) []Finding {
	trimmed := strings.TrimLeft(line, " ")
	trimmed = strings.TrimLeft(trimmed, "\x16")
	if name, ok := testMark(trimmed); ok {
		found := t.flush()
		t.now, t.last, t.verbose = name, nil, true
		return found
	}
	for _, v := range []string{"--- FAIL: ", "--- PASS: ", "--- SKIP: "} {
		if rest, ok := strings.CutPrefix(trimmed, v); ok {
			name, _, _ := strings.Cut(rest, " (")
			return t.end(name, v == "--- FAIL: ")
		}
	}
	if trimmed == "FAIL" || strings.HasPrefix(line, "FAIL\t") {
		found := t.flush()
		t.failed, t.last = true, nil
		if trimmed != "FAIL" {
			found = append(found, t.silent()...)
		}
		return found
	}
	if strings.HasPrefix(line, "ok  \t") || line == "PASS" {
		found := t.flush()
		t.now, t.last = "", nil
		return found
	}
	return t.log(line)
}

// testMark reads `=== RUN   TestX` and its like.
func testMark(line string) (name string, ok bool) {
	for _, m := range []string{"=== RUN ", "=== CONT ", "=== NAME ", "=== PAUSE "} {
		if rest, ok := strings.CutPrefix(line, m); ok {
			return strings.TrimSpace(rest), true
		}
	}
	return "", false
}

// end takes a test's verdict: what it logged counts if it failed.
func (t *tests) end(name string, failed bool) []Finding {
	if t.verdict == nil {
		t.verdict, t.told = map[string]bool{}, map[string]bool{}
	}
	found := t.flush()
	t.now, t.last = name, nil
	t.verdict[name] = failed
	if !failed {
		delete(t.pending, name)
		return found
	}
	t.failed = true
	t.order = append(t.order, name)
	return found
}

// flush makes findings of what the test that the lines belonged to logged, if it has failed.
func (t *tests) flush() []Finding {
	notes := t.pending[t.now]
	if len(notes) == 0 || !t.verdict[t.now] {
		return nil
	}
	delete(t.pending, t.now)
	return t.assertions(t.now, notes)
}

// silent makes findings of the tests that failed without a word, their own or a subtest's.
func (t *tests) silent() []Finding {
	var found []Finding
	for i, name := range t.order {
		if !t.told[name] && (i+1 == len(t.order) || !strings.HasPrefix(t.order[i+1], name+"/")) && !t.parent(name) {
			found = append(found, Finding{Kind: KindAssertion, Test: name})
		}
	}
	t.order, t.verdict, t.told, t.now = nil, nil, nil, ""
	return found
}

func (t *tests) parent(name string) bool {
	for _, other := range t.order {
		if strings.HasPrefix(other, name+"/") {
			return true
		}
	}
	return false
}

// log reads a test's own line: the first of a message, or one below it.
func (t *tests) log(line string) []Finding {
	if t.now == "" {
		return nil
	}
	indent := len(line) - len(strings.TrimLeft(line, " "))
	if n, ok := parseNote(line, indent); ok && (t.last == nil || indent <= t.last.indent) {
		t.keep(n)
		return nil
	}
	if n := t.last; n != nil && (indent > n.indent || line == "") && n.size < maxMessage {
		n.text = append(n.text, line)
		n.size += len(line)
		return nil
	}
	t.last = nil
	return nil
}

func (t *tests) keep(n *note) {
	t.last = n
	if n.file == "testing.go" && strings.HasPrefix(n.text[0], "race detected during execution of test") && t.verdict != nil {
		t.raced, t.told[t.now] = t.now, true
	}
	if t.pending == nil {
		t.pending = map[string][]*note{}
	}
	if len(t.pending[t.now]) < maxNotes && len(t.pending) < maxFindings {
		t.pending[t.now] = append(t.pending[t.now], n)
	}
}

// parseNote reads `    count_test.go:12: got 3`.
func parseNote(line string, indent int) (*note, bool) {
	i := strings.Index(line, ".go:")
	if indent < 4 || i < 0 {
		return nil, false
	}
	n := &note{indent: indent, file: line[indent : i+3]}
	var rest string
	n.line, rest = number(line[i+4:])
	if n.line == 0 || !strings.HasPrefix(rest, ":") || strings.ContainsAny(n.file, " \t/\\\"") {
		return nil, false
	}
	n.text = []string{strings.TrimPrefix(rest[1:], " ")}
	return n, true
}

// finish makes findings of what failed tests logged after their verdict.
func (t *tests) finish() []Finding {
	var found []Finding
	for _, name := range t.order {
		found = append(found, t.assertions(name, t.pending[name])...)
	}
	if len(found) == 0 {
		found = t.silent()
	}
	return found
}
