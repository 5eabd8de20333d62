package goout

import "strings"

// A logField is the field of a line of a structured log that holds a line of a program's output:
// {"log":"panic: boom\n","stream":"stderr"}, or msg="panic: boom" level=error.
type logField struct {
	key    string // the kind of log and the field's name; "" if the line is none
	quoted string // the text as the log spells it
}

// textFields are the names of fields that hold the text of a line.
var textFields = map[string]bool{
	"log": true, "message": true, "msg": true, "MESSAGE": true, "Message": true, "textPayload": true, "line": true, "text": true, "content": true,
	"body": true, "@message": true, "_raw": true,
}

// unwrap returns the text field of a line that is a JSON object or a row of key=value pairs.
func unwrap(line string) logField {
	var w logField
	switch {
	case strings.HasPrefix(line, `{"`) && strings.HasSuffix(line, "}"):
		for depth := 1; depth <= maxNested && w.key == ""; depth++ { // the outer object's text counts first
			eachField(line[1:len(line)-1], depth, func(key, quoted string) bool {
				if textFields[key] {
					w = logField{"{} " + key, quoted}
				}
				return w.key == ""
			})
			if !strings.Contains(line[1:], "{") {
				break
			}
		}
	case strings.HasPrefix(line, yamlText):
		w = logField{"yaml", yamlScalar(line[len(yamlText):])}
	case strings.HasSuffix(line, "}") && strings.Contains(line, `: {"`):
		w = taggedObject(line)
	case strings.HasPrefix(line, "msg=") || strings.Contains(line, " msg="):
		_, rest, _ := strings.Cut(line, "msg=")
		if end := stringEnd(rest); end > 0 {
			w = logField{"logfmt", rest[1 : end-1]}
		} else {
			word, _, _ := strings.Cut(rest, " ")
			w = logField{"logfmt", word}
		}
	}
	return w
}

// yamlText begins the line of a document of YAML that holds a line of a program, as gcloud writes them.
const yamlText = "textPayload: "

// yamlScalar returns the text of a scalar of YAML as JSON would spell it.
func yamlScalar(s string) string {
	switch {
	case len(s) > 1 && strings.HasPrefix(s, `"`) && strings.HasSuffix(s, `"`):
		return s[1 : len(s)-1]
	case len(s) > 1 && strings.HasPrefix(s, "'") && strings.HasSuffix(s, "'"):
		s = strings.ReplaceAll(s[1:len(s)-1], "''", "'")
	}
	return strings.ReplaceAll(s, `\`, `\\`)
}

// taggedObject returns the text field of an object behind a time and a tag, as Fluentd writes it: `kube.shop: {"log":"boom\n"}`.
func taggedObject(line string) (w logField) {
	object := line[strings.Index(line, `: {"`)+len(": "):]
	eachField(object[1:len(object)-1], 1, func(key, quoted string) bool {
		if key == "log" {
			w = logField{"tag " + key, quoted}
		}
		return w.key == ""
	})
	return w
}

// text returns the field's text without its last line end.
func (w logField) text() string { return strings.TrimSuffix(unquote(w.quoted), "\n") }

// firstLine returns the first line of the text.
func (w logField) firstLine() string {
	head, _, _ := strings.Cut(w.quoted, `\n`)
	return tidy(unquote(head))
}

// unquote returns the text of a string's body as JSON or Go spells it. It returns the body of a string that neither of
// them has.
func unquote(body string) string {
	if strings.IndexByte(body, '\\') < 0 {
		return body
	}
	if text, ok := unescape(body); ok {
		return text
	}
	return body
}

// maxNested is how deep the objects of a log line are read, one in another.
const maxNested = 3

// eachField calls visit for each string field of a JSON object's body, and of the objects in it down to a depth, until
// visit returns false. It passes over other values. It returns false if visit did.
func eachField(body string, depth int, visit func(key, quoted string) bool) bool {
	for {
		end := stringEnd(body)
		if end == 0 {
			return true
		}
		key := body[1 : end-1]
		body = strings.TrimLeft(body[end:], " ")
		if !strings.HasPrefix(body, ":") {
			return true
		}
		body = strings.TrimLeft(body[1:], " ")
		if end = stringEnd(body); end > 0 {
			if !visit(key, body[1:end-1]) {
				return false
			}
		} else if end = valueEnd(body); end == 0 {
			return true
		} else if object := strings.TrimRight(body[:end], " "); depth > 1 && strings.HasPrefix(object, "{") && strings.HasSuffix(object, "}") {
			if !eachField(object[1:len(object)-1], depth-1, visit) {
				return false
			}
		}
		body = strings.TrimLeft(body[end:], " ,")
	}
}

// stringEnd returns the length of the quoted string at the start of s, or 0.
func stringEnd(s string) int {
	if !strings.HasPrefix(s, `"`) {
		return 0
	}
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return 0
}

// valueEnd returns the length of the number, word, object or array at the start of s, or 0.
func valueEnd(s string) int {
	deep := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '"':
			n := stringEnd(s[i:])
			if n == 0 {
				return 0
			}
			i += n - 1
		case '{', '[':
			deep++
		case '}', ']':
			deep--
		case ',':
			if deep == 0 {
				return i
			}
		}
	}
	return len(s)
}

