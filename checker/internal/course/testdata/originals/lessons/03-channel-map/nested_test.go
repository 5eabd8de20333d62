package main

import (
	"fmt"
)

// testThroughManyMaps lets the function of an Update use another map, whose Update's function uses a third one, and so on: only the own map is forbidden to
// it, and no map waits for another one.
func testThroughManyMaps(s *testStep) {
	maps := make([]SharedMap, testDraw(40, 130))
	s.do(func() {
		for i := range maps {
			maps[i] = NewMap()
		}
	})
	var deepest any
	s.do(func() { deepest = testUpdateNested(maps) })
	if deepest != len(maps) {
		s.wrong("update-uses-other-maps", "Update", testWords("Update's function may use any other map", "Update의 함수는 다른 맵을 쓸 수 있어야 합니다"),
			fmt.Sprintf(testWords("%d maps, the function of each Update updates the next map: in the end the first Update returned %v", "맵 %d개에서 Update의 함수가 저마다 다음 맵을 Update했더니, 첫 Update의 반환값: %v"), len(maps), deepest))
	}
}

// testUpdateNested updates the first map by what updating the others returns: how many they are.
func testUpdateNested(maps []SharedMap) any {
	if len(maps) == 0 {
		return 0
	}
	return maps[0].Update("k", func(any, bool) any { return testUpdateNested(maps[1:]).(int) + 1 })
}
