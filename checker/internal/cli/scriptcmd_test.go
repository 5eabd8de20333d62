package cli_test

import (
	"encoding/json"
	"os"
	"regexp"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/text/encoding/unicode"

	"sharedmap-workshop/checker/internal/submission"
	"sharedmap-workshop/checker/internal/term"
)

// scriptCommands are what the scripts can say besides testscript's own.
var scriptCommands = map[string]func(ts *testscript.TestScript, neg bool, args []string){
	"handedin": handedIn,
	"latin1":   latin1,
	"utf16":    utf16,
	"ascii":    ascii,
	"fits":     fits,
	"shown":    shown,
	"packed":   packed,
	"breakoff": breakOff,
}

// handedIn ZIP FILE...: the zip is a submission of just these files of this folder, as they stand there. It writes the manifest to stdout.
func handedIn(ts *testscript.TestScript, _ bool, args []string) {
	s, err := submission.Open(ts.MkAbs(args[0]))
	ts.Check(err)
	if len(s.Files) != len(args)-1 {
		ts.Fatalf("%s holds %d files, not %d", args[0], len(s.Files), len(args)-1)
	}
	for _, name := range args[1:] {
		if string(s.Files[name]) != ts.ReadFile(name) {
			ts.Fatalf("%s: %s is another", args[0], name)
		}
	}
	e := json.NewEncoder(ts.Stdout())
	e.SetIndent("", "  ")
	ts.Check(e.Encode(s.Manifest))
}

// latin1 FILE: a Go file that is not UTF-8, which a script cannot hold.
func latin1(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte("package main\n\n// caf\xe9\n"), 0o600))
}

// utf16 FILE TO: FILE as Windows PowerShell 5.1 writes what is redirected with >: UTF-16, little-endian, with a mark, and \r\n.
func utf16(ts *testscript.TestScript, _ bool, args []string) {
	text := strings.ReplaceAll(ts.ReadFile(args[0]), "\n", "\r\n")
	text, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(text), 0o600))
}

// ascii: what the last command wrote is ASCII alone.
func ascii(ts *testscript.TestScript, _ bool, _ []string) {
	for _, stream := range []string{"stdout", "stderr"} {
		for i, line := range strings.Split(ts.ReadFile(stream), "\n") {
			for _, r := range line {
				if r > 127 {
					ts.Fatalf("%s, line %d, has %q: %s", stream, i+1, r, line)
				}
			}
		}
	}
}

var duration = regexp.MustCompile(`\b\d+\.\d+s\b`)

// unlike matches what is different in every race report: addresses, the numbers of goroutines, and the folder of the repo.
var unlike = regexp.MustCompile(`0x[0-9a-f]+|oroutine \d+|\S+/lessons/`)

// raceNumber matches the number of a goroutine beside an access of a data race, and the blanks behind it. The race detector's numbers vary.
var raceNumber = regexp.MustCompile(`(goroutine|고루틴) \d+(:? (?:reads|writes|읽고 있음|쓰고 있음)) *`)

// plainLines are the lines of a text without their indentation, and without the numbers of its durations, of its race reports and of the
// goroutines of its races.
func plainLines(text string) []string {
	var all []string
	for line := range strings.Lines(text) {
		line = raceNumber.ReplaceAllString(strings.TrimSpace(line), "$1 7$2")
		all = append(all, unlike.ReplaceAllString(duration.ReplaceAllString(line, "0.00s"), "…"))
	}
	return all
}

// fits COLUMNS: no line of the last command's stdout is wider. Unlike `! stdout '.{73}'` it knows that a Korean letter takes two columns.
func fits(ts *testscript.TestScript, neg bool, args []string) {
	n, err := strconv.Atoi(strings.Join(args, ""))
	ts.Check(err)
	wide := ""
	for line := range strings.Lines(ts.ReadFile("stdout")) {
		if line = strings.TrimRight(line, "\n"); term.Width(line) > n {
			wide = line
		}
	}
	if (wide != "") != neg {
		ts.Fatalf("more than %d columns: %q", n, wide)
	}
}
