package goout

import (
	"slices"
	"strings"
)

// A demux tells the packages of `go test -json` apart; plain lines all go to one stream.
type demux struct {
	plain *stream
	pkgs  map[string]*pkgStream
	names []string
	found []Finding
}

// A pkgStream puts a package's output together again, which comes in pieces of lines.
type pkgStream struct {
	*stream
	rest string
}

func newDemux() *demux {
	return &demux{plain: newStream(), pkgs: map[string]*pkgStream{}}
}

func (d *demux) line(line string) {
	if e, ok := parseEvent(line); ok {
		d.event(e)
		return
	}
	d.plain.line(line)
}

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

func (d *demux) pkg(name string) *pkgStream {
	p, ok := d.pkgs[name]
	if !ok {
		p = &pkgStream{stream: newStream()}
		d.pkgs[name] = p
		d.names = append(d.names, name)
	}
	return p
}

func (p *pkgStream) write(s string) {
	s = p.rest + s
	for {
		line, rest, ok := strings.Cut(s, "\n")
		if !ok {
			break
		}
		p.line(tidy(line))
		s = rest
	}
	p.rest = s[:min(len(s), maxLine)]
}

// close ends a package's stream and keeps what it found.
func (d *demux) close(name string) {
	p, ok := d.pkgs[name]
	if !ok {
		return
	}
	if p.rest != "" {
		p.line(tidy(p.rest))
	}
	delete(d.pkgs, name)
	d.found = append(d.found, p.finish()...)
}

func (d *demux) finish() []Finding {
	for _, name := range d.names {
		d.close(name)
	}
	return dropVague(append(d.found, d.plain.finish()...))
}

// certain leaves out what says no more than that something failed, where there is a finding that says what.
func dropVague(all []Finding) []Finding {
	vague := func(f Finding) bool {
		return f.File == "" && f.Test == "" && len(f.Goroutines) == 0 && len(f.Accesses) == 0 && (f.Kind == KindUnknown || f.Kind == KindExit || f.Kind == KindBuild)
	}
	if slices.ContainsFunc(all, func(f Finding) bool { return !vague(f) }) {
		return slices.DeleteFunc(all, vague)
	}
	return append([]Finding{}, all[:min(len(all), 1)]...)
}
