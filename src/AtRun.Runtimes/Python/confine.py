# The wall around a script: limits of the process and a filter of system calls. What it allows is arithmetic, memory and the two ends of the channel.
import errno

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS, SECCOMP_MODE_FILTER = 1, 4, 22, 38, 2
RET_KILL_PROCESS, RET_ERRNO, RET_ALLOW = 0x80000000, 0x00050000, 0x7fff0000
LD, JEQ, JSET, RET = 0x20, 0x15, 0x45, 0x06
PROT_EXEC, MAP_ANONYMOUS, RLIMIT_CPU = 4, 0x20, 0

# Of linux/audit.h and the tables of system calls of each architecture.
ARCHITECTURES = {
    'x86_64': (0xc000003e, dict(
        read=0, write=1, mmap=9, mprotect=10, prlimit64=302,
        free=(11, 12, 15, 24, 25, 28, 35, 39, 60, 96, 98, 110, 186, 201, 202, 219, 228, 230, 231, 318))),
    'aarch64': (0xc00000b7, dict(
        read=63, write=64, mmap=222, mprotect=226, prlimit64=261,
        free=(215, 214, 139, 124, 216, 233, 101, 172, 93, 169, 165, 173, 178, 98, 128, 113, 115, 94, 278))),
}
# free, in this order for x86_64: munmap brk rt_sigreturn sched_yield mremap madvise nanosleep getpid exit gettimeofday getrusage getppid gettid time
# futex restart_syscall clock_gettime clock_nanosleep exit_group getrandom.


def argument(number):
    # struct seccomp_data: nr, arch, instruction_pointer, args[6]; both architectures have the low half first.
    return 16 + 8 * number


def allowed_calls(calls, source, target):
    """Each: number of the call, tests of its arguments (argument, instruction, operand, what has to come out)."""
    yield calls['read'], [(0, JEQ, source, True)]
    yield calls['write'], [(0, JEQ, target, True)]
    yield calls['mmap'], [(2, JSET, PROT_EXEC, False), (3, JSET, MAP_ANONYMOUS, True)]
    yield calls['mprotect'], [(2, JSET, PROT_EXEC, False)]
    # The limit of processor time begins anew with each call of the module.
    yield calls['prlimit64'], [(0, JEQ, 0, True), (1, JEQ, RLIMIT_CPU, True)]
    for number in calls['free']:
        yield number, []


def filter_program(machine, source, target):
    """The filter: (code, jump if true, jump if false, operand)."""
    architecture, calls = ARCHITECTURES[machine]
    program = [(LD, 0, 0, 4), (JEQ, 1, 0, architecture), (RET, 0, 0, RET_KILL_PROCESS), (LD, 0, 0, 0)]
    for number, tests in allowed_calls(calls, source, target):
        body = []
        for place, code, operand, wanted in tests:
            left = 2 * (len(tests) - len(body) // 2 - 1)
            # To the refusal behind the permission, or on to the next test.
            body += [(LD, 0, 0, argument(place)), (code, 0, left + 1, operand) if wanted else (code, left + 1, 0, operand)]
        body += [(RET, 0, 0, RET_ALLOW)]
        if tests:
            body += [(RET, 0, 0, RET_ERRNO | errno.EPERM)]
        program += [(JEQ, 0, len(body), number)] + body
    return program + [(RET, 0, 0, RET_ERRNO | errno.EPERM)]


def limit_process(memory, processor):
    """Returns what begins the limit of processor time anew."""
    import resource
    with open('/proc/self/statm') as file:
        used = int(file.read().split()[0]) * resource.getpagesize()
    for limit, most in (
            (resource.RLIMIT_AS, used + memory), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_NPROC, 0), (resource.RLIMIT_NOFILE, 16)):
        resource.setrlimit(limit, (most, most))
    set_limit, usage = resource.setrlimit, resource.getrusage
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    state = [-2.0]

    def rearm():
        spent = usage(0)
        spent = spent[0] + spent[1]
        if spent - state[0] > 1:
            state[0] = spent
            most = int(spent) + processor + 1
            set_limit(RLIMIT_CPU, (most if hard < 0 else min(most, hard), hard))
    rearm()
    return rearm


def die_with_parent(parent):
    """The system ends this process when the one that started it is gone."""
    import ctypes
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, 9, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)


def forbid_system_calls(source, target):
    import ctypes
    machine = os.uname()[4]
    if machine not in ARCHITECTURES or sys.maxsize < 1 << 32:
        raise EnvironmentError('there is no filter of system calls for ' + machine)

    class Instruction(ctypes.Structure):
        _fields_ = [('code', ctypes.c_ushort), ('true', ctypes.c_ubyte), ('false', ctypes.c_ubyte), ('operand', ctypes.c_uint)]

    class Program(ctypes.Structure):
        _fields_ = [('length', ctypes.c_ushort), ('instructions', ctypes.POINTER(Instruction))]

    steps = filter_program(machine, source, target)
    libc = ctypes.CDLL(None, use_errno=True)
    program = Program(len(steps), (Instruction * len(steps))(*steps))
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        raise EnvironmentError(ctypes.get_errno(), 'PR_SET_NO_NEW_PRIVS is refused')
    libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    if libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0) != 0:
        raise EnvironmentError(ctypes.get_errno(), 'a filter of system calls is refused')


def own_descriptors():
    """The channel away from where others look for it, and no other descriptor but that of errors."""
    source, target = os.dup(0), os.dup(1)
    null = os.open('/dev/null', os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    try:
        others = [int(name) for name in os.listdir('/proc/self/fd')]
    except EnvironmentError:
        others = range(3, 1024)
    for descriptor in others:
        if descriptor > 2 and descriptor not in (source, target):
            try:
                os.close(descriptor)
            except EnvironmentError:
                pass
    return source, target
