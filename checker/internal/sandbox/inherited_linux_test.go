package sandbox

import (
	"os/exec"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A large checker must not cost anybody a step: Linux counts the memory of the process that started another one as the other's, too, until that
// has executed its own program, and tells both together as the highest.
func TestTheCheckersMemoryIsNotThePrograms(t *testing.T) {
	program, err := exec.LookPath("true")
	require.NoError(t, err)
	large := make([]byte, 300<<20)
	for i := 0; i < len(large); i += 4096 {
		large[i] = 1
	}
	probed, err := probeOnce()
	require.NoError(t, err)
	for _, level := range levelsHere {
		r, err := New(level, probed)
		if err != nil {
			continue // this machine does not reach it
		}
		result, err := r.Run(t.Context(), Spec{Path: program, Write: []string{openDir(t)}, Limits: Limits{Memory: 200 << 20}})
		require.NoError(t, err)
		assert.Equal(t, NotStopped, result.Stopped, "%s: %+v", level, result)
		assert.Less(t, result.Peak, int64(200<<20), "%s", level)
	}
	assert.NotZero(t, large[4096])
}
