package goout

import (
	"encoding/json"
	"strings"
)

// An event is one line of the JSON that test2json and go build -json write.
type event struct {
	Action     string
	Package    string
	ImportPath string
	Test       string
	Output     string
}

// parseEvent parses a line such as
// {"Time":"…","Action":"output","Package":"example.com/app","Test":"TestX","Output":"=== RUN   TestX\n"}.
func parseEvent(line string) (*event, bool) {
	if !strings.HasPrefix(line, `{"`) || !strings.HasSuffix(line, "}") || !strings.Contains(line, `"Action":"`) {
		return nil, false
	}
	e := &event{}
	if !e.parseFast(line) {
		*e = event{}
		if json.Unmarshal([]byte(line), e) != nil {
			return nil, false
		}
	}
	return e, e.Action != ""
}

// parseFast parses the form that the go command writes: no blanks, no nested values. It returns false for any other
// form, which encoding/json has to parse.
func (e *event) parseFast(line string) bool {
	rest := line[1:]
	for {
		key, after, ok := quoted(rest)
		if !ok || !strings.HasPrefix(after, ":") {
			return false
		}
		if rest, ok = e.value(key, after[1:]); !ok {
			return false
		}
		if rest == "}" {
			return true
		}
		if !strings.HasPrefix(rest, ",") {
			return false
		}
		rest = rest[1:]
	}
}

// value parses a JSON value at the start of s and stores it in the field of that key.
func (e *event) value(key, s string) (rest string, ok bool) {
	if !strings.HasPrefix(s, `"`) {
		i := strings.IndexAny(s, ",}")
		return s[max(i, 0):], i > 0 && !strings.ContainsAny(s[:i], "{[")
	}
	v, rest, ok := quoted(s)
	switch key {
	case "Action":
		e.Action = v
	case "Package":
		e.Package = v
	case "ImportPath":
		e.ImportPath = v
	case "Test":
		e.Test = v
	case "Output":
		e.Output = v
	}
	return rest, ok
}

// quoted parses a JSON string at the start of s.
func quoted(s string) (v, rest string, ok bool) {
	if !strings.HasPrefix(s, `"`) {
		return "", s, false
	}
	escaped := false
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			escaped = true
			i++
		case '"':
			if !escaped {
				return s[1:i], s[i+1:], true
			}
			v, ok = unescape(s[1:i])
			return v, s[i+1:], ok
		}
	}
	return "", s, false
}

// unescape returns the text of a JSON string. It handles the escapes that are common in test output and leaves strings
// with other escapes to encoding/json.
func unescape(s string) (string, bool) {
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		switch s[i] {
		case 'n':
			b.WriteByte('\n')
		case 't':
			b.WriteByte('\t')
		case 'r':
			b.WriteByte('\r')
		case '"', '\\', '/':
			b.WriteByte(s[i])
		default:
			var v string
			err := json.Unmarshal([]byte(`"`+s+`"`), &v)
			return v, err == nil
		}
	}
	return b.String(), true
}
