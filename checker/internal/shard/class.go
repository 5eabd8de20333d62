package shard

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

// Member is a student of a class as far as shards are concerned.
type Member struct {
	Student string // the id under which the student's line stands
	Name    string
	Group   string   // the group whose members share their submissions, or ""
	Files   []string // the hashes of the files that count
}

// key returns what decides to which shard the student falls. The members of a group stay together, because they have the same files, and a machine
// judges equal files once.
func (m Member) key() string {
	if m.Group != "" {
		return "group " + m.Group
	}
	return "student " + m.Student
}

// NumberOf returns to which of so many shards the student falls, from 1.
func (m Member) NumberOf(of int) int { return NumberOf(m.key(), of) }

// Members returns the places of the students who fall to a shard.
func Members(class []Member, s Shard) []Place {
	out := []Place{}
	for i, m := range class {
		if s.Takes(m.key()) {
			out = append(out, Place{i, m.Student})
		}
	}
	return out
}

// Hash returns a hash of a value of any type that JSON can write. Equal values have equal hashes on every machine.
func Hash(value any) (string, error) {
	b, err := json.Marshal(value)
	if err != nil {
		return "", fmt.Errorf("hash: %w", err)
	}
	sum := sha256.Sum256(b)
	return "sha256:" + hex.EncodeToString(sum[:]), nil
}
