// Package shard divides the grading of a class among several machines, and puts their results together again.
//
// Each machine reads the same class and grades the students of its shard, such as 3/8: the third of eight. What a shard was graded from stands
// in shard.json beside its results.jsonl, so that Merge refuses shards that do not belong together. Which shard a student falls to depends on
// the student's id and the number of shards alone.
package shard

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
)

// Shard is one part of a class.
type Shard struct {
	Number int // from 1
	Of     int // how many shards there are
}

// MaxShards is the largest number of shards. More would be slower, because every shard reads the whole class.
const MaxShards = 10_000

// String returns the shard as --shard takes it: "3/8".
func (s Shard) String() string { return fmt.Sprintf("%d/%d", s.Number, s.Of) }

// Parse returns the shard that "3/8" names. Its error is a *Problem with WhyForm, WhyZero or WhyRange.
func Parse(text string) (Shard, error) {
	number, of, ok := strings.Cut(text, "/")
	n, err := strconv.Atoi(number)
	count, err2 := strconv.Atoi(of)
	switch {
	case !ok || err != nil || err2 != nil || count < 1 || count > MaxShards:
		return Shard{}, &Problem{Why: WhyForm, What: text}
	case n == 0:
		return Shard{}, &Problem{Why: WhyZero, What: text, Number: count}
	case n < 0 || n > count:
		return Shard{}, &Problem{Why: WhyRange, What: text, Number: count}
	}
	return Shard{n, count}, nil
}

// Takes reports whether the student with this id falls to the shard. Students who share their submissions must fall to one shard, so for them
// key is the name of their group.
func (s Shard) Takes(key string) bool { return NumberOf(key, s.Of) == s.Number }

// NumberOf returns to which of so many shards a key falls, from 1.
func NumberOf(key string, of int) int {
	sum := sha256.Sum256([]byte(key))
	return int(binary.BigEndian.Uint64(sum[:])%uint64(of)) + 1
}
