package term

// A KeyReader reads the keys of a keyboard one at a time, and only when it is asked for one.
type KeyReader struct {
	*Keyboard
	pending []byte // was read together with an earlier key
}

// NewKeyReader returns a reader of k's keys.
func NewKeyReader(k *Keyboard) *KeyReader { return &KeyReader{Keyboard: k} }