// embeddedStack returns the traceback that a string of the line holds, as a structured log writes one, with the message
// of the panic above it. It returns "" if there is none, or if the goroutine did not panic.
func embeddedStack(line string) string {
	if !strings.Contains(line, `\n\t`) || !strings.Contains(line, ".go:") {
		return ""
	}
	stack, message := "", ""
	visit := func(key, quoted string) bool {
		text := quoted
		for range 3 { // a log may quote the line of another log
			if strings.Contains(text, `\n`) {
				text = unquote(text)
			}
		}
		switch key {
		case "panic", "error", "err", "exception", "reason", "exception.message", "error.message":
			message = text
		case "msg", "message":
			if message == "" {
				message = text
			}
		}
		if text = withCalls(text); isPanicStack(text) {
			stack = text
		}
		return true
	}
	if object := strings.Index(line, `{"`); object >= 0 && strings.HasSuffix(line, "}") && !strings.Contains(line[:object], `="`) {
		eachField(line[object+1:len(line)-1], maxNested, visit) // a console log writes words before the object
	} else if strings.HasPrefix(line, "{") {
		eachField(line[1:], maxNested, visit)
	} else if field := strings.TrimLeft(line, " "); strings.HasPrefix(field, `"`) { // an object with a line for each field
		eachField(strings.TrimSuffix(field, ","), maxNested, visit)
	} else {
		eachPair(line, visit)
	}
	if head, rest, ok := recoveredHead(stack); ok {
		return "panic: " + head + "\n\n" + rest + "\n"
	}
	if stack == "" || !strings.HasPrefix(stack, "goroutine ") && !isFunctionLine(stack[:strings.IndexByte(stack, '\n')]) {
		return stack
	}
	if head, _, ok := strings.Cut(message, "\n"); ok {
		message = head
	}
	if !strings.HasPrefix(stack, "goroutine ") {
		stack = "goroutine 0 [running]:\n" + stack
	}
	return "panic: " + strings.TrimPrefix(message, "panic: ") + "\n\n" + stack + "\n"
}

// recoveredHead cuts the text of a recovery handler that writes the panic's message and the traceback in one:
// `[PANIC RECOVER] boom goroutine 36 [running]:`, as Echo does.
func recoveredHead(text string) (message, stack string, ok bool) {
	first, _, _ := strings.Cut(text, "\n")
	i := strings.LastIndex(first, " goroutine ")
	if i < 0 {
		return "", "", false
	}
	if _, ok := parseGoroutine(first[i+1:]); !ok {
		return "", "", false
	}
	return strings.TrimPrefix(strings.TrimPrefix(first[:i], "[PANIC RECOVER] "), "panic: "), text[i+1:], true
}

// withCalls returns a traceback in the form of the runtime, for one whose functions have no arguments, as zap writes it:
// `runtime.gopanic\n\t/usr/local/go/src/runtime/panic.go:770`.
func withCalls(stack string) string {
	if !strings.Contains(stack, "runtime.gopanic\n\t") {
		return stack
	}
	lines := strings.Split(stack, "\n")
	for i, l := range lines[:len(lines)-1] {
		if l != "" && !isBlank(l[0]) && strings.HasPrefix(lines[i+1], "\t") && !strings.HasSuffix(l, ")") && !strings.Contains(l, " ") {
			lines[i] = strings.Replace(l, "runtime.gopanic", "panic", 1) + "()"
		}
	}
	return strings.Join(lines, "\n")
}

// isPanicStack reports whether the text is a traceback of a goroutine that panicked.
func isPanicStack(text string) bool {
	return strings.Contains(text, "\n\t") && (strings.Contains(text, "\npanic(") || strings.HasPrefix(text, "panic(") || strings.HasPrefix(text, "panic: ") || strings.HasPrefix(text, "fatal error: "))
}

// eachPair calls visit for each key="value" pair of the line.
func eachPair(line string, visit func(key, quoted string) bool) {
	for {
		i := strings.Index(line, `="`)
		if i < 0 {
			return
		}
		end := stringEnd(line[i+1:])
		if end == 0 {
			return
		}
		if !visit(line[strings.LastIndexByte(line[:i], ' ')+1:i], line[i+2:i+end]) {
			return
		}
		line = line[i+1+end:]
	}
}
