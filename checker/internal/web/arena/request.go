package arena

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"

	"sharedmap-workshop/checker/explore/strategy"
)

// The limits of a request.
const (
	maxBody  = 64 << 10 // bytes
	maxMoves = 5000
)

// request is what a page asks for.
type request struct {
	Moves  []int `json:"moves"`  // from 1; null: the start of the case that breaks
	Finish bool  `json:"finish"` // after them the schedule goes on to its end
	Fresh  bool  `json:"fresh"`  // of the files as they are now
}

// errBody is the error for a body that no page of ours sends.
var errBody = errors.New("the body is not what the page sends")

// decode reads the body of a request.
func decode(w http.ResponseWriter, r *http.Request) (request, error) {
	var out request
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return out, fmt.Errorf("%w: its type is not application/json", errBody)
	}
	d := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody))
	d.DisallowUnknownFields()
	if err := d.Decode(&out); err != nil {
		return out, fmt.Errorf("%w: %w", errBody, err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return out, fmt.Errorf("%w: there is more behind it", errBody)
	}
	if len(out.Moves) > maxMoves {
		return out, fmt.Errorf("%w: %d moves, at most %d", errBody, len(out.Moves), maxMoves)
	}
	for _, m := range out.Moves {
		if m < 1 || m > strategy.MaxWays {
			return out, fmt.Errorf("%w: move %d, not 1 to %d", errBody, m, strategy.MaxWays)
		}
	}
	return out, nil
}
