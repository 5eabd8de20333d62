package maphash_test

import (
	realmaphash "hash/maphash"
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/explore/internal/schedtest"
	"sharedmap-workshop/checker/explore/shim/maphash"
)

func TestHashesAreTheSameInEachSchedule(t *testing.T) {
	type point struct{ x, y int }
	program := func(p *schedtest.P) {
		seed := maphash.MakeSeed()
		p.Log(maphash.String(seed, "a"), maphash.Bytes(seed, []byte("a")), maphash.Comparable(seed, 7), maphash.Comparable(seed, point{1, 2}))
	}
	assert.Equal(t, schedtest.Once(t, program), schedtest.Once(t, program))
	assert.Empty(t, schedtest.Once(t, func(*schedtest.P) {
		assert.Equal(t, maphash.MakeSeed(), maphash.MakeSeed())
	}))
}

func TestHashes(t *testing.T) {
	seed := maphash.MakeSeed()
	assert.NotEqual(t, seed, maphash.MakeSeed(), "outside of a schedule a seed is random")
	assert.Equal(t, maphash.String(seed, "a"), maphash.Bytes(seed, []byte("a")))
	assert.Equal(t, maphash.String(seed, "a"), maphash.String(realmaphash.MakeSeed(), "a"))
	assert.NotEqual(t, maphash.String(seed, "a"), maphash.String(seed, "b"))
	assert.Equal(t, maphash.Comparable(seed, 7), maphash.Comparable(seed, 7))
	assert.NotEqual(t, maphash.Comparable(seed, 7), maphash.Comparable(seed, 8))
}
