package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"sharedmap-workshop/checker/internal/proc"
)

// tries are the attacks with which each layer is tried.
var tries = map[Layer][]string{
	Userns:   {"user-namespace"},
	Netns:    {"tcp", "udp"},
	Pidns:    {"signal-parent", "outlive"},
	Mountns:  {"read-outside", "write-outside", "parent-environ"},
	Landlock: {"read-outside", "write-outside", "parent-environ", "parent-memory"},
	Seccomp:  {"tcp", "udp", "unix-socket", "multipath-tcp", "ptrace", "keyring", "executable-memory", "new-process", "signal-parent"},
	Rlimits:  {"many-files"},
	Cgroup:   {"memory"},
	Measured: {"memory", "output", "processor", "wall", "disk"},
	Lifeline: {"orphan"},
}

// probeLimits are what an attack may use: little, so that a probe takes little time.
var probeLimits = Limits{Wall: 20 * time.Second, Processor: 5 * time.Second, Memory: probeMemory / 3, Output: 1 << 20, Disk: 1 << 20, Tasks: 128}

// limitsOf returns the limits for an attack.
func limitsOf(attack string) Limits {
	l := probeLimits
	switch attack {
	case "processor":
		l.Processor = 100 * time.Millisecond
	case "wall":
		l.Wall = 200 * time.Millisecond
	}
	return l
}

// parallel is how many attacks run at once.
const parallel = 4

// prober tries the layers.
type prober struct {
	exe    string
	target target
	dir    string
}

// Probe tries each layer by attacks of its own: once without any layer, and once under the layer alone. Then it tries all attacks under all
// layers that held. It takes about a second. It returns an error only if it could not try anything.
func Probe(ctx context.Context) (Probed, error) {
	exe, err := os.Executable()
	if err != nil {
		return Probed{}, fmt.Errorf("probe the sandbox: %w", err)
	}
	field, err := newField()
	if err != nil {
		return Probed{}, fmt.Errorf("probe the sandbox: %w", err)
	}
	defer field.close()
	sweepGroups()
	p := prober{exe: exe, target: field.target, dir: field.dir}
	probed := Probed{Layers: make([]Trial, len(AllLayers()))}
	var group errgroup.Group
	group.SetLimit(parallel)
	for i, layer := range AllLayers() {
		group.Go(func() error {
			probed.Layers[i] = p.trial(ctx, layer)
			return ctx.Err()
		})
	}
	if err := group.Wait(); err != nil {
		return Probed{}, err
	}
	probed.Together = p.together(ctx, probed.Held())
	return probed, ctx.Err()
}

// trial tries one layer.
func (p prober) trial(ctx context.Context, layer Layer) Trial {
	t := Trial{Layer: layer}
	for _, attack := range tries[layer] {
		one := Try{Attack: attack, Without: p.without(ctx, attack)}
		var err error
		if one.With, err = p.under(ctx, attack, alone(layer)); err != nil {
			t.Detail = err.Error()
			break
		}
		t.Tries = append(t.Tries, one)
	}
	if t.judge(); !t.Held {
		t.Mend = mend(layer)
	}
	return t
}

// alone returns a Runner with one layer, and those without which that one cannot be set up.
func alone(l Layer) *Runner {
	switch l {
	case Netns, Pidns, Mountns:
		return with(Userns, l)
	case Cgroup:
		r := with(Cgroup)
		r.unmeasured = true
		return r
	}
	return with(l)
}

// together returns the attacks that get through all layers at once.
func (p prober) together(ctx context.Context, held []Layer) []Try {
	r := with(held...)
	if len(Process.missing(held)) > 0 {
		return nil // too few layers are left to promise anything
	}
	var attacks []string
	for _, layer := range held {
		attacks = append(attacks, tries[layer]...)
	}
	slices.Sort(attacks)
	attacks = slices.Compact(attacks)
	ends := make([]string, len(attacks))
	var group errgroup.Group
	group.SetLimit(parallel)
	for i, attack := range attacks {
		group.Go(func() error {
			how, err := p.under(ctx, attack, r)
			ends[i] = errorText(how, err)
			if err == nil && how != Reached {
				ends[i] = ""
			}
			return nil
		})
	}
	_ = group.Wait() // no function returns an error
	var through []Try
	for i, end := range ends {
		if end != "" {
			through = append(through, Try{Attack: attacks[i], Without: Reached, With: end})
		}
	}
	return through
}

