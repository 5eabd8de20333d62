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
	Mend   Mend   `json:"mend,omitempty"`   // what may help, for a layer that does not hold
	Tries  []Try  `json:"tries"`
}

// Mend names what may give a machine a layer. Package msg has a text for each under "sandbox.mend.<mend>".
type Mend string

// The ways.
const (
	MendAppArmor  Mend = "apparmor"  // AppArmor refuses user namespaces, as on Ubuntu from 23.10
	MendUserns    Mend = "userns"    // a setting of the kernel refuses user namespaces to ordinary users
	MendUsernsMax Mend = "max"       // so many user namespaces are allowed: none
	MendContainer Mend = "container" // the container that this runs in refuses
	MendKernel    Mend = "kernel"    // the kernel is too old, or was built or started without it
	MendNone      Mend = "none"      // nothing needs to be done: another layer does the same more slowly
	MendRetry     Mend = "retry"     // the layer needs nothing of the machine
	MendFirst     Mend = "first"     // another layer is missing first
)

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
