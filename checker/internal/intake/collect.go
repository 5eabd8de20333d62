package intake

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"go/parser"
	"go/scanner"
	"go/token"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"sharedmap-workshop/checker/internal/course"
)

// maxNesting is how many archives may lie within each other below a unit: a student packs what checker submit has packed.
const maxNesting = 2

// collect returns the submissions in a unit. Its error is the context's; what is wrong with the unit is in the submissions' problems.
func (r *reader) collect(ctx context.Context, u unit) ([]Submission, error) {
	entries, last, closeAll, err := r.openUnit(ctx, u)
	defer closeAll()
	if u.lms.system != "" {
		forgetTimes(entries)
	}
	var subs []Submission
	if err == nil {
		subs, err = r.submissions(ctx, u, u.from, entries, maxNesting)
	}
	var p *Problem
	switch {
	case errors.As(err, &p):
		subs = []Submission{{From: u.from, Problems: []Problem{*p}, Refused: true}}
	case err != nil:
		return nil, err
	}
	for i := range subs {
		subs[i].LateMark = u.lms.late
		if last.hash != "" {
			subs[i].setTime(last.time, TimeCommit)
			subs[i].Commit = last.hash
		}
	}
	return subs, nil
}

// forgetTimes removes the times of files that an LMS has packed: they say when the instructor downloaded them.
func forgetTimes(entries []entry) {
	for i := range entries {
		entries[i].time = time.Time{}
	}
}

// submissions returns the submissions among entries: the entries themselves if a lesson's file is among them, or else each archive among them.
func (r *reader) submissions(ctx context.Context, u unit, from string, entries []entry, depth int) ([]Submission, error) {
	if p := r.check(entries); p != nil {
		return nil, p
	}
	found, notes, fault := resolve(r.lessons, entries)
	if fault != nil {
		return nil, fault
	}
	if len(found) > 0 {
		sub, err := r.readFiles(ctx, from, found)
		if err != nil {
			return nil, err
		}
		sub.Problems = notes
		return []Submission{sub}, nil
	}
	var subs []Submission
	for _, e := range slices.SortedStableFunc(slices.Values(entries), func(a, b entry) int { return compareNatural(a.name, b.name) }) {
		if e.kind != kindFile || isIgnored(e.name) || !isArchiveName(e.name) {
			continue
		}
		place := placeOf(from, e.name)
		inner, err := r.nested(ctx, u, place, e, depth)
		var p *Problem
		switch {
		case errors.As(err, &p):
			inner = []Submission{{From: place, Problems: []Problem{*p}, Refused: true}}
		case err != nil:
			return nil, err
		}
		subs = append(subs, inner...)
	}
	if len(subs) == 0 {
		nothing := Problem{Why: WhyNothing, Where: lastName(from), What: someNames(entries)}
		if u.lms.text {
			nothing.Why = WhyOnlineText
		}
		subs = []Submission{{From: from, Problems: append(notes, nothing), Refused: true}}
	}
	return subs, nil
}

// placeOf returns where an archive lies that was found in a submission. An archive that is the whole submission already has its name in from.
func placeOf(from, name string) string {
	if strings.HasSuffix(from, name) {
		return from
	}
	return from + "/" + name
}

// someNames returns the names of the first files.
func someNames(entries []entry) string {
	const most = 3
	var out []string
	for _, e := range entries {
		switch {
		case e.kind != kindFile || isIgnored(e.name):
		case len(out) == most:
			return strings.Join(out, ", ") + ", …"
		default:
			out = append(out, e.name)
		}
	}
	return strings.Join(out, ", ")
}

// check returns what is wrong with the entries of a submission as a whole, or nil.
func (r *reader) check(entries []entry) *Problem {
	if len(entries) > r.limits.entries {
		return &Problem{Why: WhyMany, Where: "."}
	}
	seen := map[string]bool{}
	var packed, unpacked int64
	for _, e := range entries {
		if e.fault != nil {
			return e.fault
		}
		if e.kind != kindFile {
			continue
		}
		if seen[e.name] && !isIgnored(e.name) {
			return &Problem{Why: WhyDouble, Where: e.name}
		}
		seen[e.name] = true
		if _, onDisk := e.in.(*folderContainer); onDisk {
			continue // nothing is packed, so nothing can grow
		}
		packed += e.packed
		unpacked += e.size
		if e.size < 0 || unpacked > r.limits.unpacked || e.packed > 0 && r.limits.grown(e.packed, e.size) || packed > 0 && r.limits.grown(packed, unpacked) {
			return &Problem{Why: WhyBomb, Where: e.name}
		}
	}
	return nil
}

// nested returns the submissions in an archive among the entries of a submission.
func (r *reader) nested(ctx context.Context, u unit, from string, e entry, depth int) ([]Submission, error) {
	if depth == 0 {
		return nil, &Problem{Why: WhyNested, Where: e.name}
	}
	b, err := e.in.read(ctx, e.index, r.limits.nested)
	if err != nil {
		return nil, err
	}
	entries, err := r.listArchive(ctx, bytes.NewReader(b), int64(len(b)), e.name)
	if err != nil {
		return nil, err
	}
	return r.submissions(ctx, u, from, entries, depth-1)
}

