# What the interpreter's language has not, or has otherwise, is put into the tree of a script: exceptions that are strings for both, the rest for Python 3.
import ast


class StringException(Exception):
    """An exception that is a string: one class for each text."""

    def __init__(self, value=None):
        Exception.__init__(self, *(() if value is None else (value,)))
        self.value = value


STRING_EXCEPTIONS = {}


def string_exception(name):
    if name not in STRING_EXCEPTIONS:
        STRING_EXCEPTIONS[name] = type(name if PYTHON3 else str(name), (StringException,), {'__module__': 'exceptions' if not PYTHON3 else 'builtins'})
    return STRING_EXCEPTIONS[name]


def raised(kind, value=None):
    """Of raise KIND, VALUE: what can be raised."""
    if isinstance(kind, STRINGS):
        return string_exception(kind)(value)
    if not PYTHON3:
        if isinstance(kind, (type, types.ClassType)) and value is not None:
            return value if isinstance(value, kind) else kind(*value) if isinstance(value, tuple) else kind(value)
        return kind
    if isinstance(kind, type):
        made = value if value is not None and isinstance(value, kind) else kind() if value is None else kind(*value) if isinstance(value, tuple) else kind(value)
        return made if isinstance(made, BaseException) else carried(made)
    return kind if isinstance(kind, BaseException) else carried(kind)


def carried(thing):
    """An instance of a class that is no exception: the class becomes one where Python 3 allows it."""
    raise TypeError('exceptions must be strings, classes or instances that derive from Exception, not %s' % type(thing).__name__)


def caught(kind):
    """Of except KIND: what can be caught."""
    if isinstance(kind, tuple):
        return tuple([caught(one) for one in kind])
    return string_exception(kind) if isinstance(kind, STRINGS) else kind


def value_of(exception):
    """Of except KIND, VALUE: what VALUE is."""
    return exception.value if isinstance(exception, StringException) else exception


def quotient(a, b):
    """a / b: of integers the integer below."""
    if isinstance(a, int) and isinstance(b, int):
        return a // b
    own = getattr(type(a), '__div__', None) or getattr(type(b), '__rdiv__', None)
    if own:
        return own(a, b) if getattr(type(a), '__div__', None) else own(b, a)
    return a / b


def divide_item(holder, key, by):
    holder[key] = quotient(holder[key], by)


def divide_attribute(holder, name, by):
    setattr(holder, name, quotient(getattr(holder, name), by))


def rank(value):
    # None before numbers, numbers before what has a name; those by name (Python 2, "comparisons").
    return (0, '') if value is None else (1, '') if isinstance(value, (int, float)) else (2, type(value).__name__)


def compare(a, b):
    """cmp of Python 2: anything can be compared."""
    own = getattr(type(a), '__cmp__', None)
    if own:
        return own(a, b)
    try:
        return -1 if a < b else 0 if a == b else 1
    except TypeError:
        a, b = rank(a), rank(b)
        return -1 if a < b else 0 if a == b else 1


def less(a, b):
    try:
        return a < b
    except TypeError:
        return compare(a, b) < 0


def less_or_equal(a, b):
    try:
        return a <= b
    except TypeError:
        return compare(a, b) <= 0


def greater(a, b):
    return less(b, a)


def greater_or_equal(a, b):
    return less_or_equal(b, a)


def has_key(holder, key):
    return key in holder if isinstance(holder, dict) else holder.has_key(key)


def listed(holder, name):
    """The method keys, values, items of a dictionary: a list."""
    found = getattr(holder, name)()
    return list(found) if isinstance(holder, dict) else found


def iterated(holder, name):
    return iter(getattr(holder, name[4:])()) if isinstance(holder, dict) else getattr(holder, name)()


def sort(holder, by):
    import functools
    return holder.sort(key=functools.cmp_to_key(by)) if isinstance(holder, list) else holder.sort(by)


def following(holder):
    return holder.next() if hasattr(holder, 'next') else next(holder)


class Shared(ast.NodeTransformer):
    """Exceptions that are strings. The names of what it calls cannot be names of a script."""

    def helper(self, name, *arguments):
        call = ast.Call(func=ast.Name(id='<%s>' % name, ctx=ast.Load()), args=list(arguments), keywords=[])
        if not PYTHON3:
            call.starargs = call.kwargs = None
        return call

    def visit_ExceptHandler(self, node):
        self.generic_visit(node)
        if node.type is None:
            return node
        node.type = ast.copy_location(self.helper('caught', node.type), node)
        if node.name is None:
            return node
        # In Python 3 the name would be gone after the handler, in Python 2 it stays.
        target = ast.Name(id=node.name, ctx=ast.Store()) if PYTHON3 else node.name
        held = '<exception>'
        if PYTHON3:
            node.name = held
        else:
            node.name = ast.Name(id=held, ctx=ast.Store())
        first = ast.Assign(targets=[target], value=self.helper('value_of', ast.Name(id=held, ctx=ast.Load())))
        if PYTHON3:
            first.type_comment = None
        node.body.insert(0, ast.copy_location(first, node))
        return node


class ForPython2(Shared):
    def visit_Raise(self, node):
        self.generic_visit(node)
        if node.type is not None:
            node.type = ast.copy_location(self.helper('raised', node.type, *([node.inst] if node.inst else [])), node)
            node.inst = ast.copy_location(ast.Name(id='None', ctx=ast.Load()), node) if node.tback else None
        return node


