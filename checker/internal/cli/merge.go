package cli

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sharedmap-workshop/checker/internal/classreport"
	"sharedmap-workshop/checker/internal/points"
	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/safetext"
	"sharedmap-workshop/checker/internal/shard"
)

// mergeCommand returns the command `checker merge SHARD...`.
func (a *app) mergeCommand() *cobra.Command {
	var out string
	c := a.command("merge SHARD...", func(c *cobra.Command, args []string) error {
		return a.merge(c.Context(), args, out)
	})
	c.Args = func(_ *cobra.Command, args []string) error {
		if len(args) == 0 {
			return usage(a.say.Say("merge.no-shards"))
		}
		return nil
	}
	c.Flags().StringVar(&out, "out", "", a.say.Say("flag.merge-out"))
	return c
}

// mergeGarbage is how much garbage the collector allows, in percent of what is in use. A machine that only merges is often a small one, and the
// command needs little time.
const mergeGarbage = 25

// merge puts the shards of a class together in a new folder.
func (a *app) merge(ctx context.Context, names []string, out string) error {
	defer debug.SetGCPercent(debug.SetGCPercent(mergeGarbage))
	if out == "" {
		return usage(a.say.Say("merge.no-out"))
	}
	if !isNew(out) {
		return usage(a.say.Say("merge.out-full", "dir", safetext.Line(out)))
	}
	folders, err := a.openShards(ctx, names)
	if err != nil {
		return err
	}
	students, err := a.writeMerged(ctx, folders, out)
	var p *shard.Problem
	switch {
	case errors.As(err, &p):
		return a.shardError(err)
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return a.outError(out, err)
	}
	return a.mergeEnd(out, len(folders), students)
}

// maxShardProblems is how many problems of shards are shown.
const maxShardProblems = 10

// openShards opens the folders, and returns a usage error that names everything that keeps them from being merged.
func (a *app) openShards(ctx context.Context, names []string) ([]*shard.Folder, error) {
	var folders []*shard.Folder
	var problems []*shard.Problem
	for _, name := range expand(names) {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		f, err := shard.OpenFolder(name)
		var p *shard.Problem
		switch {
		case errors.As(err, &p):
			problems = append(problems, p)
		case err != nil:
			return nil, a.outError(name, err)
		default:
			folders = append(folders, f)
		}
	}
	if problems == nil {
		problems = shard.Check(folders)
	}
	if problems == nil {
		return folders, nil
	}
	lines := []string{a.say.Say("merge.refused")}
	for _, p := range problems[:min(len(problems), maxShardProblems)] {
		lines = append(lines, "  "+a.shardWords(p))
	}
	if more := len(problems) - maxShardProblems; more > 0 {
		lines = append(lines, "  "+a.say.Say("grade.roster-more", "count", more))
	}
	return nil, usage(strings.Join(lines, "\n"))
}

// expand returns the names, and for a pattern the names that it matches: not every shell of Windows does that.
func expand(names []string) []string {
	var out []string
	for _, name := range names {
		found, err := filepath.Glob(name)
		if _, there := os.Lstat(name); there == nil || err != nil || len(found) == 0 {
			found = []string{name}
		}
		out = append(out, found...)
	}
	return out
}

// writeMerged writes the results and reports into the new folder.
func (a *app) writeMerged(ctx context.Context, folders []*shard.Folder, out string) (students []results.Student, err error) {
	err = writeFolder(out, func(dir string) error {
		name := filepath.Join(dir, results.FileName)
		if err := a.writeMergedResults(ctx, folders, name); err != nil {
			return err
		}
		students, err = classreport.WriteLargeClass(dir, a.course, now(), a.say, func(visit func(results.Student) error) error {
			return eachLine(ctx, name, func(s results.Student) error { return visit(points.WithOverrides(a.course, []results.Student{s})[0]) })
		})
		return err
	})
	return students, err
}

// writeMergedResults writes the lines of all shards into a file, and waits until the disk has it.
func (a *app) writeMergedResults(ctx context.Context, folders []*shard.Folder, name string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	err = shard.Merge(folders, w, func(results.Student) error { return ctx.Err() })
	for _, then := range []func() error{w.Flush, f.Sync} {
		if err == nil {
			err = then()
		}
	}
	return cmp.Or(err, f.Close())
}

// eachLine calls visit with each line of a file of results.
func eachLine(ctx context.Context, name string, visit func(results.Student) error) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	return results.Each(f, func(s results.Student, _ results.Span) error { return cmp.Or(ctx.Err(), visit(s)) })
}

// mergeDoc is the JSON of `checker merge`.
type mergeDoc struct {
	Version  int                   `json:"version"`
	Out      string                `json:"out"`
	Shards   int                   `json:"shards"`
	Students int                   `json:"students"`
	States   map[results.State]int `json:"states"` // how many students have each state
}

// mergeEnd shows what was merged. Its error is errRed if somebody has no verdict, as grade's would be.
func (a *app) mergeEnd(out string, shards int, students []results.Student) error {
	if a.json {
		doc := mergeDoc{1, out, shards, len(students), map[results.State]int{}}
		for _, s := range students {
			doc.States[s.State]++
		}
		if err := a.writeJSON(doc); err != nil {
			return err
		}
	} else {
		classreport.Table(a.Stdout, a.style(a.Stdout), a.say, students)
		a.print(a.Stdout, "")
		a.print(a.Stdout, a.say.Say("merge.written", "shards", shards, "students", len(students)))
		a.print(a.Stdout, a.say.Say("grade.written", "out", safetext.Line(out), "page", safetext.Line(filepath.Join(out, classreport.PageFile))))
	}
	if slices.ContainsFunc(students, func(s results.Student) bool { return !s.State.Final() }) {
		return errRed
	}
	return nil
}
