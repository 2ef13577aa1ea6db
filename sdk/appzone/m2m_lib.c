/* What an app has without asking the module: memory, strings, numbers. */
#include "m2m_os_api.h"
#include "m2m_socket_api.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- memory: blocks in the order of their addresses, first fit; what is free joins its neighbour ---- */

#define PAGE 65536u

typedef struct Block { UINT32 size; UINT32 taken; struct Block *next; } Block; /* size of what follows it */
#define HEAD ((UINT32)((sizeof(Block) + 7u) & ~7u))

extern unsigned char __heap_base;
static Block *first;

static Block *add(UINT32 from, UINT32 to)
{
    Block *block = (Block *)((from + 7u) & ~7u), **at = &first;
    block->size = to - (UINT32)block - HEAD;
    block->taken = 0;
    block->next = NULL;
    while (*at) at = &(*at)->next;
    return *at = block;
}

static void begin(void)
{
    /* What the app was built with ends at a page; behind it stands what the module gives to callbacks. */
    UINT32 base = (UINT32)&__heap_base, end = (base + PAGE - 1) / PAGE * PAGE;
    if (end - base > 2 * HEAD) add(base, end);
}

static void join(void)
{
    for (Block *b = first; b; b = b->next)
        while (!b->taken && b->next && !b->next->taken && (UINT32)b + HEAD + b->size == (UINT32)b->next) {
            b->size += HEAD + b->next->size;
            b->next = b->next->next;
        }
}

void *m2m_os_mem_alloc(UINT32 size)
{
    if (!first) begin();
    if (size == 0 || size > 0x7fff0000u) return NULL;
    size = (size + 7u) & ~7u;
    for (int again = 0; again < 2; again++) {
        for (Block *b = first; b; b = b->next) {
            if (b->taken || b->size < size) continue;
            if (b->size >= size + HEAD + 8) {
                Block *rest = (Block *)((UINT32)b + HEAD + size);
                rest->size = b->size - size - HEAD;
                rest->taken = 0;
                rest->next = b->next;
                b->next = rest;
                b->size = size;
            }
            b->taken = 1;
            return (void *)((UINT32)b + HEAD);
        }
        UINT32 pages = (size + HEAD + 8 + PAGE - 1) / PAGE;
        UINT32 at = (UINT32)__builtin_wasm_memory_grow(0, pages);
        if (again || at == 0xffffffffu) return NULL;
        add(at * PAGE, (at + pages) * PAGE);
        join();
    }
    return NULL;
}

void m2m_os_mem_free(void *mem)
{
    if (!mem) return;
    ((Block *)((UINT32)mem - HEAD))->taken = 0;
    join();
}

void *m2m_os_mem_realloc(void *ptr, UINT32 size)
{
    if (!ptr) return m2m_os_mem_alloc(size);
    UINT32 old = ((Block *)((UINT32)ptr - HEAD))->size;
    if (size <= old) return ptr;
    void *moved = m2m_os_mem_alloc(size);
    if (moved) {
        memcpy(moved, ptr, old);
        m2m_os_mem_free(ptr);
    }
    return moved;
}

INT32 m2m_os_mem_pool(UINT32 pool_size)
{
    /* The pool grows as it is needed: here it is tried whether it can. */
    void *whole = m2m_os_mem_alloc(pool_size);
    m2m_os_mem_free(whole);
    return whole ? M2M_API_RESULT_SUCCESS : M2M_API_RESULT_FAIL;
}

UINT32 m2m_os_get_mem_info(UINT32 *pool_frags)
{
    UINT32 free = 0, frags = 0;
    for (Block *b = first; b; b = b->next)
        if (!b->taken) free += b->size, frags++;
    if (pool_frags) *pool_frags = frags;
    return free;
}