class ForPython3(Shared):
    COMPARISONS = {'Lt': 'less', 'LtE': 'less_or_equal', 'Gt': 'greater', 'GtE': 'greater_or_equal'}
    LISTED, ITERATED = ('keys', 'values', 'items'), ('iterkeys', 'itervalues', 'iteritems')

    def __init__(self):
        self.said = []

    # Python 2 lets a name be used before a function says that it is global, and lets a script say so of its own names.
    def visit_Global(self, node):
        self.said[-1].update(node.names)
        return ast.Pass()

    def visit_Module(self, node):
        return self.scope(node)[0]

    visit_Interactive = visit_Module

    def visit_FunctionDef(self, node):
        node, said = self.scope(node)
        if said:
            node.body.insert(0, ast.Global(names=sorted(said)))
        return node

    visit_ClassDef = visit_FunctionDef

    def scope(self, node):
        self.said.append(set())
        self.generic_visit(node)
        return node, self.said.pop()

    def visit_Raise(self, node):
        self.generic_visit(node)
        known = isinstance(node.exc, ast.Call) and isinstance(node.exc.func, ast.Name) and node.exc.func.id in ('_raised_', '<raised>')
        if node.exc is not None and not known:
            node.exc = self.helper('raised', node.exc)
        elif known:
            node.exc.func.id = '<raised>'
        return node

    def visit_BinOp(self, node):
        self.generic_visit(node)
        return self.helper('quotient', node.left, node.right) if isinstance(node.op, ast.Div) else node

    def visit_AugAssign(self, node):
        self.generic_visit(node)
        if not isinstance(node.op, ast.Div):
            return node
        target = node.target
        if isinstance(target, ast.Name):
            return ast.Assign(targets=[target], value=self.helper('quotient', ast.Name(id=target.id, ctx=ast.Load()), node.value), type_comment=None)
        if isinstance(target, ast.Attribute):
            return ast.Expr(value=self.helper('divide_attribute', target.value, ast.Constant(value=target.attr, kind=None), node.value))
        key = target.slice
        if isinstance(key, ast.Slice) or type(key).__name__ in ('ExtSlice', 'Slice'):
            return node
        return ast.Expr(value=self.helper('divide_item', target.value, getattr(key, 'value', key) if type(key).__name__ == 'Index' else key, node.value))

    def visit_Compare(self, node):
        self.generic_visit(node)
        operands = [node.left] + node.comparators
        simple = all(isinstance(one, (ast.Name, ast.Constant)) for one in operands[1:-1])
        if not simple or not any(type(one).__name__ in self.COMPARISONS for one in node.ops):
            return node
        parts = [self.comparison(operands[i], op, operands[i + 1]) for i, op in enumerate(node.ops)]
        return parts[0] if len(parts) == 1 else ast.BoolOp(op=ast.And(), values=parts)

    def comparison(self, left, op, right):
        name = self.COMPARISONS.get(type(op).__name__)
        return self.helper(name, left, right) if name else ast.Compare(left=left, ops=[op], comparators=[right])

    def visit_Call(self, node):
        self.generic_visit(node)
        if not isinstance(node.func, ast.Attribute) or node.keywords:
            return node
        name, holder, count = node.func.attr, node.func.value, len(node.args)
        if count == 0 and name in self.LISTED:
            return self.helper('listed', holder, ast.Constant(value=name, kind=None))
        if count == 0 and name in self.ITERATED:
            return self.helper('iterated', holder, ast.Constant(value=name, kind=None))
        if count == 0 and name == 'next':
            return self.helper('following', holder)
        if count == 1 and name == 'has_key':
            return self.helper('has_key', holder, node.args[0])
        if count == 1 and name == 'sort':
            return self.helper('sort', holder, node.args[0])
        return node


HELPERS = [raised, caught, value_of, quotient, divide_item, divide_attribute, less, less_or_equal, greater, greater_or_equal, has_key, listed, iterated, sort, following]


class NoScript(Exception):
    """What was given is no script; says where and why."""


def lines_of(source):
    """Lines as they come: ended by CR LF, LF or CR."""
    return source.replace('\r\n', '\n').replace('\r', '\n').rstrip('\x1a') + '\n'


def compiled(source, name, kind='exec'):
    source = lines_of(source)
    try:
        if '\0' in source:
            at = source[:source.index('\0')].count('\n') + 1
            raise NoScript('%s, line %d: this is no text: it holds an octet 0' % (name, at))
        if PYTHON3:
            source = translated(source, name, kind)
        tree = REAL_COMPILE(source, name, kind, ast.PyCF_ONLY_AST, True)
        tree = ast.fix_missing_locations((ForPython3 if PYTHON3 else ForPython2)().visit(tree))
        return REAL_COMPILE(tree, name, kind, 0, True)
    except SyntaxError as e:
        raise NoScript('%s, line %s, column %s: %s' % (name, e.lineno, e.offset, e.msg))
    except (ValueError, TypeError, OverflowError) as e:
        raise NoScript('%s: %s' % (name, e))
    except (MemoryError, RuntimeError) as e:
        raise NoScript('%s: nested too deeply, or too long: %s' % (name, type(e).__name__))
