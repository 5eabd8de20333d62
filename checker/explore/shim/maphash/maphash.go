// Package maphash stands in for the functions of hash/maphash, which take a new random seed in each process and for each MakeSeed. In a
// schedule the same bytes always have the same hash, so that a schedule can be made again, in another process, too. A program cannot rely
// on a certain hash anyway.
package maphash

import (
	"fmt"
	"hash/fnv"
	"hash/maphash"
	"reflect"
	"sync"

	"sharedmap-workshop/checker/explore/rt"
)

var seed = sync.OnceValue(maphash.MakeSeed)

// MakeSeed stands in for maphash.MakeSeed. In a schedule it always returns the same seed.
func MakeSeed() maphash.Seed {
	if rt.Enter() == nil {
		return maphash.MakeSeed()
	}
	return seed()
}

// String stands in for maphash.String.
func String(_ maphash.Seed, s string) uint64 { return Bytes(maphash.Seed{}, []byte(s)) }

// Bytes stands in for maphash.Bytes.
func Bytes(_ maphash.Seed, b []byte) uint64 {
	h := fnv.New64a()
	_, _ = h.Write(b) // it never fails
	return h.Sum64()
}

// Comparable stands in for maphash.Comparable. Strings and integers have the same hash in each process, other values within one process.
func Comparable[T comparable](_ maphash.Seed, v T) uint64 {
	switch reflect.TypeFor[T]().Kind() {
	case reflect.String, reflect.Int, reflect.Int64, reflect.Int32, reflect.Uint, reflect.Uint64, reflect.Uint32, reflect.Uint8:
		return String(maphash.Seed{}, fmt.Sprintf("%#v", v))
	}
	return maphash.Comparable(seed(), v)
}
