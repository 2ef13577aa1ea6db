# The private channel to the module and what is built on it. For Python 2.7 and 3; all files here share one namespace.
# A frame: u32 octets that follow, one value. A value: 00 | 01 i64 | 02 u32 octets | 03 u32 count, values. Numbers: high octet first.
import marshal, os, struct, sys, types, weakref

PYTHON3 = sys.version_info[0] == 3
CALL, IMPORTED, PRINT, ENDED, READY = 0, 1, 2, 3, 4
VALUE = 0
LARGEST = 4 << 20
LINE = 1024

if PYTHON3:
    INTEGERS, STRINGS = (int,), (str,)

    def octets(text):
        return text.encode('latin-1')

    def text(data):
        return data.decode('latin-1')
else:
    INTEGERS, STRINGS = (int, long), (str, unicode)

    def octets(text):
        return text if isinstance(text, str) else text.encode('latin-1')

    def text(data):
        return data


def pack(value, depth=0):
    if value is None:
        return b'\0'
    if isinstance(value, INTEGERS):
        if not -1 << 63 <= value < 1 << 63:
            raise OverflowError('integer of more than 64 bits')
        return b'\1' + struct.pack('>q', value)
    if isinstance(value, STRINGS):
        try:
            data = octets(value)
        except UnicodeError:
            raise ValueError('a character above 255 is no octet')
        return b'\2' + struct.pack('>I', len(data)) + data
    if isinstance(value, (tuple, list)) and depth < 8:
        return b'\3' + struct.pack('>I', len(value)) + b''.join([pack(item, depth + 1) for item in value])
    raise TypeError('an integer or a string is required, not %s' % type(value).__name__)


def unpack(data, at=0):
    tag = data[at:at + 1]
    if tag == b'\0':
        return None, at + 1
    if tag == b'\1':
        number = struct.unpack_from('>q', data, at + 1)[0]
        return number, at + 9
    count = struct.unpack_from('>I', data, at + 1)[0]
    at += 5
    if tag == b'\2':
        return text(data[at:at + count]), at + count
    items = []
    for _ in range(count):
        item, at = unpack(data, at)
        items.append(item)
    return tuple(items), at


class Channel:
    """One call at a time: what a destructor asks for in the middle of one has to wait, or is refused."""

    def __init__(self, source, target):
        self.source, self.target = source, target
        self.busy = False
        self.printed = []
        self.later = []
        self.rearm = lambda: None
        self._read, self._write = os.read, os.write

    def call(self, module, function, arguments):
        if self.busy:
            raise RuntimeError('%s.%s: another call is under way' % (module, function))
        self.flush()
        self.rearm()
        answer = self._exchange((CALL, module, function, arguments))
        while self.later:
            file = self.later.pop()
            file.flush()
        if answer[0] == VALUE:
            return answer[1]
        kind = getattr(BUILTINS, answer[1], None)
        raise (kind if isinstance(kind, type) and issubclass(kind, Exception) else RuntimeError)(answer[2])

    def tell(self, *frame):
        self.flush()
        self._exchange(frame, False)

    def print_(self, data):
        self.printed.append(data)
        if not self.busy and ('\n' in data or sum(map(len, self.printed)) > LINE):
            self.flush()

    def flush(self):
        if self.busy or not self.printed:
            return
        data, self.printed = ''.join(self.printed), []
        for at in range(0, len(data), 1 << 14):
            self._exchange((PRINT, data[at:at + (1 << 14)]), False)

    def start(self):
        return self._receive()

    def _exchange(self, frame, answered=True):
        body = pack(frame)
        if len(body) > LARGEST:
            raise ValueError('more than %d octets at once' % LARGEST)
        self.busy = True
        try:
            data = struct.pack('>I', len(body)) + body
            while data:
                data = data[self._write(self.target, data):]
            return self._receive() if answered else None
        finally:
            self.busy = False

    def _receive(self):
        length = struct.unpack('>I', self._exactly(4))[0]
        return unpack(self._exactly(length))[0]

    def _exactly(self, count):
        parts = []
        while count:
            part = self._read(self.source, min(count, 1 << 16))
            if not part:
                os._exit(0)
            parts.append(part)
            count -= len(part)
        return b''.join(parts)


class Output:
    """sys.stdout and sys.stderr of a script, unless it puts others in their place."""

    softspace = 0

    def write(self, data):
        if not isinstance(data, str):
            data = str(data)
        CHANNEL.print_(data.encode('latin-1', 'replace').decode('latin-1') if PYTHON3 else data)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        CHANNEL.flush()

    def isatty(self):
        return False


class Input:
    """sys.stdin: there is nothing to be read."""

    def read(self, size=-1):
        return ''

    readline = read

    def readlines(self, size=-1):
        return []


def language(function, *arguments):
    return CHANNEL.call('<language>', function, arguments)


