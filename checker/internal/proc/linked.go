package proc

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"

	"sharedmap-workshop/checker/explore/link"
)

// Limits on what a process may report, in bytes.
const (
	maxMessage = 16 << 20
	maxReport  = 64 << 20
)

// afterEnd is how long the pipe is still read after the process and its group have ended: what it had written is in the pipe already.
const afterEnd = time.Second

// RunLinked is Run for a process that is given a task and reports back over the private link of package link, instead of standard input.
// It returns what the process reported, in order. Lines without the process's secret, and all that follows a line which cannot be
// read, do not count.
func RunLinked(cmd *exec.Cmd, task any) ([]link.Message, error) {
	secret := rand.Text()
	order, err := encodeOrder(secret, task)
	if err != nil {
		return nil, err
	}
	r, w, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("open a link: %w", err)
	}
	defer r.Close()
	if err := inherit(cmd, w); err != nil {
		w.Close()
		return nil, fmt.Errorf("open a link: %w", err)
	}
	cmd.Stdin = bytes.NewReader(order)
	read := make(chan []link.Message, 1)
	go func() { read <- messages(r, secret) }()
	err = Run(cmd)
	w.Close()
	_ = r.SetReadDeadline(time.Now().Add(afterEnd)) // somebody whom the process has started may hold the pipe open
	return <-read, err
}

func encodeOrder(secret string, task any) ([]byte, error) {
	t, err := json.Marshal(task)
	if err != nil {
		return nil, fmt.Errorf("write the order: %w", err)
	}
	order, err := json.Marshal(link.Order{Secret: secret, Task: t})
	if err != nil {
		return nil, fmt.Errorf("write the order: %w", err)
	}
	return order, nil
}

// messages reads until the pipe is closed. What is beyond the limits is read, and does not count.
func messages(r io.Reader, secret string) []link.Message {
	var all []link.Message
	lines := bufio.NewScanner(io.LimitReader(r, maxReport))
	lines.Buffer(nil, maxMessage)
	for lines.Scan() {
		var m link.Message
		if err := json.Unmarshal(lines.Bytes(), &m); err == nil && m.Secret == secret {
			all = append(all, m)
		}
	}
	_, _ = io.Copy(io.Discard, r) // so that a process which writes without end is not held up, and its own limit ends it
	return all
}

// setenv gives cmd an environment variable besides those that it has.
func setenv(cmd *exec.Cmd, name, value string) {
	if cmd.Env == nil {
		cmd.Env = os.Environ()
	}
	cmd.Env = append(cmd.Env[:len(cmd.Env):len(cmd.Env)], strings.Join([]string{name, value}, "="))
}
