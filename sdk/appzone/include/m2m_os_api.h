/* AT bridge, tasks, messages, clock, memory, information. See docs/apps.md. */
#ifndef M2M_OS_API_H
#define M2M_OS_API_H

#include "m2m_type.h"

/* Logical ports of the app; any of 0 to 3 will do. */
#define M2M_AZ1 1
#define M2M_AZ2 2

/* AT0, AT1, AT2 are the instances 1, 2, 3. */
#define AT0 0
#define AT1 1
#define AT2 2

/* 1: done; 0: the instance is somebody else's, or a command still runs there. */
INT32 m2m_os_iat_set_at_command_instance(UINT16 logPort, UINT16 atInstance);
INT32 m2m_os_iat_send_at_command(CHAR *atCmd, UINT16 logPort);
INT32 m2m_os_iat_send_atdata_command(CHAR *atCmd, INT32 atCmdLength, UINT16 logPort);

typedef INT32 (*M2M_CB_MSG_PROC)(INT32, INT32, INT32);
typedef enum { M2M_OS_TASK_STACK_S, M2M_OS_TASK_STACK_M, M2M_OS_TASK_STACK_L, M2M_OS_TASK_STACK_XL, M2M_OS_TASK_STACK_LIMIT } M2M_OS_TASK_STACK_SIZE;
typedef enum { M2M_OS_TASK_MBOX_S, M2M_OS_TASK_MBOX_M, M2M_OS_TASK_MBOX_L, M2M_OS_TASK_MBOX_LIMIT } M2M_OS_TASK_MBOX_SIZE;

#define M2M_OS_TASK_PRIORITY_MAX 1
#define M2M_OS_TASK_PRIORITY_MIN 32

/* Id of the task, 2 to 32 (1 is M2M_msgProc1 and there from the beginning); 0 or less: none. */
INT32 m2m_os_create_task(M2M_OS_TASK_STACK_SIZE stackSize, UINT8 priority, M2M_OS_TASK_MBOX_SIZE mboxSize, M2M_CB_MSG_PROC msg_cb);
INT32 m2m_os_destroy_task(INT8 procId);
INT32 m2m_os_send_message_to_task(INT8 procId, INT32 type, INT32 param1, INT32 param2);
INT32 m2m_os_task_get_enqueued_msg(INT8 procId);
INT32 m2m_os_get_current_task_id(void);
INT32 m2m_os_change_task_priority(INT8 procId, UINT16 new_priority, UINT16 *old_priority);
INT32 m2m_os_change_task_preemption(INT8 procId, UINT16 new_preempt, UINT16 *old_preempt);
void m2m_os_cooperate_task(void);

void m2m_os_sleep_ms(UINT32 ms);
INT32 m2m_os_retrieve_clock(void); /* 1 tick = 10 ms */
void m2m_os_sys_reset(INT32 id);
void m2m_os_trace_out(char *msg); /* goes to the log of the module */

/* In m2m_lib.c */
INT32 m2m_os_mem_pool(UINT32 pool_size);
void *m2m_os_mem_alloc(UINT32 size);
void *m2m_os_mem_realloc(void *ptr, UINT32 size);
void m2m_os_mem_free(void *mem);
UINT32 m2m_os_get_mem_info(UINT32 *pool_frags);
CHAR *m2m_os_get_version(void);
INT32 m2m_os_set_version(CHAR *sw_version);

void m2m_info_get_manufacturer(CHAR *buf); /* 64 octets at most, all of these */
void m2m_info_get_model(CHAR *buf);
void m2m_info_get_serial_num(CHAR *buf);
void m2m_info_get_factory_SN(CHAR *buf);
void m2m_info_get_sw_version(CHAR *buf);
void m2m_info_get_fw_version(CHAR *buf);
void m2m_info_get_IMSI(CHAR *buf);
void m2m_info_get_MSISDN(CHAR *buf);

/* Defined by the app */
M2M_EXPORT("M2M_main") void M2M_main(INT32 argc, CHAR argv[M2M_ARGC_MAX][M2M_ARGV_MAXTOKEN + 1]);
M2M_EXPORT("M2M_msgProc1") INT32 M2M_msgProc1(INT32 type, INT32 param1, INT32 param2);
M2M_EXPORT("M2M_onReceiveResultCmd") INT32 M2M_onReceiveResultCmd(CHAR *atCmd, INT32 len, UINT16 logPort);

#endif
