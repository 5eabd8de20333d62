package gradebook_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/gradebook"
	"sharedmap-workshop/checker/internal/msg"
)

// canvasReads returns the numbers of the student and of the file, as Canvas reads them from a file's name: the first two parts that are numbers, or
// for an anonymous student the parts after anon.
func canvasReads(name string) []string {
	parts := strings.Split(name, "_")
	if parts[0] == "anon" {
		return parts[1:3]
	}
	var numbers []string
	for _, part := range parts {
		if regexp.MustCompile(`^\d+$`).MatchString(part) {
			numbers = append(numbers, part)
		}
	}
	return numbers[:2]
}

func TestCanvasTakesTheFeedbackBack(t *testing.T) {
	c := class()
	c.Students[0].Lessons[0].From = "hw.zip: kim2_minsu_101_9001_work.zip"
	c.Students[1].Lessons[1].From = "hw.zip: alq_LATE_102_9002_work_3_4.zip"
	c.Students[3].Lessons[0].From = "hw/anon_aB3dE_9004_work.zip"
	var filled gradebook.Filled
	text := written(t, func(w *bytes.Buffer) (err error) {
		filled, err = gradebook.CanvasFeedback(w, c, msg.New)
		return err
	})
	assert.Equal(t, gradebook.Filled{Written: 3, NoNumber: []string{"s3"}}, filled)
	z, err := zip.NewReader(strings.NewReader(text), int64(len(text)))
	require.NoError(t, err)
	var numbers [][]string
	for _, f := range z.File {
		numbers = append(numbers, canvasReads(f.Name))
		assert.Regexp(t, `feedback\.html$`, f.Name)
	}
	assert.Equal(t, [][]string{{"101", "9001"}, {"102", "9002"}, {"aB3dE", "9004"}}, numbers)

	_, err = gradebook.CanvasFeedback(io.Discard, nastyClass(), msg.New)
	var wrong *gradebook.Error
	require.True(t, errors.As(err, &wrong))
	assert.Equal(t, gradebook.WhyNotCanvasNames, wrong.Why)
}
