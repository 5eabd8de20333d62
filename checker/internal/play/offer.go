package play

import (
	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/msg"
)

// Offer is the open choice of a schedule in words. They are safe to show on a terminal.
type Offer struct {
	Question string       `json:"question"`
	Ways     []OfferedWay `json:"ways"`
	Others   []OtherWait  `json:"others"` // the goroutines that cannot move
}

// OfferedWay is one way in which the schedule can go on.
type OfferedWay struct {
	Number    int    `json:"number"`    // from 1
	Goroutine string `json:"goroutine"` // that moves; "": the way is not a move of a goroutine
	Text      string `json:"text"`
	Place     string `json:"place"`
	Code      string `json:"code"`
	Preempts  bool   `json:"preempts"` // the goroutine that moved last could go on instead
}

// OtherWait is a goroutine that cannot move, and why.
type OtherWait struct {
	Goroutine string `json:"goroutine"`
	Why       string `json:"why"`
}

// OfferOf returns the open choice of a schedule, or nil if it has none.
func OfferOf(r *explore.Result, say *msg.Printer) *Offer {
	if r.Played == nil || r.Played.Open == nil {
		return nil
	}
	open := r.Played.Open
	out := &Offer{Question: question(open, say), Others: []OtherWait{}}
	for i, row := range ways(r, say) {
		w := OfferedWay{Number: row.number, Text: row.cells[0], Code: row.code, Preempts: open.Ways[i].Preempts}
		if row.cells[1] != "" {
			w.Goroutine, w.Text, w.Place = row.cells[0], row.cells[1], row.cells[2]
		}
		out.Ways = append(out.Ways, w)
	}
	for _, row := range others(r, say) {
		out.Others = append(out.Others, OtherWait{row.cells[0], row.cells[1]})
	}
	return out
}
