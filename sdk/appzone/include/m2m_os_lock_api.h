#ifndef M2M_OS_LOCK_API_H
#define M2M_OS_LOCK_API_H

#include "m2m_type.h"

/* CS: free at first, for what one task at a time may do. IPC: taken at first, whoever unlocks it lets the one go on that waits. */
typedef enum { M2M_OS_LOCK_CS, M2M_OS_LOCK_IPC } M2M_OS_LOCK_TYPE;
typedef void *M2M_T_OS_LOCK;

M2M_T_OS_LOCK m2m_os_lock_init(M2M_OS_LOCK_TYPE lock);
M2M_API_RESULT m2m_os_lock_lock(M2M_T_OS_LOCK lock);
M2M_API_RESULT m2m_os_lock_unlock(M2M_T_OS_LOCK lock);
M2M_API_RESULT m2m_os_lock_destroy(M2M_T_OS_LOCK lock);

#endif
