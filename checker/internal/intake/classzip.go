package intake

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// unitsOfZip returns the submissions in the zip of a class, and nil for another file or one that cannot be read. Names that an LMS has made show that it
// is one. Where it is alone it is also one if it holds several folders or archives that are not one submission together.
func (r *reader) unitsOfZip(name, from string, alone bool) ([]unit, error) {
	limit := r.limits.directory // it may be one student's, so it gets no more than any
	if alone {
		limit = r.limits.class
	}
	entries, closeZip, err := r.openClassZip(name, limit)
	var damaged *ClassError
	switch {
	case errors.As(err, &damaged):
		return nil, nil
	case err != nil:
		return nil, err
	}
	units := r.unitsOfEntries(entries, from, alone)
	if units == nil {
		closeZip()
		return nil, nil
	}
	r.open = append(r.open, closeZip)
	return units, nil
}

// unitsOfNamedZip returns the submissions in the zip that the instructor named. If it holds a single one, that is a class of one student.
func (r *reader) unitsOfNamedZip(name string) ([]unit, error) {
	from := decodeName(filepath.Base(name))
	entries, closeZip, err := r.openClassZip(name, r.limits.class)
	if err != nil {
		return nil, err
	}
	r.open = append(r.open, closeZip)
	if units := r.unitsOfEntries(entries, from, true); units != nil || len(entries) == 0 {
		return units, nil
	}
	student := withoutArchiveEnd(from)
	if tops := topNames(entries); len(tops) == 1 && isFolder(entries, tops[0]) && !r.isOneSubmission(entries) {
		student = tops[0]
	}
	return []unit{{name: student, from: from, entries: entries}}, nil
}

// openClassZip returns the entries of a zip and a function that closes it. Its error is a *ClassError or the file system's.
func (r *reader) openClassZip(name string, limit int64) ([]entry, func(), error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, nil, err
	}
	info, err := f.Stat()
	if err != nil {
		_ = f.Close()
		return nil, nil, err
	}
	wrong := &ClassError{Why: ClassFormat, What: name}
	if sniffAt(f) == formatZip {
		z, err := openZip(f, info.Size(), limit, name)
		if err == nil {
			return z.list(r.Zone), func() { _ = f.Close() }, nil
		}
		wrong = &ClassError{Why: ClassDamaged, What: name, Err: err}
	}
	_ = f.Close()
	return nil, nil, wrong
}

// unitsOfEntries groups the entries of a zip by the folder or file at the top. A folder that is alone at the top is looked into if it holds several
// submissions. It returns nil if the zip is not the zip of a class.
func (r *reader) unitsOfEntries(entries []entry, from string, alone bool) []unit {
	from += ": "
	entries = slices.DeleteFunc(slices.Clone(entries), func(e entry) bool { return e.fault == nil && isIgnored(e.name) })
	if tops := topNames(entries); len(tops) == 1 && isFolder(entries, tops[0]) && r.areSeveral(within(entries, tops[0]), alone) {
		from += tops[0] + "/"
		entries = within(entries, tops[0])
	}
	if !r.areSeveral(entries, alone) {
		return nil
	}
	grouped, read := newGrouping(), lmsNames(topNames(entries))
	for _, e := range entries {
		if top, rest := cutTop(e.name); top != "" && (rest != "" || e.kind != kindFolder) {
			grouped.add(top, from, read(top), e)
		}
	}
	return grouped.units
}

// areSeveral reports whether entries are the submissions of a class.
func (r *reader) areSeveral(entries []entry, alone bool) bool {
	files := map[string]bool{}
	for _, e := range entries {
		files[e.name] = files[e.name] || e.kind != kindFolder
	}
	n := 0
	for _, top := range topNames(entries) {
		if parseLMSName(top).system != "" {
			return true
		}
		if isArchiveName(top) || !files[top] {
			n++
		}
	}
	return alone && n > 1 && !r.isOneSubmission(entries)
}

// isOneSubmission reports whether entries are one submission: all files of lessons lie in the outermost folder or in one folder in it.
func (r *reader) isOneSubmission(entries []entry) bool {
	found, _, fault := resolve(r.lessons, entries)
	if fault != nil || len(found) == 0 {
		return false
	}
	for _, l := range r.lessons {
		e, ok := found[l.ID]
		if !ok {
			continue
		}
		if top, _ := cutTop(e.name); !strings.EqualFold(top, "lessons") && !strings.EqualFold(top, l.ID) && top != e.name {
			return false
		}
	}
	return true
}

// isFolder reports whether a name at the top is a folder's.
func isFolder(entries []entry, top string) bool {
	return !slices.ContainsFunc(entries, func(e entry) bool { return e.name == top && e.kind != kindFolder })
}

// topNames returns the different names at the top, sorted.
func topNames(entries []entry) []string {
	var out []string
	for _, e := range entries {
		if top, _ := cutTop(e.name); top != "" {
			out = append(out, top)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// within returns the entries below a folder at the top, with paths relative to it.
func within(entries []entry, folder string) []entry {
	var out []entry
	for _, e := range entries {
		if rest, ok := strings.CutPrefix(e.name, folder+"/"); ok {
			e.name = rest
			out = append(out, e)
		}
	}
	return out
}

// cutTop splits a path behind its first name. Of paths with a fault it finds the name, too, so that the fault is charged to one student alone.
func cutTop(name string) (top, rest string) {
	name = strings.TrimLeft(name, `/\`)
	at := strings.IndexAny(name, `/\`)
	if at < 0 {
		return name, ""
	}
	return name[:at], name[at+1:]
}

// grouping gathers the files that belong to one submission.
type grouping struct {
	units []unit
	byKey map[string]int
}

func newGrouping() *grouping { return &grouping{byKey: map[string]int{}} }

// add adds an entry below a name at the top: a folder, an archive or a file. What an LMS has given to one student is one submission.
func (g *grouping) add(top, from string, lms lmsName, e entry) {
	key := "name " + top
	if lms.system != "" {
		key = lms.key()
	}
	at, ok := g.byKey[key]
	if !ok {
		at = len(g.units)
		g.byKey[key] = at
		g.units = append(g.units, unit{name: withoutArchiveEnd(strings.TrimSuffix(top, ".go")), from: from + top, lms: lms})
	}
	u := &g.units[at]
	if u.from != from+top {
		u.from = commonStart(u.from, from+top) + "*"
	}
	u.lms.late = u.lms.late || lms.late
	u.lms.text = u.lms.text && lms.text
	own, rest := cutTop(e.name)
	switch {
	case rest != "":
		e.name = rest
	case lms.rest != "":
		e.name = lms.rest // what the student called it
	default:
		e.name = own
	}
	u.entries = append(u.entries, e)
}

// commonStart returns the longest common beginning of two names.
func commonStart(a, b string) string {
	for i, r := range a {
		if !strings.HasPrefix(b[min(i, len(b)):], string(r)) {
			return a[:i]
		}
	}
	return a
}
