# Python 2 in Python 3: the source by lib2to3, the built-in names by what follows. Not used by Python 2.
FIXES = ['apply', 'except', 'exec', 'funcattrs', 'long', 'methodattrs', 'ne', 'nonzero', 'numliterals', 'paren', 'print', 'repr', 'tuple_params', 'unicode']


def prepare_translation():
    """Everything that lib2to3 reads from its folder is read here: later nothing can be opened."""
    import warnings
    warnings.simplefilter('ignore')
    from lib2to3 import fixer_base, pytree, refactor
    from lib2to3.fixer_util import Call, Name, Comma
    from lib2to3.pgen2 import parse, tokenize

    class Raise(fixer_base.BaseFix):
        """raise KIND, VALUE, TRACEBACK: whether KIND is a string is known when it is raised."""
        BM_compatible = True
        PATTERN = "raise_stmt< 'raise' any ',' any [',' any] >"

        def transform(self, node, results):
            parts = [one.clone() for one in node.children[1:4:2]]
            for one in parts:
                one.prefix = ''
            call = Call(Name('_raised_'), [parts[0], Comma(), parts[1]])
            call.prefix = ' '
            return pytree.Node(node.type, [Name('raise'), call], prefix=node.prefix)

    class Tool(refactor.RefactoringTool):
        def get_fixers(self):
            before, after = refactor.RefactoringTool.get_fixers(self)
            return before, after + [Raise(self.options, self.fixer_log)]

        def log_error(self, message, *arguments, **more):
            raise

    tool = Tool(['lib2to3.fixes.fix_' + one for one in FIXES])
    errors = (parse.ParseError, tokenize.TokenError)
    return tool, tokenize, errors


def spaces(source, tokenize):
    """Tabs that indent, as Python 2 counts them: up to the next of 8. What stands inside of strings stays."""
    if '\t' not in source:
        return source
    lines = source.split('\n')
    inside = set()
    rows = iter(source.splitlines(True))
    for kind, _, start, end, _ in tokenize.generate_tokens(lambda: next(rows, '')):
        inside.update(range(start[0], end[0]))
    for at, line in enumerate(lines):
        if at in inside or '\t' not in line:
            continue
        bare = line.lstrip(' \t\f')
        lines[at] = line[:len(line) - len(bare)].expandtabs(8) + bare
    return '\n'.join(lines)


def translated(source, name, kind='exec'):
    tool, tokenize, errors = TRANSLATION
    try:
        source = spaces(source, tokenize)
        if kind == 'eval':
            # What is evaluated is an expression: the grammar knows statements.
            source = '(' + source.strip() + ')\n'
        return str(tool.refactor_string(source, name))
    except errors as e:
        context = getattr(e, 'context', None)
        line, column = context[1] if context else e.args[1]
        text = getattr(e, 'value', None)
        what = e.args[0] if not context else 'this cannot be translated' if text in (None, '', '\n') else 'this cannot be translated: %s' % ascii(text)[:40]
        raise NoScript('%s, line %d, column %d: %s' % (name, line, column + 1, what))


def print_(*things, **more):
    """The statement of Python 2: a comma at the end leaves a blank for what is printed next."""
    to = more.get('file') or sys.stdout
    for thing in things:
        if getattr(to, 'softspace', 0):
            to.write(' ')
        said = str(thing)
        to.write(said)
        soft(to, not (said[-1:].isspace() and said[-1:] != ' '))
    if more.get('end') != ' ':
        to.write('\n')
        soft(to, False)


def soft(to, wanted):
    try:
        to.softspace = int(wanted)
    except AttributeError:
        pass


