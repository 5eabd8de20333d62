package report_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/internal/intake"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/report"
)

// On a Korean screen the errors of Go's packages are Korean, too.
func TestErrorsAreInTheReadersLanguage(t *testing.T) {
	ko, english := msg.New("ko"), regexp.MustCompile(`[a-z]{3,} [a-z]+`)
	_, missing := os.Open(filepath.Join(t.TempDir(), "no such file"))
	folder := os.WriteFile(t.TempDir(), nil, 0o600)
	var n struct{ N int }
	for _, err := range []error{
		missing, folder, fs.ErrPermission, &fs.PathError{Op: "open", Path: "very long name", Err: syscall.EACCES}, &os.LinkError{Op: "rename", Old: "some file", New: "other file", Err: syscall.ENOSPC},
		syscall.EROFS, syscall.EIO, syscall.ENOTDIR, syscall.ENAMETOOLONG, fmt.Errorf("write the file: %w", io.ErrUnexpectedEOF),
		json.Unmarshal([]byte("{"), &n), json.Unmarshal([]byte(`{"n" 1}`), &n), json.Unmarshal([]byte(`{"n": "one"}`), &n),
	} {
		assert.Error(t, err)
		assert.NotRegexp(t, english, report.ErrorWords(err, ko), "%v", err)
	}
	assert.Equal(t, "strange new error", report.ErrorWords(errors.New("strange new error"), ko))
	for _, why := range []string{intake.WhyDamaged, intake.WhyUnreadable} {
		for _, what := range []string{"zip: not a valid zip file", syscall.EACCES.Error(), syscall.EIO.Error(), syscall.ENOENT.Error()} {
			if why == intake.WhyUnreadable && what[:3] == "zip" {
				continue // such an archive is damaged
			}
			assert.NotRegexp(t, english, report.ProblemWords(intake.Problem{Why: why, Where: "과제.zip", What: what}, ko))
		}
	}
}
