package rt

import "sync"

// sites are the names of what accesses to memory are to, as the source has them. Packages register theirs while they are initialised.
var sites struct {
	mu    sync.Mutex
	names []map[uint32]string
}

// Names registers the names of one file.
func Names(names map[uint32]string) {
	sites.mu.Lock()
	defer sites.mu.Unlock()
	sites.names = append(sites.names, names)
}

func nameOf(site uint32) string {
	for _, names := range sites.names {
		if name := names[site]; name != "" {
			return name
		}
	}
	return ""
}
