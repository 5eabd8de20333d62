package link

import "encoding/json"

// Order is what the checker asks of a process.
type Order struct {
	Secret string          // every message repeats it
	Task   json.RawMessage // what to do, in the words of whoever asked for a process; where its Watch is true, limits are watched over
}

// Message is one thing that a process reports, one line of JSON.
type Message struct {
	Secret string          `json:"secret"`
	Kind   string          `json:"kind"`
	Data   json.RawMessage `json:"data"`
}
