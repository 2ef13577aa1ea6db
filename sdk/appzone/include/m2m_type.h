/* Types of AppZone apps, as a virtual module runs them. See docs/apps.md. */
#ifndef M2M_TYPE_H
#define M2M_TYPE_H

typedef char CHAR;
typedef signed char INT8;
typedef unsigned char UINT8;
typedef short INT16;
typedef unsigned short UINT16;
typedef int INT32;
typedef unsigned int UINT32;

#ifndef NULL
#define NULL ((void *)0)
#endif

typedef enum { M2M_API_RESULT_INVALID_ARG = -1, M2M_API_RESULT_FAIL = 0, M2M_API_RESULT_SUCCESS = 1 } M2M_API_RESULT;

/* Arguments of M2M_main: the file and those of #M2MARG. */
#define M2M_ARGC_MAX 11
#define M2M_ARGV_MAXTOKEN 31

/* What the module calls: the app defines those that it needs. */
#define M2M_EXPORT(name) __attribute__((export_name(name)))

#endif
