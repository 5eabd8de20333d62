package progress

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
)

// RecordOriginal records the original that the student's file of a lesson is based on. It replaces an earlier record only while the
// student's file is identical to the new original.
func (s *Store) RecordOriginal(lesson string, original, own []byte) {
	if s.originals[lesson] == "" || bytes.Equal(original, own) {
		s.AcceptOriginal(lesson, original)
	}
}

// AcceptOriginal records that the student has this original or has seen it. Outdated then does not report it.
func (s *Store) AcceptOriginal(lesson string, original []byte) {
	s.originals[lesson] = hashOf(original)
}

// Outdated reports whether an update replaced the original that the student's file is based on.
func (s *Store) Outdated(lesson string, original, own []byte) bool {
	return s.originals[lesson] != "" && s.originals[lesson] != hashOf(original) && !bytes.Equal(original, own)
}

// hashOf returns a short hash of a file's content. It treats Windows line ends as Unix line ends.
func hashOf(b []byte) string {
	h := sha256.Sum256(bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n")))
	return hex.EncodeToString(h[:8])
}
