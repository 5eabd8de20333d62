package sandbox

import "slices"

// Probed is what Probe found out about a machine. The zero value holds no layer.
type Probed struct {
	Layers []Trial
	// Together are the attacks that got through with all layers at once; there should be none.
	Together []Try
}

// Trial is a layer, and the attacks with which it was tried. A layer holds if it stopped at least one attack that succeeds without it,
// and let none of its own through.
type Trial struct {
	Layer  Layer  `json:"layer"`
	Held   bool   `json:"held"`
	Detail string `json:"detail,omitempty"` // why it could not be set up
	Tries  []Try  `json:"tries"`
}

// Try is one attack, without any layer and with the one that is tried.
type Try struct {
	Attack  string `json:"attack"`
	Without string `json:"without"` // "reached", or what stopped it on this machine anyway
	With    string `json:"with"`    // "reached", or what stopped it under the layer
}

// Reached is Try's text for an attack that succeeded.
const Reached = "reached"

// proves reports whether the layer made the difference.
func (t Try) proves() bool { return t.Without == Reached && t.With != Reached }

// Held returns the layers that hold.
func (p Probed) Held() []Layer {
	if len(p.Together) > 0 {
		return nil
	}
	var all []Layer
	for _, t := range p.Layers {
		if t.Held {
			all = append(all, t.Layer)
		}
	}
	return all
}

// Level returns the highest level that the machine reaches.
func (p Probed) Level() Level { return levelOf(p.Held()) }

// Missing returns the layers that the level needs and that do not hold.
func (p Probed) Missing(l Level) []Layer { return l.missing(p.Held()) }

// judge sets Held.
func (t *Trial) judge() {
	t.Held = t.Detail == "" && slices.ContainsFunc(t.Tries, Try.proves) &&
		!slices.ContainsFunc(t.Tries, func(one Try) bool { return one.With == Reached })
}
