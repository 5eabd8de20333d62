package report

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
)

// changing matches what differs from run to run in a message: numbers and addresses.
var changing = regexp.MustCompile(`0x[0-9a-fA-F]+|\d+`)

// fingerprint returns a text that is equal for findings of one cause, also in different runs, on different machines and after an edit elsewhere in
// the file. So it has no goroutine numbers, addresses, counts, absolute paths, and no line numbers where the source line is known. The two
// accesses of a race may come in either order, and either may be called the read. src is nil if there are no sources.
func fingerprint(p problem, src *sources) string {
	parts := []string{string(p.Kind)}
	switch {
	case p.Kind == goout.KindDataRace && p.Variable != "":
		parts = append(parts, p.Variable, p.fileKey(p.File))
	case len(p.Accesses) > 0:
		parts = append(parts, p.places(accessPlaces(p.Finding), src)...)
	case isBlocked(p.Kind) && len(blockedPlaces(p.Finding)) > 0:
		parts = append(parts, p.places(blockedPlaces(p.Finding), src)...)
	default:
		parts = append(parts, p.Cause, p.place(goout.Location{File: p.File, Line: p.Line, Func: p.Func}, src))
		if p.Kind != goout.KindSchedule {
			parts = append(parts, changing.ReplaceAllString(firstLineOf(p.Message), "#"))
		}
	}
	if p.Kind == goout.KindAssertion || p.Kind == goout.KindSchedule || p.File == "" {
		parts = append(parts, p.Package, p.Test)
	}
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:16])
}

func firstLineOf(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

func isBlocked(k goout.Kind) bool {
	return k == goout.KindDeadlock || k == goout.KindLeak || k == goout.KindTimeout
}

func accessPlaces(f goout.Finding) []goout.Location {
	var out []goout.Location
	for _, a := range f.Accesses {
		out = append(out, goout.Location{File: a.File, Line: a.Line, Func: a.Func})
	}
	return out
}

// blockedPlaces returns the lines at which goroutines wait for one another. Which goroutines run, sleep or wait for input differs from run to run.
func blockedPlaces(f goout.Finding) []goout.Location {
	var out []goout.Location
	for _, g := range f.Goroutines {
		waits := !strings.HasPrefix(g.State, "running") && !strings.HasPrefix(g.State, "runnable") && !strings.HasPrefix(g.State, "sleep") &&
			!strings.HasPrefix(g.State, "IO wait") && !strings.HasPrefix(g.State, "syscall")
		if waits && g.File != "" {
			out = append(out, goout.Location{File: g.File, Line: g.Line, Func: g.Func})
		}
	}
	return out
}

// places returns the keys of the places, each once, sorted.
func (p problem) places(all []goout.Location, src *sources) []string {
	var out []string
	for _, l := range all {
		out = append(out, p.place(l, src))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// place returns a key of a line: its file, its function, and its text or, without a source, its number.
func (p problem) place(l goout.Location, src *sources) string {
	line := strconv.Itoa(l.Line)
	if src != nil && l.File != "" {
		if text, ok := src.line(l.File, l.Line); ok && strings.TrimSpace(text) != "" {
			line = strings.TrimSpace(text)
		}
	}
	return p.fileKey(l.File) + "|" + l.Func + "|" + line
}

// fileKey returns the file's name without the folders that differ from machine to machine: its local name, or its last two elements.
func (p problem) fileKey(file string) string {
	if file == "" {
		return ""
	}
	name := p.local(file)
	if !path.IsAbs(name) && !strings.Contains(name, ":") {
		return name
	}
	parts := strings.Split(goout.Slashed(name), "/")
	return strings.Join(parts[max(0, len(parts)-2):], "/")
}