void *malloc(size_t size) { return m2m_os_mem_alloc(size); }
void free(void *ptr) { m2m_os_mem_free(ptr); }
void *realloc(void *ptr, size_t size) { return m2m_os_mem_realloc(ptr, size); }
void *calloc(size_t n, size_t size)
{
    if (size && n > 0x7fffffffu / size) return NULL;
    void *p = m2m_os_mem_alloc(n * size);
    return p ? memset(p, 0, n * size) : NULL;
}

/* ---- strings ---- */

void *memcpy(void *to, const void *from, size_t n) { return memmove(to, from, n); }
void *memmove(void *to, const void *from, size_t n)
{
    unsigned char *t = to;
    const unsigned char *f = from;
    if (t < f) while (n--) *t++ = *f++;
    else while (n--) t[n] = f[n];
    return to;
}
void *memset(void *to, int c, size_t n)
{
    unsigned char *t = to;
    while (n--) *t++ = (unsigned char)c;
    return to;
}
int memcmp(const void *a, const void *b, size_t n)
{
    const unsigned char *x = a, *y = b;
    for (; n; n--, x++, y++) if (*x != *y) return *x - *y;
    return 0;
}
size_t strlen(const char *s)
{
    size_t n = 0;
    while (s[n]) n++;
    return n;
}
int strncmp(const char *a, const char *b, size_t n)
{
    for (; n; n--, a++, b++) {
        if (*a != *b) return (unsigned char)*a - (unsigned char)*b;
        if (!*a) break;
    }
    return 0;
}
int strcmp(const char *a, const char *b) { return strncmp(a, b, (size_t)-1); }
char *strcpy(char *to, const char *from) { memmove(to, from, strlen(from) + 1); return to; }
char *strncpy(char *to, const char *from, size_t n)
{
    size_t i = 0;
    for (; i < n && from[i]; i++) to[i] = from[i];
    for (; i < n; i++) to[i] = 0;
    return to;
}
char *strcat(char *to, const char *from) { strcpy(to + strlen(to), from); return to; }
char *strchr(const char *s, int c)
{
    for (;; s++) {
        if (*s == (char)c) return (char *)s;
        if (!*s) return NULL;
    }
}
char *strrchr(const char *s, int c)
{
    char *found = NULL;
    for (;; s++) {
        if (*s == (char)c) found = (char *)s;
        if (!*s) return found;
    }
}
char *strstr(const char *s, const char *what)
{
    size_t n = strlen(what);
    for (;; s++) {
        if (!strncmp(s, what, n)) return (char *)s;
        if (!*s) return NULL;
    }
}
int atoi(const char *s)
{
    int value = 0, minus = 0;
    while (*s == ' ' || *s == '\t') s++;
    if (*s == '-' || *s == '+') minus = *s++ == '-';
    while (*s >= '0' && *s <= '9') value = (int)((unsigned)value * 10u + (unsigned)(*s++ - '0'));
    return minus ? -value : value;
}

/* ---- printing ---- */

typedef struct { char *to; size_t size, count; } Out;

static void put(Out *out, char c)
{
    if (out->count + 1 < out->size) out->to[out->count] = c;
    out->count++;
}

static void field(Out *out, const char *sign, const char *text, size_t n, int width, int left, int zero)
{
    int pad = width - (int)(n + strlen(sign));
    if (!left && !zero) for (; pad > 0; pad--) put(out, ' ');
    while (*sign) put(out, *sign++);
    if (!left) for (; pad > 0; pad--) put(out, '0');
    while (n--) put(out, *text++);
    for (; pad > 0; pad--) put(out, ' ');
}

static size_t digits(char *end, UINT32 value, UINT32 base, const char *with)
{
    size_t n = 0;
    do *--end = with[value % base], n++; while (value /= base);
    return n;
}

