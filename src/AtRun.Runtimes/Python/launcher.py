# Runs one script: asks for it, builds what it sees of the language, has it confined, and tells how it ended.
import linecache, traceback

if PYTHON3:
    import builtins as BUILTINS
else:
    import __builtin__ as BUILTINS

REAL_COMPILE, REAL_IMPORT = compile, __import__
REAL_EXEC, REAL_EVAL = getattr(BUILTINS, 'exec', None), eval
REAL_EXIT, REAL_EXC_INFO = os._exit, sys.exc_info
CHANNEL, TRANSLATION = None, None

# What 2.7.2 has beside the modules of 1.5.2+, of its own library; the rest of that needs an operating system.
LIBRARY = ['array', 'base64', 'bisect', 'cStringIO', 'collections', 'copy', 'errno', 'exceptions', 'functools', 'heapq', 'itertools', 'math', 'operator', 'pickle', 're',
           'string', 'StringIO', 'struct', 'traceback', 'types']
VISIBLE, BUILT_IN = {}, {}


class Sys(types.ModuleType):
    """The module sys as a script sees it: with the interpreter's output and exceptions, without the rest."""

    def __getattr__(self, name):
        if name in ('stdin', 'stdout', 'stderr', 'last_type', 'last_value', 'last_traceback'):
            return getattr(sys, name)
        if name in ('exc_type', 'exc_value', 'exc_traceback'):
            return REAL_EXC_INFO()[('exc_type', 'exc_value', 'exc_traceback').index(name)]
        raise AttributeError("'module' object has no attribute '%s'" % name)

    def __setattr__(self, name, value):
        if name in ('stdin', 'stdout', 'stderr'):
            setattr(sys, name, value)
        else:
            types.ModuleType.__setattr__(self, name, value)


def sys_of(name, version):
    module = Sys('sys')
    classic = version.startswith('1.5')
    module.__dict__.update(
        argv=[name], path=[''], modules=VISIBLE, version=version, hexversion=0x010502f0 if classic else 0x020702f0, copyright='', platform='telit', executable='',
        prefix='', exec_prefix='', maxint=2147483647, maxsize=2147483647, byteorder='little', builtin_module_names=tuple(sorted(BUILT_IN)), __stdin__=sys.stdin,
        __stdout__=sys.stdout, __stderr__=sys.stderr, exc_info=sys.exc_info, exit=sys.exit, getrefcount=sys.getrefcount, setcheckinterval=lambda interval: None)
    if classic:
        module.removed_features = ('ComplexType', 'FloatType', 'DocStrings')
    else:
        module.__dict__.update(version_info=(2, 7, 2, 'final', 0), exc_clear=getattr(sys, 'exc_clear', lambda: None), getrecursionlimit=sys.getrecursionlimit)
    return module


def marshal_of():
    module = types.ModuleType('marshal')
    module.dumps = (lambda value: text(marshal.dumps(value))) if PYTHON3 else marshal.dumps
    module.loads = (lambda data: marshal.loads(octets(data))) if PYTHON3 else marshal.loads
    module.dump = lambda value, file: file.write(module.dumps(value))
    module.load = lambda file: module.loads(file.read())
    return module


def binascii_of():
    import binascii
    if not PYTHON3:
        return binascii
    module = types.ModuleType('binascii')

    def over_octets(function):
        def call(*arguments):
            found = function(*[octets(one) if isinstance(one, str) else one for one in arguments])
            return text(found) if isinstance(found, bytes) else found
        return call
    for name in dir(binascii):
        if name[0] != '_':
            found = getattr(binascii, name)
            setattr(module, name, found if isinstance(found, type) else over_octets(found))
    return module


class Md5(object):
    """A sum of the module md5."""

    def __init__(self, made):
        self._made = made

    def update(self, data):
        self._made.update(octets(data))

    def digest(self):
        return text(self._made.digest())

    def hexdigest(self):
        return self._made.hexdigest()

    def copy(self):
        return Md5(self._made.copy())


def md5_of():
    try:
        import _md5
        make = _md5.md5 if PYTHON3 else _md5.new
    except ImportError:
        import hashlib
        make = hashlib.md5
    module = types.ModuleType('md5')
    module.new = module.md5 = lambda data='': Md5(make(octets(data)))
    module.digest_size = 16
    return module


