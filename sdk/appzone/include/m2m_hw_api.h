#ifndef M2M_HW_API_H
#define M2M_HW_API_H

#include "m2m_type.h"

M2M_API_RESULT m2m_hw_gpio_conf(UINT8 pin, UINT8 direction); /* 0 input, 1 output */
M2M_API_RESULT m2m_hw_gpio_write(UINT8 pin, UINT8 value);
INT32 m2m_hw_gpio_read(UINT8 pin);

/* The main serial port: while an app has it, its instance gets no service there. */
typedef INT32 M2M_T_HW_UART_HANDLE;
#define M2M_HW_UART_HANDLE_INVALID (-1)
typedef enum { M2M_HW_UART_RESULT_FAIL = -1, M2M_HW_UART_RESULT_SUCCESS = 0 } M2M_T_HW_UART_RESULT;
typedef enum { M2M_HW_UART_IO_BLOCKING_SET = 1, M2M_HW_UART_IO_RCV_FUNC = 2, M2M_HW_UART_IO_BAUD_SET = 3 } M2M_T_HW_UART_IO_ACTION;
typedef enum { M2M_HW_UART_IO_BLOCKING_OFF, M2M_HW_UART_IO_BLOCKING_ON, M2M_HW_UART_IO_BLOCKING_RELEASE } M2M_T_HW_UART_IO_BLOCKING;
typedef INT32 (*M2M_T_HW_UART_RCV)(M2M_T_HW_UART_HANDLE handle, CHAR *buffer, INT32 len);

M2M_T_HW_UART_HANDLE m2m_hw_uart_open(void);
M2M_T_HW_UART_RESULT m2m_hw_uart_close(M2M_T_HW_UART_HANDLE handle);
M2M_T_HW_UART_RESULT m2m_hw_uart_ioctl(M2M_T_HW_UART_HANDLE handle, INT32 action, INT32 value);
M2M_T_HW_UART_RESULT m2m_hw_uart_write(M2M_T_HW_UART_HANDLE handle, const CHAR *buffer, INT32 len, INT32 *sent);
M2M_T_HW_UART_RESULT m2m_hw_uart_read(M2M_T_HW_UART_HANDLE handle, CHAR *buffer, INT32 len, INT32 *received);

#endif
