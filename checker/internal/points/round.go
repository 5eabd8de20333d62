package points

import (
	"math/big"
	"strings"
)

// Rounding is how a grade is rounded. The values are those of grading.toml.
type Rounding string

// The values of Rounding. Grades are never below 0.
const (
	HalfUp   Rounding = "half-up"   // 0.5 becomes 1
	HalfEven Rounding = "half-even" // 0.5 becomes 0, and 1.5 becomes 2
	Up       Rounding = "up"
	Down     Rounding = "down"
)

// Roundings returns the values of Rounding, the default first.
func Roundings() []Rounding { return []Rounding{HalfUp, HalfEven, Up, Down} }

// maxDecimals is the largest number of decimals of a grade.
const maxDecimals = 6

// round returns x with so many decimals. x is not below 0.
func (r Rounding) round(x *big.Rat, decimals int) *big.Rat {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(decimals)), nil)
	scaled := new(big.Rat).Mul(x, new(big.Rat).SetInt(scale))
	n, rest := new(big.Int).QuoRem(scaled.Num(), scaled.Denom(), new(big.Int))
	half := new(big.Int).Lsh(rest, 1).Cmp(scaled.Denom()) // the rest against a half
	var up bool
	switch r {
	case Up:
		up = rest.Sign() > 0
	case Down:
	case HalfEven:
		up = half > 0 || half == 0 && n.Bit(0) == 1
	default:
		up = half >= 0
	}
	if up {
		n.Add(n, big.NewInt(1))
	}
	return new(big.Rat).SetFrac(n, scale)
}

// decimal returns x with at most so many decimals, and without zeros at their end.
func decimal(x *big.Rat, decimals int) string {
	text := x.FloatString(decimals)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text
}
