/*
 * Makes system calls on the files of one folder fail, for a program that it is loaded into with LD_PRELOAD:
 *
 *   DISK_FOLDER  the folder
 *   DISK_NAME    what the names of the files end in; all of them, and the folder itself, if empty
 *   DISK_CALL    open, read, write, fsync, fdatasync, ftruncate, rename
 *   DISK_ERRNO   the error
 *   DISK_AFTER   how many of these calls succeed first; of write: how many bytes are written first
 *   DISK_TIMES   how many fail then; all of them unless set
 *   DISK_STRUCK  a file that is made when a call fails
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static const char *setting(const char *name)
{
    const char *value = getenv(name);
    return value ? value : "";
}

static void struck(void)
{
    int file = syscall(SYS_openat, AT_FDCWD, setting("DISK_STRUCK"), O_CREAT | O_WRONLY, 0600);
    if (file >= 0)
        syscall(SYS_close, file);
}

static int concerns_path(const char *call, const char *path)
{
    const char *folder = setting("DISK_FOLDER"), *name = setting("DISK_NAME");
    size_t end = strlen(path), ending = strlen(name), length = strlen(folder);
    return strcmp(call, setting("DISK_CALL")) == 0 && length > 0
        && strncmp(path, folder, length) == 0
        && end >= ending && strcmp(path + end - ending, name) == 0;
}

static int concerns(const char *call, int fd)
{
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = 0;
    return concerns_path(call, path);
}

static long left = -1, failures;

/* How much of `amount` may still succeed; sets errno if that is nothing. */
static long allowed(long amount)
{
    long before = __atomic_load_n(&left, __ATOMIC_SEQ_CST);
    long granted;
    do {
        granted = before < amount ? before : amount;
    } while (!__atomic_compare_exchange_n(&left, &before, before - granted, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST));
    if (granted == 0 && amount > 0) {
        if (__atomic_fetch_sub(&failures, 1, __ATOMIC_SEQ_CST) <= 0)
            return amount;
        struck();
        errno = atoi(setting("DISK_ERRNO"));
    }
    return granted;
}

/* The library for files that calls directly has no symbol to replace, so the kernel has to refuse. */
static void refuse_to_rename(void)
{
    unsigned error = SECCOMP_RET_ERRNO | (atoi(setting("DISK_ERRNO")) & SECCOMP_RET_DATA);
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
#ifdef SYS_rename
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_rename, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, error),
#endif
#ifdef SYS_link
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_link, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, error),
#endif
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_renameat, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, error),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_renameat2, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, error),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_linkat, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, error),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = { sizeof filter / sizeof *filter, filter };
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
        && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0)
        struck();
}

__attribute__((constructor)) static void begin(void)
{
    left = atol(setting("DISK_AFTER"));
    failures = *setting("DISK_TIMES") ? atol(setting("DISK_TIMES")) : LONG_MAX;
    if (strcmp(setting("DISK_CALL"), "rename") == 0)
        refuse_to_rename();
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *bytes, size_t length)
{
    if (concerns("write", fd) && (length = allowed(length)) == 0)
        return -1;
    return REAL(write)(fd, bytes, length);
}

ssize_t writev(int fd, const struct iovec *parts, int count)
{
    if (!concerns("write", fd))
        return REAL(writev)(fd, parts, count);
    /* The first part only: a short write is no error. */
    return count == 0 ? 0 : write(fd, parts[0].iov_base, parts[0].iov_len);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at)
{
    if (concerns("write", fd) && (length = allowed(length)) == 0)
        return -1;
    return REAL(pwrite64)(fd, bytes, length, at);
}

ssize_t read(int fd, void *bytes, size_t length)
{
    return concerns("read", fd) && !allowed(1) ? -1 : REAL(read)(fd, bytes, length);
}

ssize_t pread64(int fd, void *bytes, size_t length, off64_t at)
{
    return concerns("read", fd) && !allowed(1) ? -1 : REAL(pread64)(fd, bytes, length, at);
}

int fsync(int fd)
{
    return concerns("fsync", fd) && !allowed(1) ? -1 : REAL(fsync)(fd);
}

int fdatasync(int fd)
{
    return concerns("fdatasync", fd) && !allowed(1) ? -1 : REAL(fdatasync)(fd);
}

int ftruncate64(int fd, off64_t length)
{
    return concerns("ftruncate", fd) && !allowed(1) ? -1 : REAL(ftruncate64)(fd, length);
}

int open64(const char *path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    mode_t mode = va_arg(more, mode_t);
    va_end(more);
    int writes = (flags & O_ACCMODE) != O_RDONLY;
    return writes && concerns_path("open", path) && !allowed(1) ? -1 : REAL(open64)(path, flags, mode);
}
