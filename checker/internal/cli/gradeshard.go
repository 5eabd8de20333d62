package cli

import (
	"errors"
	"slices"
	"time"

	"sharedmap-workshop/checker/internal/grade"
	"sharedmap-workshop/checker/internal/intake"
	"sharedmap-workshop/checker/internal/safetext"
	"sharedmap-workshop/checker/internal/shard"
)

// gradeShard is the part of a class that --shard names.
type gradeShard struct {
	shard  shard.Shard
	whole  *intake.Class
	class  *intake.Class // with the students of the shard alone
	record shard.Record
	before shard.Record // of an earlier run; its version is 0 if there was none
}

// autoShard is the value of --shard that means the engine's environment.
const autoShard = "auto"

// shardOf returns the shard that --shard names.
func (a *app) shardOf(value string) (shard.Shard, error) {
	s, err := shard.Shard{}, error(nil)
	if value == autoShard {
		s, err = shard.FromEnvironment(a.Getenv)
	} else {
		s, err = shard.Parse(value)
	}
	return s, a.shardError(err)
}

// shardError returns the usage error for a *shard.Problem, and any other error as it is.
func (a *app) shardError(err error) error {
	var p *shard.Problem
	if errors.As(err, &p) {
		return usage(a.shardWords(p))
	}
	return err
}

// shardWords returns the text about what is wrong with shards.
func (a *app) shardWords(p *shard.Problem) string {
	key := p.Why
	switch {
	case key == shard.WhyMixed:
		key = p.Mixed()
	case key == shard.WhyDamaged && p.Number > 0:
		key = "damaged-line"
	}
	return a.say.Say("shard."+key, "what", safetext.Line(p.What), "other", safetext.Line(p.Other), "number", p.Number,
		"first", safetext.Line(p.Values[0]), "second", safetext.Line(p.Values[1]))
}

// partOf returns the part of the class that falls to a shard.
func (a *app) partOf(class *intake.Class, s shard.Shard, flags gradeFlags, o intake.Options) (*gradeShard, error) {
	var members []shard.Member
	for _, st := range class.Students {
		m := shard.Member{Student: grade.IDOf(st), Name: st.Name, Group: st.Group}
		for _, l := range st.Lessons {
			for _, f := range l.Files {
				m.Files = append(m.Files, l.ID+" "+f.Hash+" "+f.Path)
			}
		}
		members = append(members, m)
	}
	part := &gradeShard{shard: s, whole: class, record: shard.Record{
		Number: s.Number, Of: s.Of, Lang: a.say.Lang(), Take: string(class.Take), Repeat: flags.repeat, Size: len(members), Students: shard.Members(members, s),
	}}
	if !o.Deadline.IsZero() {
		part.record.Deadline = o.Deadline.Format(time.RFC3339)
	}
	var err error
	if part.record.Class, err = shard.Hash(members); err != nil {
		return nil, err
	}
	if o.Roster != nil {
		if part.record.Roster, err = shard.Hash(o.Roster.Students); err != nil {
			return nil, err
		}
	}
	some := *class
	some.Students = nil
	for _, p := range part.record.Students {
		some.Students = append(some.Students, class.Students[p.At])
	}
	part.class = &some
	return part, nil
}

// fits returns a usage error if the folder holds another shard, or, for a nil part, any shard.
func (part *gradeShard) fits(a *app, out string) error {
	r, err := shard.ReadRecord(out)
	var p *shard.Problem
	none := errors.As(err, &p) && p.Why == shard.WhyNoRecord
	switch {
	case err != nil && !none:
		return a.shardError(err)
	case part == nil && none:
		return nil
	case part == nil:
		return usage(a.say.Say("shard.whole", "dir", safetext.Line(out), "shard", r.Shard().String()))
	case !none && r.Shard() != part.shard:
		return usage(a.say.Say("shard.another", "dir", safetext.Line(out), "shard", r.Shard().String(), "asked", part.shard.String()))
	}
	part.before = r
	return nil
}

// begin writes into the folder what is graded, unless the folder says it already.
func (part *gradeShard) begin(a *app, flags gradeFlags, about grade.About, tests string) error {
	if part == nil {
		return nil
	}
	part.record.Checker, part.record.Go, part.record.Tests, part.record.Level = about.Checker, about.Go, tests, about.Level
	same := part.before.Version != 0 && part.before.SameClass(part.record)
	part.record.Finished = same && part.before.Finished
	if err := shard.WriteRecord(flags.out, part.record); err != nil {
		return a.outError(flags.out, err)
	}
	// A run of some students does not finish a shard, and neither does one that leaves lines of an earlier grading as they are.
	if len(flags.only) == 0 && (!flags.retry || same || part.before.Version == 0) {
		part.record.Finished = true
	}
	return nil
}

// end writes that the shard is graded to its end, if it is.
func (part *gradeShard) end(a *app, out string) error {
	if part == nil || !part.record.Finished {
		return nil
	}
	if err := shard.WriteRecord(out, part.record); err != nil {
		return a.outError(out, err)
	}
	return nil
}

// elsewhere returns the shard to which a student of the class falls who is not in this part, or false.
func (part *gradeShard) elsewhere(id string) (shard.Shard, bool) {
	if part == nil || !slices.ContainsFunc(part.whole.Students, func(s intake.Student) bool { return grade.IDOf(s) == id }) {
		return shard.Shard{}, false
	}
	i := slices.IndexFunc(part.whole.Students, func(s intake.Student) bool { return grade.IDOf(s) == id })
	s := part.whole.Students[i]
	return shard.Shard{Number: shard.Member{Student: id, Group: s.Group}.NumberOf(part.shard.Of), Of: part.shard.Of}, true
}