// openUnit returns the entries of a unit, the last commit if it is a clone, and a function that closes what was opened.
func (r *reader) openUnit(ctx context.Context, u unit) (entries []entry, last commit, closeAll func(), err error) {
	closeAll = func() {}
	switch {
	case u.folder != "":
		c, err := openFolder(u.folder)
		if err != nil {
			return nil, last, closeAll, &Problem{Why: WhyUnreadable, Where: u.name, What: cause(err)}
		}
		entries, err = c.list(ctx, r.limits.entries)
		return entries, lastCommit(c.root), c.close, err
	case u.archive != "":
		f, err := os.Open(u.archive)
		if err != nil {
			return nil, last, closeAll, &Problem{Why: WhyUnreadable, Where: u.name, What: cause(err)}
		}
		closeAll = func() { _ = f.Close() }
		info, err := f.Stat()
		if err != nil {
			return nil, last, closeAll, &Problem{Why: WhyUnreadable, Where: u.name, What: cause(err)}
		}
		if info.Size() > r.limits.archive {
			return nil, last, closeAll, &Problem{Why: WhyLarge, Where: lastName(u.from)}
		}
		entries, err = r.listArchive(ctx, f, info.Size(), lastName(u.from))
		return entries, last, closeAll, err
	}
	return u.entries, last, closeAll, nil
}

// listArchive returns the entries of an archive. Its error is a *Problem or the context's.
func (r *reader) listArchive(ctx context.Context, f io.ReaderAt, size int64, where string) ([]entry, error) {
	switch kind := sniffAt(f); kind {
	case formatZip:
		z, err := openZip(f, size, r.limits.directory, where)
		if err != nil {
			return nil, err
		}
		return z.list(r.Zone), nil
	case formatGzip, formatTar:
		c := &tarContainer{r: f, size: size, gzip: kind == formatGzip, limits: r.limits, where: where}
		return c.list(ctx)
	default:
		return nil, &Problem{Why: WhyFormat, Where: where, What: string(kind)}
	}
}

// readFiles returns the submission with the files that were found.
func (r *reader) readFiles(ctx context.Context, from string, found map[string]entry) (Submission, error) {
	sub := Submission{From: from}
	var newest time.Time
	var source TimeSource
	for _, l := range r.lessons {
		e, ok := found[l.ID]
		if !ok {
			continue
		}
		f := File{Lesson: l.ID, Path: e.name, From: from, Time: e.time, TimeFrom: e.timeFrom, inode: e.inode}
		if f.Time.IsZero() {
			f.TimeFrom = TimeUnknown
		}
		b, err := e.in.read(ctx, e.index, course.MaxSource)
		var p *Problem
		switch {
		case errors.As(err, &p) && p.Why == WhyLarge:
			f.Fault = course.ErrTooLarge
		case err != nil:
			return sub, err
		default:
			r.judge(&f, l, b)
		}
		if f.Time.After(newest) {
			newest, source = f.Time, f.TimeFrom
		}
		sub.Files = append(sub.Files, f)
	}
	sub.Time, sub.TimeFrom = newest, source
	return sub, nil
}

// judge sets what the content of a file shows before it is built. Files that many students have, such as the originals, are judged and kept once.
func (r *reader) judge(f *File, l course.Lesson, src []byte) {
	sum := sha256.Sum256(src)
	f.Hash = "sha256:" + hex.EncodeToString(sum[:])
	key := l.ID + " " + f.Hash
	same, ok := r.judged[key]
	if !ok {
		same = File{Source: src, Unchanged: unixLines(src) == r.originals[l.ID], Fault: course.CheckSource(src)}
		if same.Fault == nil {
			same.Refusals, same.Syntax = l.Refusals(src), syntaxError(src)
		}
		r.judged[key] = same
	}
	f.Source, f.Unchanged, f.Fault, f.Refusals, f.Syntax = same.Source, same.Unchanged, same.Fault, same.Refusals, same.Syntax
}

// syntaxError returns the first syntax error of a file, or "".
func syntaxError(src []byte) string {
	_, err := parser.ParseFile(token.NewFileSet(), "", src, parser.SkipObjectResolution)
	var all scanner.ErrorList
	if errors.As(err, &all) && len(all) > 0 {
		return fmt.Sprintf("%d: %s", all[0].Pos.Line, all[0].Msg)
	}
	return ""
}

// setTime sets one time for all files.
func (s *Submission) setTime(t time.Time, from TimeSource) {
	s.Time, s.TimeFrom = t, from
	for i := range s.Files {
		s.Files[i].Time, s.Files[i].TimeFrom = t, from
	}
}

// lastName returns what stands behind the last slash.
func lastName(name string) string { return name[strings.LastIndexAny(name, "/:")+1:] }
