package gotest

import (
	"path/filepath"
	"regexp"
)

// asLessons gives the files that stand in for students' files their lessons' names in what the go command printed: an overlay is compiled under the
// path of the scratch file. The go command may have cut the path's beginning, so only its end, which no other file has, is looked for.
func asLessons(out []byte, sources ...Source) []byte {
	for _, s := range sources {
		if s.File == "" {
			continue
		}
		path := regexp.MustCompile(`(?m)(^|\s)\S*[/\\]` + regexp.QuoteMeta(filepath.Base(s.File)) + `:`)
		out = path.ReplaceAll(out, []byte("${1}"+s.Lesson.Path()+":"))
	}
	return out
}
