package link

import "encoding/json"

// Order is what the checker asks of a process.
type Order struct {
	Secret string          // every message repeats it
	Task   json.RawMessage // what the process is to do; if its Watch is true, the process watches over its limits
}

// Message is one thing that a process reports, one line of JSON.
type Message struct {
	Secret string          `json:"secret"`
	Kind   string          `json:"kind"`
	Data   json.RawMessage `json:"data"`
}
