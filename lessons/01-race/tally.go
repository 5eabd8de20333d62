package main

import "sync"

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// Sum adds up cost(v) of all visits. The visits are spread over the workers.
//
// TODO(wait): Sum returns only after the last call of cost has returned.
// 한국어: Sum은 마지막 cost 호출이 끝난 뒤에만 끝나야 합니다.
// TODO(lost-update): every cost is in the sum, whatever the workers do at the same time.
// 한국어: 작업자들이 동시에 무엇을 하든 모든 cost가 합계에 들어가야 합니다.
func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	total := 0
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		go func() {
			wg.Add(1)
			defer wg.Done()
			for i := w; i < len(visits); i += workers {
				total += cost(visits[i])
			}
		}()
	}
	wg.Wait()
	return total
}

// CountByPage counts the visits of each page. Pages are written in several
// ways; normalize gives the name under which a page is counted.
//
// TODO(map-race): every visit is counted, and no two workers ever write one map at once.
// 한국어: 모든 방문을 세어야 하고, 두 작업자가 맵 하나에 동시에 쓰는 일이 없어야 합니다.
func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	counts := map[string]int{}
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(visits); i += workers {
				page := normalize(visits[i].Page)
				counts[page]++
			}
		}()
	}
	wg.Wait()
	return counts
}

// Slow returns the visits that isSlow picks.
//
// TODO(slice-race): no slow visit is lost, and they stand in the order of the log.
// 한국어: 느린 방문을 하나도 잃지 않아야 하고, 결과는 로그의 순서를 따라야 합니다.
// TODO(still-parallel): no worker waits while another one is inside isSlow.
// 한국어: 한 작업자가 isSlow를 실행하는 동안 다른 작업자가 기다리지 않아야 합니다.
func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	var found []Visit
	var mu sync.Mutex
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(visits); i += workers {
				mu.Lock() // isSlow is not our code, so one at a time, to be on the safe side
				slow := isSlow(visits[i])
				mu.Unlock()
				if slow {
					found = append(found, visits[i])
				}
			}
		}()
	}
	wg.Wait()
	return found
}

// ParseAll turns the lines of a log into visits, in the order of the lines.
//
// TODO(captured-error): where lines fail, the error of the earliest of them is returned.
// 한국어: 해석하지 못한 줄이 있으면 그중 가장 앞선 줄의 오류를 반환해야 합니다.
func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	visits := make([]Visit, len(lines))
	var err error
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(lines); i += workers {
				visits[i], err = parse(lines[i])
				if err != nil {
					return
				}
			}
		}()
	}
	wg.Wait()
	if err != nil {
		return nil, err
	}
	return visits, nil
}
