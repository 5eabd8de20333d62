package sandbox

import (
	"io/fs"
	"path/filepath"
	"time"
)

// usage is what a program and the processes that it has started use at one moment.
type usage struct {
	processor time.Duration
	memory    int64
	tasks     int
}

// fileCost is what an empty file counts: a program that makes a million of them fills a disk, too.
const fileCost = 4096

// diskUsed returns how many bytes are in the folders that the program may write. It stops to count when it has reached the limit.
func (b *box) diskUsed(limit int64) int64 {
	var total int64
	for _, dir := range b.measured {
		_ = filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
			if err != nil {
				return nil // it has been removed meanwhile
			}
			total += fileCost
			if info, err := e.Info(); err == nil && e.Type().IsRegular() {
				total += info.Size()
			}
			if total > limit {
				return filepath.SkipAll
			}
			return nil
		})
	}
	return total
}
