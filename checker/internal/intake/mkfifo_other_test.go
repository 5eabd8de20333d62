//go:build !unix

package intake_test

import "errors"

func mkfifo(string) error { return errors.ErrUnsupported }
