package progress

import "time"

// answerID returns the id under which a question is stored. A step's id has one slash.
func answerID(lesson, question string) string { return lesson + "/quiz/" + question }

// Answered reports whether the question of the lesson was ever answered rightly.
func (s *Store) Answered(lesson, question string) bool { return s.Passed(answerID(lesson, question)) }

// RecordAnswer records that the question was answered rightly. A later call keeps the time of the first.
func (s *Store) RecordAnswer(now time.Time, lesson, question string) {
	s.Pass(now, answerID(lesson, question))
}
