package sandbox

import (
	"os"
	"strings"
)

// mend returns what may give this machine the layer.
func mend(l Layer) Mend {
	switch l {
	case Cgroup:
		return MendNone
	case Measured, Lifeline:
		return MendRetry
	case Netns, Pidns, Mountns:
		return MendFirst // they need a user namespace
	case Userns:
		switch {
		case setting("/proc/sys/user/max_user_namespaces") == "0":
			return MendUsernsMax
		case setting("/proc/sys/kernel/unprivileged_userns_clone") == "0":
			return MendUserns
		case setting("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == "1":
			return MendAppArmor
		}
	}
	if inContainer() {
		return MendContainer
	}
	return MendKernel
}

// setting returns the value of a setting of the kernel, or "".
func setting(name string) string {
	b, err := os.ReadFile(name)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(b))
}

// inContainer reports whether Docker or Podman runs this process.
func inContainer() bool {
	for _, name := range []string{"/.dockerenv", "/run/.containerenv"} {
		if _, err := os.Stat(name); err == nil {
			return true
		}
	}
	return false
}
