package goout

import (
	"slices"
	"strings"
)

// A demux separates the output of the packages that `go test -json` ran, and the lines of a log's writers, which have
// different prefixes. All lines without a prefix belong to one stream.
type demux struct {
	parts    criParts
	prefixes *unprefixer
	writers  map[string]*writer
	order    []*writer
	current  *writer // the writer of the last line
	pkgs     map[string]*pkgStream
	names    []string
	found    []Finding

	following bool // a Follower takes the findings of the streams
}

// A writer is the stream of the lines with one prefix.
type writer struct {
	*stream
	name  string
	lines *lineOrder
}

// maxWriters is how many writers have a stream of their own.
const maxWriters = 64

// A pkgStream joins the output of one package, which arrives in pieces, into lines.
type pkgStream struct {
	*stream
	partial string // the last line, as far as it has arrived
}

func newDemux() *demux {
	d := &demux{writers: map[string]*writer{}, pkgs: map[string]*pkgStream{}}
	d.prefixes = newUnprefixer(d.deliver)
	return d
}

// line handles one line of the input: a JSON event or plain output.
func (d *demux) line(line string) {
	line, ok := d.parts.join(line)
	if !ok {
		return
	}
	if e, ok := parseEvent(line); ok {
		d.event(e)
		return
	}
	d.prefixes.line(line)
}

// deliver handles a line whose prefix was removed.
func (d *demux) deliver(name, prefix, line string) {
	if prefix != "" {
		if e, ok := parseEvent(line); ok {
			d.event(e)
			return
		}
	}
	if d.current == nil || d.current.name != name {
		d.current = d.writer(name)
	}
	d.current.lines.line(prefix, line)
}

// writer returns the writer of that name, a new one if there is none.
func (d *demux) writer(name string) *writer {
	w, ok := d.writers[name]
	if !ok && len(d.order) >= maxWriters {
		return d.order[len(d.order)-1]
	}
	if !ok {
		w = &writer{stream: newStream(), name: name}
		w.following = d.following
		w.lines = newLineOrder(name != "", w.line)
		d.writers[name] = w
		d.order = append(d.order, w)
	}
	return w
}

// event handles one event: it passes output to the package's stream, and closes the stream when the package has ended.
func (d *demux) event(e *event) {
	name := e.Package
	if name == "" {
		name, _, _ = strings.Cut(e.ImportPath, " ")
	}
	switch e.Action {
	case "output", "build-output":
		d.pkg(name).write(e.Output)
	case "pass", "fail", "skip":
		if e.Test == "" {
			d.close(name)
		}
	}
}

// pkg returns the stream of a package, a new one if there is none.
func (d *demux) pkg(name string) *pkgStream {
	p, ok := d.pkgs[name]
	if !ok {
		p = &pkgStream{stream: newStream()}
		p.following = d.following
		d.pkgs[name] = p
		d.names = append(d.names, name)
	}
	return p
}

// write adds output of the package and handles the lines that are complete.
func (p *pkgStream) write(s string) {
	s = p.partial + s
	for {
		line, rest, ok := strings.Cut(s, "\n")
		if !ok {
			break
		}
		p.line(tidy(line))
		s = rest
	}
	p.partial = s[:min(len(s), maxLine)]
}

// close ends a package's stream and keeps its findings.
func (d *demux) close(name string) {
	p, ok := d.pkgs[name]
	if !ok {
		return
	}
	if p.partial != "" {
		p.line(tidy(p.partial))
	}
	delete(d.pkgs, name)
	found := p.ended()
	setPackage(found, name)
	d.found = append(d.found, found...)
}

// finish ends all streams and returns the findings of all packages.
func (d *demux) finish() []Finding {
	d.prefixes.finish()
	for _, name := range d.names {
		d.close(name)
	}
	for _, w := range d.order {
		w.lines.finish()
		d.found = append(d.found, w.finish()...)
	}
	return dropVague(d.found)
}

// dropVague removes the findings that say only that something failed, if another finding says what failed. If all
// findings are vague, it returns the first one.
func dropVague(all []Finding) []Finding {
	if slices.ContainsFunc(all, func(f Finding) bool { return !isVague(f) }) {
		return slices.DeleteFunc(all, isVague)
	}
	return append([]Finding{}, all[:min(len(all), 1)]...)
}

// isVague reports whether the finding says only that something failed.
func isVague(f Finding) bool {
	return f.File == "" && f.Test == "" && len(f.Goroutines) == 0 && len(f.Accesses) == 0 && (f.Kind == KindUnknown || f.Kind == KindExit || f.Kind == KindBuild && f.namesNoReason())
}
