package progress

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
)

// See notes which original the student's own file of a lesson stems from: the one that is there when the lesson is first run, or
// while the file has not been changed.
func (s *Store) See(lesson string, original, own []byte) {
	if s.began[lesson] == "" || bytes.Equal(original, own) {
		s.Accept(lesson, original)
	}
}

// Accept notes that the student knows this original.
func (s *Store) Accept(lesson string, original []byte) { s.began[lesson] = sum(original) }

// Outdated reports whether an update has brought another original than the one that the student's own file stems from.
func (s *Store) Outdated(lesson string, original, own []byte) bool {
	return s.began[lesson] != "" && s.began[lesson] != sum(original) && !bytes.Equal(original, own)
}

func sum(b []byte) string {
	h := sha256.Sum256(bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n")))
	return hex.EncodeToString(h[:8])
}
