package rt

import "sync"

// sites are the names of the variables that accesses to memory go to. Instrumented packages register them while they are initialised.
var sites struct {
	mu    sync.Mutex
	names []map[uint32]string
}

// Names registers the names of one file: the number of an access → what the source calls the variable.
func Names(names map[uint32]string) {
	sites.mu.Lock()
	defer sites.mu.Unlock()
	sites.names = append(sites.names, names)
}

// nameOf returns what the source calls the variable that an access goes to, or "".
func nameOf(site uint32) string {
	for _, names := range sites.names {
		if name := names[site]; name != "" {
			return name
		}
	}
	return ""
}
