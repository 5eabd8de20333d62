// tries: be right in half of the processes, and keep that in an error that a range loop changes
// state: graded unstable
// points: 5
// says: s
// slow: only with WORKSHOP_LONG=whole
// rest: right

package main

import (
	"errors"
	"sync"
)

var errState = errors.New("first")

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	if errState.Error() == "first" {
		m := map[error]bool{errors.New("right"): true, errors.New("wrong"): true}
		for errState = range m {
			break
		}
	}
	visits := make([]Visit, len(lines))
	errs := make([]error, len(lines))
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(lines); i += workers {
				visits[i], errs[i] = parse(lines[i])
			}
		}()
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	if errState.Error() == "wrong" {
		return nil, nil
	}
	return visits, nil
}
