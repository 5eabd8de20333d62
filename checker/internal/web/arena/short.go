package arena

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"
)

// maxText is how long a text of an answer is at most, in characters. A program can print a panic or a value of any length, and a page shows such a text
// in several places.
const maxText = 2000

// marshal returns an answer as JSON, in which texts that are too long are cut off.
func marshal(answer any) ([]byte, error) {
	whole, err := json.Marshal(answer)
	if err != nil || len(whole) <= maxText { // no text is longer than the whole
		return whole, err
	}
	d := json.NewDecoder(bytes.NewReader(whole))
	d.UseNumber()
	var value any
	if err := d.Decode(&value); err != nil {
		return nil, err
	}
	return json.Marshal(shortened(value))
}

// shortened returns a value of JSON whose texts are not too long.
func shortened(value any) any {
	switch v := value.(type) {
	case string:
		if utf8.RuneCountInString(v) > maxText {
			return string([]rune(v)[:maxText]) + "…"
		}
	case []any:
		for i := range v {
			v[i] = shortened(v[i])
		}
	case map[string]any:
		for key := range v {
			v[key] = shortened(v[key])
		}
	}
	return value
}