func errorText(how string, err error) string {
	if err != nil {
		return err.Error()
	}
	return how
}

// spec returns the Spec of an attack.
func (p prober) spec(attack, inside string, out *bytes.Buffer) (Spec, error) {
	t := p.target
	t.Inside = inside
	text, err := json.Marshal(t)
	return Spec{
		Path: p.exe, Args: []string{attackName, attack, string(text)}, Write: []string{inside}, Limits: limitsOf(attack), Stdout: out, Stderr: out,
	}, err
}

// inside makes a folder for one attack.
func (p prober) inside() (string, error) {
	dir, err := os.MkdirTemp(p.dir, "inside-")
	if err == nil {
		err = os.Chmod(dir, 0o755)
	}
	return dir, err
}

// without tries an attack without any layer. It returns Reached, or what stopped it.
func (p prober) without(ctx context.Context, attack string) string {
	inside, err := p.inside()
	if err != nil {
		return err.Error()
	}
	if attack == "orphan" {
		return p.orphan(ctx, inside, nil)
	}
	var out bytes.Buffer
	spec, err := p.spec(attack, inside, &out)
	if err != nil {
		return err.Error()
	}
	limits := spec.Limits
	limited, stop := context.WithTimeout(ctx, 2*limits.Wall)
	defer stop()
	cmd := exec.CommandContext(limited, spec.Path, spec.Args...)
	cmd.Stdout, cmd.WaitDelay, cmd.Env = &out, time.Second, spec.env()
	err = proc.Run(cmd)
	switch attack {
	case "outlive":
		return held(inside)
	case "processor", "wall": // nothing has stopped it before its limit, whatever it then did
		if cmd.ProcessState != nil && (limited.Err() != nil || err == nil) {
			return Reached
		}
	}
	return outcome(out.Bytes(), err)
}

// under tries an attack under a Runner. It returns Reached, or what stopped it. An error is that of a layer that could not be set up.
func (p prober) under(ctx context.Context, attack string, r *Runner) (string, error) {
	inside, err := p.inside()
	if err != nil {
		return "", err
	}
	if attack == "orphan" {
		return p.orphan(ctx, inside, r), nil
	}
	var out bytes.Buffer
	spec, err := p.spec(attack, inside, &out)
	if err != nil {
		return "", err
	}
	result, err := r.Run(ctx, spec)
	if err != nil {
		return "", err
	}
	if attack == "outlive" {
		return held(inside), nil
	}
	if result.Stopped != NotStopped {
		return string(result.Stopped), nil
	}
	return outcome(out.Bytes(), nil), nil
}

// outcome returns what an attack said.
func outcome(out []byte, err error) string {
	text := strings.TrimSpace(string(bytes.TrimLeft(out, "\x00")))
	switch {
	case text == Reached:
		return Reached
	case text != "":
		line, _, _ := strings.Cut(text, "\n")
		return line
	case err != nil:
		return err.Error()
	}
	return "no answer"
}

// held returns Reached if a process still holds the lock, and kills that process.
func held(inside string) string {
	f, err := os.Open(filepath.Join(inside, lockName))
	if err != nil {
		return err.Error()
	}
	defer f.Close()
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); !errors.Is(err, syscall.EWOULDBLOCK) {
		return "ended"
	}
	var pid int
	if _, err := fmt.Fscan(f, &pid); err == nil && pid > 1 {
		_ = syscall.Kill(pid, syscall.SIGKILL)
	}
	return Reached
}
