//go:build !unix

package intake_test

import (
	"errors"
	"testing"
)

func mkfifo(string) error { return errors.ErrUnsupported }

func limitOpenFiles(*testing.T, uint64) {}
