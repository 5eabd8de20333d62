package sandbox

// programCalls are the system calls that Go's runtime, the race detector and a C library make.
var programCalls = []string{
	"read", "write", "readv", "writev", "pread64", "pwrite64", "preadv", "pwritev", "preadv2", "pwritev2", "lseek", "close", "close_range",
	"open", "openat", "stat", "lstat", "fstat", "newfstatat", "statx", "statfs", "fstatfs", "access", "faccessat", "faccessat2", "readlink", "readlinkat",
	"getdents64", "getcwd", "chdir", "fchdir", "umask", "flock", "truncate", "ftruncate", "fallocate", "fsync", "fdatasync", "fadvise64",
	"mkdir", "mkdirat", "unlink", "unlinkat", "rmdir", "rename", "renameat", "renameat2",
	"dup", "dup2", "dup3", "pipe", "pipe2", "poll", "ppoll", "select", "pselect6", "eventfd2",
	"epoll_create", "epoll_create1", "epoll_ctl", "epoll_wait", "epoll_pwait", "epoll_pwait2",
	"brk", "munmap", "mremap", "madvise", "mincore", "membarrier",
	"futex", "set_robust_list", "rseq", "set_tid_address", "arch_prctl", "sched_yield",
	"nanosleep", "clock_nanosleep", "clock_gettime", "clock_getres", "gettimeofday", "time", "times", "getrandom",
	"rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "rt_sigpending", "rt_sigsuspend", "rt_sigtimedwait", "sigaltstack", "restart_syscall",
	"getpid", "gettid", "getppid", "getuid", "geteuid", "getgid", "getegid", "getpgrp", "getpgid", "getgroups",
	"uname", "sysinfo", "getrlimit", "setrlimit", "getrusage", "exit", "exit_group",
	"clone", "kill", "tgkill", "mmap", "mprotect", "prlimit64", "prctl", "fcntl", "sched_getaffinity", // programRules restricts these
	"execve", // the shim becomes the program by it; Landlock and the mounts leave it nothing else to execute
}

// toolCalls are what go and the compilers that it starts make, besides.
var toolCalls = []string{
	"fork", "vfork", "execveat", "wait4", "waitid", "tkill", "pidfd_open", "pidfd_send_signal", "setpgid", "setsid", "getsid",
	"ioctl", "sched_setaffinity", "getpriority", "setpriority",
	"link", "linkat", "symlink", "symlinkat", "chmod", "fchmod", "fchmodat", "fchmodat2", "utimensat", "utime", "utimes", "futimesat",
	"copy_file_range", "sendfile", "splice", "openat2", "mlock", "msync", "alarm", "setitimer", "getitimer", "pause",
	"timer_create", "timer_settime", "timer_delete", "getresuid", "getresgid", "readahead", "sync_file_range",
	"chown", "fchown", "lchown", "fchownat", "capget",
}

// socketCalls are the calls of sockets of any kind: also Multipath TCP, which Landlock does not know.
var socketCalls = []string{
	"socket", "socketpair", "connect", "bind", "listen", "accept", "accept4", "sendto", "recvfrom", "sendmsg", "recvmsg", "sendmmsg", "recvmmsg",
	"getsockname", "getpeername", "setsockopt", "getsockopt", "shutdown",
}

// processCalls are the calls by which a program reaches another, or starts one.
var processCalls = []string{
	"fork", "vfork", "tkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "pidfd_open", "pidfd_send_signal",
	"execveat", "setsid", "setpgid", "sched_setaffinity", "setpriority",
}

// attackCalls are the calls that neither a program nor a tool has a use for.
var attackCalls = []string{
	"ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "kcmp", "pidfd_getfd", "perf_event_open", "bpf", "userfaultfd",
	"io_uring_setup", "io_uring_enter", "io_uring_register", "keyctl", "add_key", "request_key",
	"mount", "umount", "umount2", "pivot_root", "chroot", "open_tree", "move_mount", "mount_setattr", "fsopen", "fsconfig", "fsmount", "fspick",
	"unshare", "setns", "memfd_create", "memfd_secret", "open_by_handle_at", "name_to_handle_at", "fanotify_init", "fanotify_mark",
	"init_module", "finit_module", "delete_module", "kexec_load", "kexec_file_load", "reboot", "swapon", "swapoff", "acct", "quotactl", "syslog",
	"settimeofday", "clock_settime", "clock_adjtime", "adjtimex", "sethostname", "setdomainname", "iopl", "ioperm", "modify_ldt", "vhangup",
	"setuid", "setgid", "setreuid", "setregid", "setresuid", "setresgid", "setfsuid", "setfsgid", "setgroups", "capset",
	"shmget", "shmat", "shmctl", "msgget", "msgsnd", "msgrcv", "msgctl", "semget", "semop", "semctl", "semtimedop", "mq_open", "mq_unlink",
	"mknod", "mknodat", "migrate_pages", "move_pages", "lookup_dcookie", "nfsservctl", "personality",
}
