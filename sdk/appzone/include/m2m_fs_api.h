#ifndef M2M_FS_API_H
#define M2M_FS_API_H

#include "m2m_type.h"

typedef void *M2M_T_FS_HANDLE;
#define M2M_FS_MAX_FILENAME_LEN 128
typedef enum { M2M_FS_OPEN_READ = 0, M2M_FS_OPEN_APPEND = 1, M2M_FS_OPEN_TRUNCATE = 2 } M2M_T_FS_OPEN_MODE;
typedef enum {
    M2M_FS_NO_ERROR, M2M_FS_NOT_FOUND, M2M_FS_NO_ROOM, M2M_FS_BAD_HANDLE, M2M_FS_WRONG_MODE, M2M_FS_TOO_MANY_OPEN, M2M_FS_EXISTS, M2M_FS_BAD_NAME
} M2M_FS_ERROR_TYPE;

M2M_API_RESULT m2m_fs_create(CHAR *filename);
M2M_T_FS_HANDLE m2m_fs_open(CHAR *filename, M2M_T_FS_OPEN_MODE mode); /* NULL: none */
UINT32 m2m_fs_read(M2M_T_FS_HANDLE handle, void *buf, UINT32 size);
UINT32 m2m_fs_write(M2M_T_FS_HANDLE handle, const void *buf, UINT32 size);
M2M_API_RESULT m2m_fs_set_file_position(M2M_T_FS_HANDLE handle, UINT32 position);
M2M_API_RESULT m2m_fs_close(M2M_T_FS_HANDLE handle); /* what was written is durable then */
M2M_API_RESULT m2m_fs_delete(CHAR *filename);
INT32 m2m_fs_get_size_with_handle(M2M_T_FS_HANDLE handle);
INT32 m2m_fs_get_size(CHAR *filename);
UINT32 m2m_fs_get_free_space(void);
M2M_API_RESULT m2m_fs_find_first(CHAR *found, CHAR *pattern);
M2M_API_RESULT m2m_fs_find_next(CHAR *found);
M2M_FS_ERROR_TYPE m2m_fs_last_error(void);

#endif
