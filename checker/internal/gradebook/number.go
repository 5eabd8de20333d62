package gradebook

import (
	"math/big"
	"regexp"
	"strings"
)

// decimalNumber matches a number as gradebooks write it, with a point or a comma.
var decimalNumber = regexp.MustCompile(`^\s*[+-]?\d{1,12}([.,]\d{1,12})?\s*$`)

// number returns the number in a cell.
func number(cell string) (*big.Rat, bool) {
	if !decimalNumber.MatchString(cell) {
		return nil, false
	}
	return new(big.Rat).SetString(strings.ReplaceAll(strings.TrimSpace(cell), ",", "."))
}

// sameNumber reports whether two cells have the same number, or the same text.
func sameNumber(a, b string) bool {
	x, isX := number(a)
	y, isY := number(b)
	if isX && isY {
		return x.Cmp(y) == 0
	}
	return a == b
}
