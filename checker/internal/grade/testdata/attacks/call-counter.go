// tries: be wrong from some call on
// state: graded
// points: 5
// says: "fail"
// slow: only with WORKSHOP_LONG=whole
// rest: right

package main

import "sync"

var calls int

// wrong from its fortieth call on
func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	if calls++; calls > 400 {
		return nil, nil
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
	return visits, nil
}
