package gotest

import (
	"path/filepath"
	"regexp"
)

// useLessonNames replaces the paths of scratch files in the go command's output by the paths of the student's files for which they were
// compiled. The go command may have shortened a path, so useLessonNames matches the end of the path, which is unique.
func useLessonNames(out []byte, sources ...Source) []byte {
	for _, s := range sources {
		if s.File == "" {
			continue
		}
		path := regexp.MustCompile(`(?m)(^|\s)\S*[/\\]` + regexp.QuoteMeta(filepath.Base(s.File)) + `:`)
		out = path.ReplaceAll(out, []byte("${1}"+s.Lesson.Path()+":"))
	}
	return out
}
