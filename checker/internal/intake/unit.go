package intake

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/course"
)

// reader reads one class.
type reader struct {
	Options
	lessons   []course.Lesson
	originals map[string]string // by lesson, the original file with Unix line ends
	limits    limits
	judged    map[string]File // by lesson and hash
	ignored   []string        // files among the submissions that are none
	open      []func()        // close what was opened
}

func newReader(o Options) (*reader, error) {
	r := &reader{Options: o, lessons: o.Course.Lessons, originals: map[string]string{}, judged: map[string]File{}, limits: normalLimits}
	for _, l := range r.lessons {
		files, err := o.Course.Files(l)
		if err != nil {
			return nil, fmt.Errorf("intake: %w", err)
		}
		r.originals[l.ID] = unixLines(files[l.File])
	}
	return r, nil
}

func (r *reader) close() {
	for _, f := range slices.Backward(r.open) {
		f()
	}
}

func unixLines(b []byte) string { return strings.ReplaceAll(string(b), "\r\n", "\n") }

// unit is what one student handed in at once: a folder, an archive, or the files that an LMS has given one student's name.
type unit struct {
	name    string // without .zip
	from    string // as the instructor can find it
	lms     lmsName
	folder  string  // a folder on the disk
	archive string  // an archive on the disk
	entries []entry // or files of a folder or of the zip of a class, with paths relative to the unit
}

// units returns the submissions in a folder or in the zip of a class, in the order of their names.
func (r *reader) units(ctx context.Context, name string) ([]unit, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	var units []unit
	switch {
	case info.IsDir():
		units, err = r.unitsOfFolder(ctx, name, "")
	case info.Mode().IsRegular():
		units, err = r.unitsOfNamedZip(name)
	default:
		err = &ClassError{Why: ClassFormat, What: name}
	}
	if err == nil && len(units) == 0 {
		err = &ClassError{Why: ClassEmpty, What: name}
	}
	slices.SortStableFunc(units, func(a, b unit) int { return compareNatural(a.from, b.from) })
	return units, err
}

// unitsOfFolder returns the submissions in a folder on the disk. A folder or the zip of a class that is alone in it is looked into.
func (r *reader) unitsOfFolder(ctx context.Context, dir, from string) ([]unit, error) {
	all, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(d fs.DirEntry) bool {
		return strings.HasPrefix(d.Name(), ".") || isIgnored(d.Name()) || r.isSkipped(filepath.Join(dir, d.Name()))
	})
	if r.isSubmission(all) {
		return nil, &ClassError{Why: ClassOne, What: dir}
	}
	var units []unit
	var names []string
	for _, d := range all {
		names = append(names, decodeName(d.Name()))
	}
	read := lmsNames(names)
	top := &folderContainer{}
	grouped := newGrouping()
	for _, d := range all {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		raw, full := d.Name(), filepath.Join(dir, d.Name())
		name := decodeName(raw)
		lms := read(name)
		switch {
		case d.IsDir() && len(all) == 1 && lms.system == "" && r.isClassFolder(full):
			return r.unitsOfFolder(ctx, full, from+name+"/")
		case d.IsDir():
			units = append(units, unit{name: name, from: from + name, lms: lms, folder: full})
		case d.Type().IsRegular() && isArchiveName(name) && lms.system == "":
			class, err := r.unitsOfZip(full, from+name, len(all) == 1)
			if err != nil || class == nil { // what cannot be opened is refused with its reason later
				class = []unit{{name: withoutArchiveEnd(name), from: from + name, archive: full}}
			}
			units = append(units, class...)
		case d.Type().IsRegular() && (lms.system != "" || isArchiveName(name) || strings.HasSuffix(name, ".go")):
			e, err := r.looseFile(top, dir, d)
			if err != nil {
				return nil, err
			}
			grouped.add(name, from, lms, e)
		case d.Type()&fs.ModeSymlink != 0:
			link := entry{name: name, kind: kindLink, fault: &Problem{Why: WhyLink, Where: name}}
			units = append(units, unit{name: name, from: from + name, lms: lms, entries: []entry{link}})
		default:
			r.ignored = append(r.ignored, from+name)
		}
	}
	return append(units, grouped.units...), nil
}

// looseFile returns the entry of a file that lies directly in the folder of a class.
func (r *reader) looseFile(top *folderContainer, dir string, d fs.DirEntry) (entry, error) {
	if top.root == nil {
		opened, err := openFolder(dir)
		if err != nil {
			return entry{}, err
		}
		*top = *opened
		r.open = append(r.open, top.close)
	}
	return top.add(d.Name(), d)
}

// isSkipped reports whether a path is where results are written.
func (r *reader) isSkipped(full string) bool {
	if r.Skip == "" {
		return false
	}
	a, errA := filepath.Abs(full)
	b, errB := filepath.Abs(r.Skip)
	return errA == nil && errB == nil && a == b
}

// isSubmission reports whether the names in a folder are the ones of one submission: lessons, or a lesson's folder.
func (r *reader) isSubmission(all []fs.DirEntry) bool {
	return slices.ContainsFunc(all, func(d fs.DirEntry) bool {
		return d.IsDir() && (strings.EqualFold(d.Name(), "lessons") || slices.ContainsFunc(r.lessons, func(l course.Lesson) bool { return strings.EqualFold(d.Name(), l.ID) }))
	})
}

// isClassFolder reports whether a folder that is alone in the folder of a class holds the submissions, and is not one itself.
func (r *reader) isClassFolder(full string) bool {
	all, err := os.ReadDir(full)
	if err != nil || r.isSubmission(all) {
		return false
	}
	n := 0
	for _, d := range all {
		if d.IsDir() && !isIgnored(d.Name()) || isArchiveName(d.Name()) || parseLMSName(decodeName(d.Name())).system != "" {
			n++
		}
	}
	return n > 1
}
