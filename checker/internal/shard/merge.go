package shard

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"sharedmap-workshop/checker/internal/results"
)

// Check returns why the folders are not the whole of one class: nil if each shard is there once, and all were graded from the same class in the same
// way. A folder whose record differs from those of most others is the one that is named.
func Check(folders []*Folder) []*Problem {
	sorted := slices.SortedStableFunc(slices.Values(folders), func(a, b *Folder) int { return cmp.Compare(a.Record.Number, b.Record.Number) })
	usual := usualCount(sorted)
	var out []*Problem
	for _, f := range sorted {
		if f.Record.Of != usual.Record.Of {
			out = append(out, &Problem{Why: WhyCount, What: f.Dir, Other: usual.Dir, Values: [2]string{strconv.Itoa(f.Record.Of), strconv.Itoa(usual.Record.Of)}})
		}
	}
	if out != nil {
		return out // what is missing or double cannot be told
	}
	seen := map[int]*Folder{}
	for _, f := range sorted {
		if other := seen[f.Record.Number]; other != nil {
			out = append(out, &Problem{Why: WhyDouble, What: other.Dir, Other: f.Dir, Values: [2]string{f.Record.Shard().String()}})
		}
		seen[f.Record.Number] = f
	}
	out = append(out, mixed(sorted)...)
	if p := missing(seen, usual.Record.Of); p != nil {
		out = append(out, p)
	}
	return out
}

// usualCount returns a folder with the number of shards that most folders have.
func usualCount(folders []*Folder) *Folder {
	times := map[int]int{}
	for _, f := range folders {
		times[f.Record.Of]++
	}
	return slices.MaxFunc(folders, func(a, b *Folder) int { return cmp.Compare(times[a.Record.Of], times[b.Record.Of]) })
}

// mixed returns a problem for each folder that differs from the usual one in a field: the first such field.
func mixed(folders []*Folder) (out []*Problem) {
	named := map[*Folder]bool{}
	for i, field := range folders[0].Record.fields() {
		value := func(f *Folder) string { return f.Record.fields()[i][1] }
		times := map[string]int{}
		for _, f := range folders {
			times[value(f)]++
		}
		usual := slices.MaxFunc(folders, func(a, b *Folder) int { return cmp.Compare(times[value(a)], times[value(b)]) })
		for _, f := range folders {
			if value(f) != value(usual) && !named[f] {
				named[f] = true
				out = append(out, &Problem{Why: WhyMixed, What: f.Dir, Other: usual.Dir, Values: [2]string{field[0], value(f)}})
			}
		}
	}
	return out
}

// maxNamed is how many missing shards are named.
const maxNamed = 12

// missing returns the problem that shards are missing, or nil.
func missing(seen map[int]*Folder, of int) *Problem {
	var names []string
	n := 0
	for i := 1; i <= of; i++ {
		if seen[i] != nil {
			continue
		}
		if n++; n <= maxNamed {
			names = append(names, Shard{i, of}.String())
		}
	}
	if n == 0 {
		return nil
	}
	if n > maxNamed {
		names = append(names, "…")
	}
	return &Problem{Why: WhyMissing, What: strings.Join(names, ", "), Number: n}
}

// Merge writes the last line of each student to w, in the order of the class, and calls visit with what the line says. Check must have found nothing
// wrong with the folders. It holds one line at a time.
func Merge(folders []*Folder, w io.Writer, visit func(results.Student) error) error {
	type place struct {
		Place
		in *Folder
	}
	var all []place
	for _, f := range folders {
		for _, p := range f.Record.Students {
			all = append(all, place{p, f})
		}
	}
	slices.SortFunc(all, func(a, b place) int { return cmp.Compare(a.At, b.At) })
	for i, p := range all {
		if p.At != i || len(all) != p.in.Record.Size {
			return &Problem{Why: WhyDamaged, What: p.in.Dir, Other: fmt.Sprintf("%d/%d, %d/%d", p.At, i, len(all), p.in.Record.Size)}
		}
	}
	for _, p := range all {
		line, err := p.in.line(p.Student)
		if err != nil {
			return err
		}
		var s results.Student
		if err := json.Unmarshal(line, &s); err != nil {
			return err
		}
		if _, err := w.Write(append(bytes.TrimSpace(line), '\n')); err != nil {
			return err
		}
		if err := visit(s); err != nil {
			return err
		}
	}
	return nil
}
