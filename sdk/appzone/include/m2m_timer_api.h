#ifndef M2M_TIMER_API_H
#define M2M_TIMER_API_H

#include "m2m_type.h"

typedef INT32 M2M_T_TIMER_HANDLE;
typedef void (*M2M_T_TIMER_TIMEOUT)(void *arg);

M2M_T_TIMER_HANDLE m2m_timer_create(M2M_T_TIMER_TIMEOUT cb, void *arg); /* 0: none */
M2M_API_RESULT m2m_timer_start(M2M_T_TIMER_HANDLE handle, UINT32 ms);   /* once; 10 ms at least */
M2M_API_RESULT m2m_timer_stop(M2M_T_TIMER_HANDLE handle);
M2M_API_RESULT m2m_timer_free(M2M_T_TIMER_HANDLE handle);

#endif
