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

// drainTime is how long the pipe is read after the process and its group have ended. Everything that they wrote is in the pipe by then.
const drainTime = time.Second

// RunLinked is Run for a process that gets a task and reports over the private link of package link. The command's standard input is used
// for the task. RunLinked returns the process's messages in order. It ignores lines without the process's secret, and everything after a
// line that is longer than maxMessage.
func RunLinked(cmd *exec.Cmd, task any) ([]link.Message, error) {
	return RunLinkedWatched(cmd, task, link.Env, nil)
}

// RunLinkedWatched is RunLinked, and calls started as RunWatched does. variable is the environment variable that gets the pipe's number: a
// command that passes the link on to another program takes another one than link.Env, with which it would open the link itself.
func RunLinkedWatched(cmd *exec.Cmd, task any, variable string, started func(*os.Process)) ([]link.Message, error) {
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
	if err := inherit(cmd, w, variable); err != nil {
		w.Close()
		return nil, fmt.Errorf("open a link: %w", err)
	}
	cmd.Stdin = bytes.NewReader(order)
	read := make(chan []link.Message, 1)
	go func() { read <- messages(r, secret) }()
	err = RunWatched(cmd, started)
	w.Close()
	_ = r.SetReadDeadline(time.Now().Add(drainTime)) // a process that the command started may hold the pipe open
	return <-read, err
}

// encodeOrder returns the secret and the task as JSON.
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

// messages reads messages until the pipe is closed. It reads and discards what exceeds the limits.
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
	_, _ = io.Copy(io.Discard, r) // a process that writes without end must not block here: its own time limit ends it
	return all
}

// setenv adds an environment variable to those of cmd.
func setenv(cmd *exec.Cmd, name, value string) {
	if cmd.Env == nil {
		cmd.Env = os.Environ()
	}
	cmd.Env = append(cmd.Env[:len(cmd.Env):len(cmd.Env)], strings.Join([]string{name, value}, "="))
}
