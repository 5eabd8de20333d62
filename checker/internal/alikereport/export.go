package alikereport

import (
	"encoding/csv"
	"os"
	"path"
	"path/filepath"

	"sharedmap-workshop/checker/internal/safetext"
)

// The folders of a lesson that Export writes. JPlag takes the first as submissions, the second as -old and the third as -bc; Dolos takes info.csv, and
// the file in the third as --ignore. Sources: JPlag, docs/1.-How-to-Use-JPlag.md; Dolos, docs/running and docs/adding-metadata.
const (
	classFolder   = "class"
	againstFolder = "against"
	baseFolder    = "base"
	infoFile      = "info.csv"
)

// publishedName is the name of the published solution among the answers to compare with.
const publishedName = "published-solution"

// Export writes the answers into dir, a folder for each lesson, as JPlag and Dolos read them. names turns ids into different names of files.
func Export(dir string, lessons []Lesson, names func(ids []string) []string) error {
	for _, l := range lessons {
		if err := exportLesson(filepath.Join(dir, l.ID), l, names); err != nil {
			return err
		}
	}
	return nil
}

func exportLesson(dir string, l Lesson, names func(ids []string) []string) error {
	files := map[string][]byte{
		path.Join(baseFolder, l.File):                   l.Known.Original,
		path.Join(againstFolder, publishedName, l.File): l.Known.Solution,
	}
	rows := [][]string{{"filename", "label"}, {path.Join(againstFolder, publishedName, l.File), publishedName}}
	var ids []string
	for _, a := range l.Answers {
		id := a.ID
		if a.From != "" {
			id = filepath.Base(a.From) + "-" + id
		}
		ids = append(ids, id)
	}
	for i, name := range names(ids) {
		folder, label := classFolder, classFolder
		if from := l.Answers[i].From; from != "" {
			folder, label = againstFolder, filepath.Base(from)
		}
		file := path.Join(folder, name, l.File)
		files[file] = l.Answers[i].Source
		rows = append(rows, []string{file, safetext.Cell(label)})
	}
	for name, content := range files {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(full, content, 0o644); err != nil {
			return err
		}
	}
	return writeCSV(filepath.Join(dir, infoFile), rows)
}

func writeCSV(name string, rows [][]string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	err = csv.NewWriter(f).WriteAll(rows)
	if closed := f.Close(); err == nil {
		err = closed
	}
	return err
}