def builtins_of_python2():
    """Built-in names that Python 3 has not, or has otherwise."""
    import functools

    def old_map(how, *lists):
        if len(lists) == 1:
            return list(lists[0]) if how is None else [how(one) for one in lists[0]]
        lists = [list(one) for one in lists]
        longest = max([len(one) for one in lists])
        rows = [tuple([one[i] if i < len(one) else None for one in lists]) for i in range(longest)]
        return rows if how is None else [how(*row) for row in rows]

    def old_filter(how, things):
        found = [one for one in things if (one if how is None else how(one))]
        return ''.join(found) if isinstance(things, str) else tuple(found) if isinstance(things, tuple) else found

    def old_chr(number):
        if not 0 <= number < 256:
            raise ValueError('chr() arg not in range(256)')
        return real_chr(number)

    def old_round(number, digits=0):
        scale = 10.0 ** digits
        return (int(abs(number) * scale + 0.5) / scale) * (-1 if number < 0 else 1)

    def old_exec(code, names=None, own=None):
        frame = sys._getframe(1)
        names = frame.f_globals if names is None else names
        names.setdefault('__builtins__', BUILTINS)
        own = own if own is not None else names if names is not frame.f_globals else frame.f_locals
        REAL_EXEC(compiled(code, '<string>') if isinstance(code, str) else code, names, own)

    def old_eval(code, names=None, own=None):
        frame = sys._getframe(1)
        own = own if own is not None else frame.f_locals if names is None else names
        names = frame.f_globals if names is None else names
        names.setdefault('__builtins__', BUILTINS)
        return REAL_EVAL(compiled(code, '<string>', 'eval') if isinstance(code, str) else code, names, own)

    def raw_input(prompt=''):
        sys.stdout.write(prompt)
        raise EOFError('there is nothing to read from')

    def execfile(name, names=None, own=None):
        frame = sys._getframe(1)
        names = frame.f_globals if names is None else names
        REAL_EXEC(compiled(stored(name), name), names, names if own is None else own)

    def coerce(a, b):
        return (float(a), float(b)) if isinstance(a, float) or isinstance(b, float) else (a, b)

    real_range, real_zip, real_oct, real_sorted, real_chr = range, zip, oct, sorted, chr
    return dict(
        map=old_map, filter=old_filter, zip=lambda *lists: list(real_zip(*lists)), range=lambda *bounds: list(real_range(*bounds)),
        xrange=real_range, reduce=functools.reduce, chr=old_chr, unichr=chr, unicode=str, long=int, basestring=str, repr=ascii, cmp=compare,
        apply=lambda how, things=(), more={}: how(*things, **more), round=old_round, intern=sys.intern, coerce=coerce,
        oct=lambda number: '0' if number == 0 else real_oct(number).replace('0o', '0'), buffer=lambda text, at=0, size=None: text[at:] if size is None else text[at:at + size],
        sorted=lambda things, by=None, key=None, reverse=False: real_sorted(things, key=functools.cmp_to_key(by) if by else key, reverse=reverse),
        exec=old_exec, eval=old_eval, compile=lambda code, name, kind, *more: compiled(code, name, kind), raw_input=raw_input,
        input=lambda prompt='': raw_input(prompt), execfile=execfile, print=print_, StandardError=Exception)


def string_of_python2():
    """The module string, whose functions became methods."""
    module = types.ModuleType('string')
    names = dict(
        whitespace=' \t\n\r\v\f', lowercase='abcdefghijklmnopqrstuvwxyz', digits='0123456789', hexdigits='0123456789abcdefABCDEF', octdigits='01234567',
        atoi=lambda s, base=10: int(s, base), atol=lambda s, base=10: int(s, base), atof=float, join=lambda words, sep=' ': sep.join(words),
        split=lambda s, sep=None, most=-1: s.split(sep, most), maketrans=lambda a, b: ''.join([b[a.index(c)] if c in a else c for c in map(chr, range(256))]),
        translate=lambda s, table, gone='': ''.join([table[ord(c)] for c in s if c not in gone]), zfill=lambda s, width: str(s).zfill(width),
        capwords=lambda s, sep=None: (sep or ' ').join([word.capitalize() for word in s.split(sep)]),
        replace=lambda s, old, new, most=-1: s.replace(old, new, most))
    names.update(uppercase=names['lowercase'].upper(), letters=names['lowercase'] + names['lowercase'].upper())
    names.update(joinfields=names['join'], splitfields=names['split'], ascii_lowercase=names['lowercase'], ascii_uppercase=names['uppercase'], ascii_letters=names['letters'])
    names['punctuation'] = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'
    for one in ('lower', 'upper', 'strip', 'lstrip', 'rstrip', 'find', 'rfind', 'index', 'rindex', 'count', 'ljust', 'rjust', 'center', 'capitalize', 'swapcase', 'expandtabs'):
        names[one] = (lambda method: lambda s, *more: getattr(s, method)(*more))(one)
    names.update(index_error=ValueError, atoi_error=ValueError)
    module.__dict__.update(names)
    return module


def types_of_python2():
    module = types.ModuleType('types')
    module.__dict__.update(
        StringType=str, UnicodeType=str, StringTypes=(str,), IntType=int, LongType=int, FloatType=float, ListType=list, TupleType=tuple, DictType=dict, DictionaryType=dict,
        NoneType=type(None), BooleanType=bool, FunctionType=types.FunctionType, LambdaType=types.FunctionType, MethodType=types.MethodType, ModuleType=types.ModuleType,
        BuiltinFunctionType=types.BuiltinFunctionType, TypeType=type, ClassType=type, InstanceType=object, FileType=ScriptFile)
    return module


def base64_of_python2():
    import base64
    module = types.ModuleType('base64')

    def over_octets(function):
        return lambda data: text(function(octets(data)))
    for name, function in (('encodestring', base64.encodebytes), ('decodestring', base64.decodebytes), ('b64encode', base64.b64encode), ('b64decode', base64.b64decode)):
        setattr(module, name, over_octets(function))
    return module
