package points

import (
	"maps"
	"math/big"
	"slices"
	"time"

	"sharedmap-workshop/checker/internal/course"
)

// late reads the table of what being late costs.
func (r *schemeReader) late(key string, v any) *Late {
	out, t := &Late{Percent: new(big.Rat), PercentADay: new(big.Rat)}, r.table(key, v)
	for _, name := range slices.Sorted(maps.Keys(t)) {
		full, v := key+"."+name, t[name]
		switch name {
		case "percent_once":
			out.Percent = r.number(full, v, 100)
		case "percent_per_day":
			out.PercentADay = r.number(full, v, 100)
		case "grace_minutes":
			out.Grace = time.Duration(r.integer(full, v, 0, maxDays*24*60)) * time.Minute
		case "cut_off_days":
			out.CutOff = time.Duration(r.integer(full, v, 1, maxDays)) * day
		case "cut_off_hours":
			out.CutOff = time.Duration(r.integer(full, v, 1, maxDays*24)) * time.Hour
		default:
			r.add(Problem{Key: full, Why: WhyKey, Near: course.Closest(lateKeys, name)})
		}
	}
	if t["cut_off_days"] != nil && t["cut_off_hours"] != nil {
		r.add(Problem{Key: key, Why: WhyCutOffs})
	}
	return out
}