def takes(name, given, least, most):
    if least <= given <= most:
        return
    bound, wanted = ('exactly', least) if least == most else ('at least', least) if given < least else ('at most', most)
    raise TypeError('%s() takes %s %d argument%s (%d given)' % (name, bound, wanted, '' if wanted == 1 else 's', given))


def function(module, name, least, most):
    def call(*arguments):
        takes(name, len(arguments), least, most)
        return CHANNEL.call(module, name, arguments)
    call.__name__ = name
    return call


def method(module, name, least, most):
    def call(self, *arguments):
        takes(name, len(arguments), least, most)
        return CHANNEL.call(module, name, (self._handle,) + arguments)
    call.__name__ = name
    return call


def module_of_the_module(name, functions, methods):
    """MDM, SER… as a script imports it."""
    made = types.ModuleType(name)
    for one in functions:
        setattr(made, one[0], function(name, *one))
    if methods:
        kind = type(name, (object,), dict((one[0], method(name, *one)) for one in methods))
        asked = made.new

        def new(*arguments):
            thing = kind()
            thing._handle = asked(*arguments)
            return thing
        made.new = new
    return made


class ScriptFile(object):
    """A file of the flat store, held whole in memory while it is open and stored when it is flushed or closed."""

    opened = 0
    MOST = 16

    def __init__(self, name, mode='r', buffering=-1):
        self.closed, self._changed, self._at = True, False, 0
        self.name, self.mode, self.softspace = name, mode, 0
        kind = mode.replace('b', '').replace('t', '').replace('U', '')
        if kind not in ('r', 'w', 'a', 'r+', 'w+', 'a+'):
            raise IOError(22, "invalid mode: '%s'" % mode, name)
        if ScriptFile.opened >= ScriptFile.MOST:
            raise IOError(24, 'Too many open files', name)
        content = language('read', name)
        if content is None and kind[0] == 'r':
            raise IOError(2, 'No such file or directory', name)
        self._reads, self._writes, self._appends = kind[0] == 'r' or '+' in kind, kind != 'r', kind[0] == 'a'
        self._data = '' if content is None or kind[0] == 'w' else content
        self._changed = kind[0] == 'w' or content is None
        self.closed = False
        ScriptFile.opened += 1
        FILES[id(self)] = self
        try:
            self.flush()
        except IOError:
            self._changed = False
            self.close()
            raise

    def read(self, size=-1):
        self._check(self._reads)
        end = len(self._data) if size is None or size < 0 else min(len(self._data), self._at + size)
        data, self._at = self._data[self._at:end], max(self._at, end)
        return data

    def readline(self, size=-1):
        self._check(self._reads)
        end = self._data.find('\n', self._at) + 1 or len(self._data)
        return self.read(min(end - self._at, size) if size is not None and size >= 0 else max(end - self._at, 0))

    def readlines(self, size=-1):
        return list(iter(self.readline, ''))

    def write(self, data):
        self._check(self._writes)
        if not isinstance(data, STRINGS):
            raise TypeError('expected a character buffer object')
        if self._appends:
            self._at = len(self._data)
        before = self._data[:self._at] + '\0' * (self._at - len(self._data))
        self._data = before + data + self._data[self._at + len(data):]
        self._at += len(data)
        self._changed = True

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def seek(self, offset, whence=0):
        self._check(True)
        at = offset + (0, self._at, len(self._data))[whence]
        if not 0 <= at <= LARGEST:
            raise IOError(22, 'Invalid argument')
        self._at = at

    def tell(self):
        self._check(True)
        return self._at

    def truncate(self, size=None):
        self._check(self._writes)
        self._data = self._data[:self._at if size is None else size]
        self._changed = True

    def flush(self):
        if not self._changed:
            return
        self._changed = False
        if language('write', self.name, self._data) != 1:
            raise IOError(28, 'No space left on device, or no name for a file', self.name)

    def close(self):
        if self.closed:
            return
        self.closed = True
        ScriptFile.opened -= 1
        FILES.pop(id(self), None)
        self.flush()

    def isatty(self):
        return False

    def next(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    __next__ = next

    def __iter__(self):
        return self

    xreadlines = __iter__

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        self.close()

    def __del__(self):
        if self.closed:
            return
        if CHANNEL.busy:
            self.closed = True
            ScriptFile.opened -= 1
            CHANNEL.later.append(self)
        else:
            self.close()

    def _check(self, allowed):
        if self.closed:
            raise ValueError('I/O operation on closed file')
        if not allowed:
            raise IOError(9, 'File not open for that: mode ' + self.mode, self.name)


FILES = weakref.WeakValueDictionary()


def flush_files():
    for one in list(FILES.values()):
        one.flush()


def unlink(name):
    if language('unlink', name) != 1:
        raise OSError(2, 'No such file or directory', name)


def rename(old, new):
    if language('rename', old, new) != 1:
        raise OSError(2, 'No such file or directory', old)


def flashflush():
    # What was written is in the flash when its call returns; what is in buffers goes there now.
    flush_files()
