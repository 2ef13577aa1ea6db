#ifndef M2M_STDIO_H
#define M2M_STDIO_H
#include <stdarg.h>
typedef __SIZE_TYPE__ size_t;
/* %d %i %u %x %X %s %c %p %%, with -, 0, width, precision of %s, and l. */
int sprintf(char *to, const char *format, ...);
int snprintf(char *to, size_t size, const char *format, ...);
int vsnprintf(char *to, size_t size, const char *format, va_list arguments);
#endif