int vsnprintf(char *to, size_t size, const char *format, va_list arguments)
{
    Out out = { to, size, 0 };
    for (; *format; format++) {
        if (*format != '%') {
            put(&out, *format);
            continue;
        }
        int left = 0, zero = 0, width = 0, precision = -1;
        for (format++; *format == '-' || *format == '0'; format++) if (*format == '-') left = 1; else zero = 1;
        if (*format == '*') width = va_arg(arguments, int), format++;
        else while (*format >= '0' && *format <= '9') width = width * 10 + *format++ - '0';
        if (*format == '.') {
            precision = 0;
            if (*++format == '*') precision = va_arg(arguments, int), format++;
            else while (*format >= '0' && *format <= '9') precision = precision * 10 + *format++ - '0';
        }
        while (*format == 'l' || *format == 'h') format++;
        char number[16], *end = number + sizeof number;
        switch (*format) {
        case 'd': case 'i': {
            int value = va_arg(arguments, int);
            size_t n = digits(end, value < 0 ? 0u - (UINT32)value : (UINT32)value, 10, "0123456789");
            field(&out, value < 0 ? "-" : "", end - n, n, width, left, zero && !left);
            break;
        }
        case 'u': case 'x': case 'X': case 'p': {
            size_t n = digits(end, va_arg(arguments, UINT32), *format == 'u' ? 10 : 16, *format == 'X' ? "0123456789ABCDEF" : "0123456789abcdef");
            field(&out, *format == 'p' ? "0x" : "", end - n, n, width, left, zero && !left);
            break;
        }
        case 's': {
            const char *text = va_arg(arguments, const char *);
            size_t n = 0;
            if (!text) text = "(null)";
            while ((precision < 0 || n < (size_t)precision) && text[n]) n++;
            field(&out, "", text, n, width, left, 0);
            break;
        }
        case 'c': {
            char c = (char)va_arg(arguments, int);
            field(&out, "", &c, 1, width, left, 0);
            break;
        }
        case 0:
            format--;
            break;
        default:
            put(&out, *format);
        }
    }
    if (size) to[out.count < size ? out.count : size - 1] = 0;
    return (int)out.count;
}

int snprintf(char *to, size_t size, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(to, size, format, arguments);
    va_end(arguments);
    return n;
}

int sprintf(char *to, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(to, 0x7fffffff, format, arguments);
    va_end(arguments);
    return n;
}

/* ---- version, addresses ---- */

static CHAR version[64];
CHAR *m2m_os_get_version(void) { return version; }
INT32 m2m_os_set_version(CHAR *sw_version)
{
    if (!sw_version || strlen(sw_version) >= sizeof version) return M2M_API_RESULT_INVALID_ARG;
    strcpy(version, sw_version);
    return M2M_API_RESULT_SUCCESS;
}

UINT16 m2m_socket_bsd_htons(UINT16 value) { return (UINT16)(value << 8 | value >> 8); }
UINT16 m2m_socket_bsd_ntohs(UINT16 value) { return m2m_socket_bsd_htons(value); }
UINT32 m2m_socket_bsd_htonl(UINT32 value) { return __builtin_bswap32(value); }
UINT32 m2m_socket_bsd_ntohl(UINT32 value) { return __builtin_bswap32(value); }

UINT32 m2m_socket_bsd_inet_addr(const CHAR *text)
{
    UINT32 address = 0;
    for (int i = 0; i < 4; i++) {
        UINT32 part = 0;
        if (*text < '0' || *text > '9') return 0xffffffffu;
        while (*text >= '0' && *text <= '9') if ((part = part * 10 + (UINT32)(*text++ - '0')) > 255) return 0xffffffffu;
        address |= part << (8 * i);
        if (*text != (i < 3 ? '.' : 0)) return 0xffffffffu;
        text++;
    }
    return address;
}

CHAR *m2m_socket_bsd_addr_str(UINT32 addr)
{
    static CHAR text[16];
    sprintf(text, "%u.%u.%u.%u", addr & 255, addr >> 8 & 255, addr >> 16 & 255, addr >> 24);
    return text;
}