def imp_of():
    module = types.ModuleType('imp')
    module.__dict__.update(PY_SOURCE=1, PY_COMPILED=2, C_BUILTIN=6, PY_FROZEN=7, new_module=types.ModuleType)
    module.get_suffixes = lambda: [('.py', 'r', 1)]
    module.get_magic = lambda: '\x99N\r\n'

    def find_module(name, path=None):
        if name in BUILT_IN:
            return None, name, ('', '', 6)
        return ScriptFile(name + '.py'), name + '.py', ('.py', 'r', 1)

    def load_module(name, file, filename, description):
        return run_module(name, filename, file.read()) if file else imported(name)
    module.find_module, module.load_module = find_module, load_module
    return module


def time_of():
    """The module time by the module's clock; its zone is that of universal time."""
    import time
    module = types.ModuleType('time')
    begin = []
    now = lambda: language('time') / 1000000.0
    for name in ('mktime', 'strptime', 'struct_time'):
        setattr(module, name, getattr(time, name))
    time.strptime('0', '%S')

    def sleep(seconds):
        if seconds < 0:
            raise IOError(22, 'Invalid argument')
        language('sleep', int(seconds * 1000000))

    def clock():
        begin.append(now())
        del begin[1:]
        return now() - begin[0]
    module.__dict__.update(
        time=now, sleep=sleep, clock=clock, tzname=('UTC', 'UTC'), timezone=0, altzone=0, daylight=0,
        gmtime=lambda at=None: time.gmtime(now() if at is None else at), localtime=lambda at=None: time.gmtime(now() if at is None else at),
        ctime=lambda at=None: time.asctime(time.gmtime(now() if at is None else at)), asctime=lambda parts=None: time.asctime(time.gmtime(now()) if parts is None else parts),
        strftime=lambda form, parts=None: time.strftime(form, time.gmtime(now()) if parts is None else parts))
    return module


def own_modules(name, version, modules):
    """Makes everything that the language of the module has: later nothing can be opened."""
    BUILT_IN.update(__builtin__=BUILTINS, marshal=marshal_of(), md5=md5_of(), binascii=binascii_of())
    BUILT_IN['imp'] = imp_of()
    for one in modules:
        BUILT_IN[one[0]] = module_of_the_module(*one)
    if not version.startswith('1.5'):
        BUILT_IN['time'] = time_of()
        for one in LIBRARY:
            try:
                BUILT_IN[one] = string_of_python2() if PYTHON3 and one == 'string' else REAL_IMPORT(one)
            except ImportError:
                if PYTHON3 and one in ('cStringIO', 'StringIO'):
                    made = types.ModuleType(one)
                    made.StringIO = REAL_IMPORT('io').StringIO
                    BUILT_IN[one] = made
                elif PYTHON3 and one == 'exceptions':
                    BUILT_IN[one] = BUILTINS
        if PYTHON3:
            BUILT_IN['types'] = types_of_python2()
            BUILT_IN['base64'] = base64_of_python2()
    BUILT_IN['sys'] = sys_of(name, version)


def stored(name):
    content = language('read', name)
    if content is None:
        raise IOError(2, 'No such file or directory', name)
    return content


def run_module(name, file, source):
    linecache.cache[file] = (len(source), None, lines_of(source).splitlines(True), file)
    module = VISIBLE.get(name)
    if module is None:
        module = types.ModuleType(name)
    try:
        code = compiled(source, file)
    except NoScript as e:
        raise SyntaxError(str(e))
    VISIBLE[name] = module
    module.__dict__.update(NAMES, __builtins__=BUILTINS, __file__=file)
    try:
        (REAL_EXEC or run_code)(code, module.__dict__)
    except BaseException:
        VISIBLE.pop(name, None)
        raise
    return module


def run_code(code, names):
    # Python 2 has a statement for it, which Python 3 does not read.
    return REAL_EVAL(code, names)


def imported(name):
    if name in VISIBLE:
        return VISIBLE[name]
    if name not in BUILT_IN:
        source = language('read', name + '.py')
        if source is not None:
            return run_module(name, name + '.py', source)
        compiled_one = [one for one in (name + '.pyo', name + '.pyc') if language('read', one) is not None]
        raise ImportError('No module named %s%s' % (name, ' (%s is compiled for another interpreter: store its source)' % compiled_one[0] if compiled_one else ''))
    VISIBLE[name] = BUILT_IN[name]
    if name in OF_THE_MODULE:
        CHANNEL.tell(IMPORTED, name)
    return VISIBLE[name]


