package main

import "sync"

// The actions that a command can ask for.
const (
	set = iota
	get
	remove
	count
)

// SharedMap is a map that many goroutines use at once. They do not touch m:
// they send commands to c, and the goroutine that runs Run carries them out.
type SharedMap struct {
	m map[string]any // only Run touches it
	c chan command
	// TODO(no-lock): what is safe without a lock should do without one.
	// 한국어: 잠금 없이도 안전한 것은 잠금을 쓰지 않아야 합니다.
	mu *sync.Mutex
}

// command asks the owner of the map for one thing.
type command struct {
	key    string
	value  any
	action int
	result chan<- any // where the answer goes, if there is one
}

// NewMap returns an empty map, ready for use.
//
// TODO(run): a command that somebody sends must be carried out.
// 한국어: 누군가 보낸 명령은 반드시 처리되어야 합니다.
func NewMap() SharedMap {
	return SharedMap{
		m:  make(map[string]any),
		c:  make(chan command),
		mu: new(sync.Mutex),
	}
}

// Run receives the commands and carries them out, one after the other.
//
// TODO(remove): a removed key must be gone, and removing a missing key is no error.
// 한국어: 지운 키는 없어져야 하고, 없는 키를 지우는 것은 오류가 아닙니다.
func (sm SharedMap) Run() {
	for cmd := range sm.c {
		sm.mu.Lock()
		switch cmd.action {
		case set:
			sm.m[cmd.key] = cmd.value
		case get:
			cmd.result <- sm.m[cmd.key]
		}
		sm.mu.Unlock()
	}
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.c <- command{action: set, key: key, value: value}
}

// Get returns what is stored under key, and whether anything is.
//
// TODO(reply): a key that is missing and a key that holds nil must be told apart.
// 한국어: 없는 키와 nil이 저장된 키를 구별할 수 있어야 합니다.
func (sm SharedMap) Get(key string) (any, bool) {
	result := make(chan any)
	sm.c <- command{action: get, key: key, result: result}
	value := <-result
	return value, value != nil
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.c <- command{action: remove, key: key}
}

// Count returns how many keys the map has.
//
// TODO(count): the number must be exact, and asking for it must be safe whoever else uses the map.
// 한국어: 개수는 정확해야 하고, 누가 맵을 쓰고 있든 안전하게 물을 수 있어야 합니다.
func (sm SharedMap) Count() int {
	return len(sm.m)
}

// Update gives what is stored under key to f, stores what f returns, and returns it.
//
// TODO(update): nothing may come between reading the old value and storing the new one.
// 한국어: 옛 값을 읽고 새 값을 저장하는 사이에 아무것도 끼어들지 않아야 합니다.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	old, found := sm.Get(key)
	value := f(old, found)
	sm.Set(key, value)
	return value
}
