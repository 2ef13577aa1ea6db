#ifndef M2M_STDLIB_H
#define M2M_STDLIB_H
typedef __SIZE_TYPE__ size_t;
void *malloc(size_t size);
void *calloc(size_t n, size_t size);
void *realloc(void *ptr, size_t size);
void free(void *ptr);
int atoi(const char *s);
#endif