def script_import(name, names=None, own=None, wanted=(), level=-1):
    # What the interpreter's own library imports while it works is not the script's.
    home = sys.modules.get((names or {}).get('__name__'))
    if home is not None and home.__dict__ is names and names is not VISIBLE['__main__'].__dict__:
        return REAL_IMPORT(name, names, own or {}, wanted or [], max(level, 0))
    return imported(name)


def reload_(module):
    name = module.__name__
    return run_module(name, name + '.py', stored(name + '.py')) if name not in BUILT_IN else module


def report(file):
    """Prints what went wrong as the interpreter does; returns it in one line."""
    kind, value, where = REAL_EXC_INFO()
    if isinstance(value, NoScript):
        lines, line = ['SyntaxError: %s\n' % value], str(value)
    else:
        frames = [tuple(one[:4]) for one in traceback.extract_tb(where) if one[0][:1] != '<' or one[0] == '<string>']
        said = [one.replace('exceptions.', '') for one in traceback.format_exception_only(kind, value)]
        lines = ['Traceback (innermost last):\n'] + traceback.format_list(frames) + said
        at = [one for one in frames if one[0] != '<string>']
        line = (('%s, line %d: ' % (at[-1][0], at[-1][1])) if at else '') + said[-1].strip()
    try:
        for one in lines:
            sys.stderr.write(one)
    except Exception:
        pass
    return line[:400]


def run(name, source):
    """To its end: the reason, None where it came there by itself."""
    main = types.ModuleType('__main__')
    VISIBLE['__main__'] = BUILT_IN['__main__'] = main
    main.__dict__.update(NAMES, __builtins__=BUILTINS)
    linecache.cache[name] = (len(source), None, lines_of(source).splitlines(True), name)
    reason = None
    try:
        try:
            (REAL_EXEC or run_code)(compiled(source, name), main.__dict__)
        finally:
            if hasattr(BUILT_IN['sys'], 'exitfunc'):
                BUILT_IN['sys'].exitfunc()
    except SystemExit as e:
        if e.code not in (None, 0):
            reason = 'SystemExit: %s' % (e.code,)
            if not isinstance(e.code, INTEGERS):
                sys.stderr.write('%s\n' % (e.code,))
    except BaseException:
        reason = report(name)
    try:
        flush_files()
    except BaseException:
        reason = reason or report(name)
    return reason


def main():
    global CHANNEL, TRANSLATION, OF_THE_MODULE, NAMES
    name, source, version, modules, memory, processor, confined, parent = Channel(0, 1).start()
    wall = None
    try:
        die_with_parent(parent)
        os.setsid()
    except Exception as e:
        wall = e
    source_end, target_end = own_descriptors()
    CHANNEL = Channel(source_end, target_end)
    sys.stdin, sys.stdout, sys.stderr = Input(), Output(), Output()
    OF_THE_MODULE = set([one[0] for one in modules])
    NAMES = dict(('<%s>' % one.__name__, one) for one in HELPERS)
    if PYTHON3:
        TRANSLATION = prepare_translation()
        TRANSLATION[0].refactor_string('print 1\n', name)
    own_modules(name, version, modules)
    VISIBLE['sys'] = BUILT_IN['sys']
    del VISIBLE['sys']
    try:
        os.nice(19)
        CHANNEL.rearm = limit_process(memory, processor)
        if confined and wall is None:
            forbid_system_calls(source_end, target_end)
    except Exception as e:
        wall = wall or e
    if confined and wall is not None:
        CHANNEL.tell(ENDED, 'scripts cannot be confined here (%s: %s)' % (type(wall).__name__, wall))
        REAL_EXIT(0)
    CHANNEL.tell(READY)
    try:
        own = dict(open=ScriptFile, file=ScriptFile, unlink=unlink, rename=rename, flashflush=flashflush, reload=reload_, __import__=script_import)
        if PYTHON3:
            own = dict(builtins_of_python2(), **own)
        BUILTINS.__dict__.update(own)
        reason = run(name, source)
        CHANNEL.tell(ENDED, reason)
    finally:
        REAL_EXIT(0)
