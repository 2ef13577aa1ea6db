/*
 * Blinks pin 2, asks the module every few seconds how well it hears the network, and echoes on instance 3 what a
 * command answers to the log. With arguments (AT#M2MARG="127.0.0.1","7000") it also tells a server over TCP.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "m2m_hw_api.h"
#include "m2m_os_api.h"
#include "m2m_socket_api.h"
#include "m2m_timer_api.h"

#define LED 2
#define PORT M2M_AZ1

static M2M_T_TIMER_HANDLE timer;
static int lit, asked;
static CHAR host[M2M_ARGV_MAXTOKEN + 1], answer[512];
static UINT16 port;
static M2M_SOCKET_BSD_SOCKET server = M2M_SOCKET_BSD_INVALID_SOCKET;

static void blink(void *arg)
{
    lit = !lit;
    m2m_hw_gpio_write(LED, (UINT8)lit);
    /* The work is for a task: callbacks of timers should not take long. */
    if (lit) m2m_os_send_message_to_task(1, 1, 0, 0);
    m2m_timer_start(timer, 500);
}

static int join(void)
{
    M2M_SOCKET_BSD_SOCKADDR_IN to;
    for (int i = 0; m2m_pdp_get_status() != M2M_PDP_STATE_ACTIVE; i++) {
        if (i % 5 == 0) m2m_pdp_activate(NULL, NULL, NULL);
        m2m_os_sleep_ms(1000);
    }
    memset(&to, 0, sizeof to);
    to.sin_family = M2M_SOCKET_BSD_PF_INET;
    to.sin_port = m2m_socket_bsd_htons(port);
    to.sin_addr.s_addr = m2m_socket_bsd_get_host_by_name(host);
    server = m2m_socket_bsd_socket(M2M_SOCKET_BSD_PF_INET, M2M_SOCKET_BSD_SOCK_STREAM, M2M_SOCKET_BSD_IPPROTO_TCP);
    if (m2m_socket_bsd_connect(server, (M2M_SOCKET_BSD_SOCKADDR *)&to, sizeof to) == 0) return 1;
    m2m_socket_bsd_close(server);
    server = M2M_SOCKET_BSD_INVALID_SOCKET;
    return 0;
}

static void tell(const CHAR *line)
{
    CHAR text[600];
    m2m_os_trace_out((CHAR *)line);
    if (!port || (server == M2M_SOCKET_BSD_INVALID_SOCKET && !join())) return;
    int n = snprintf(text, sizeof text, "%s\r\n", line);
    if (m2m_socket_bsd_send(server, text, n, 0) == n) return;
    m2m_socket_bsd_close(server);
    server = M2M_SOCKET_BSD_INVALID_SOCKET;
}

/* Message 1: a tick; 2: an answer is complete. */
INT32 M2M_msgProc1(INT32 type, INT32 param1, INT32 param2)
{
    if (type == 1 && asked++ % 5 == 0) m2m_os_iat_send_at_command("AT+CSQ\r", PORT);
    if (type == 2) {
        CHAR *found = strstr(answer, "+CSQ:"), *end;
        if (found && (end = strchr(found, '\r'))) {
            *end = 0;
            tell(found);
        }
        answer[0] = 0;
    }
    return 0;
}

INT32 M2M_onReceiveResultCmd(CHAR *atCmd, INT32 len, UINT16 logPort)
{
    if (strlen(answer) + (size_t)len >= sizeof answer) answer[0] = 0;
    strcat(answer, atCmd);
    if (strstr(answer, "OK\r\n") || strstr(answer, "ERROR")) m2m_os_send_message_to_task(1, 2, 0, 0);
    return 1;
}

void M2M_main(INT32 argc, CHAR argv[M2M_ARGC_MAX][M2M_ARGV_MAXTOKEN + 1])
{
    if (argc > 2) {
        strcpy(host, argv[1]);
        port = (UINT16)atoi(argv[2]);
    }
    m2m_os_trace_out("blink begins");
    m2m_hw_gpio_conf(LED, 1);
    if (m2m_os_iat_set_at_command_instance(PORT, AT2) != 1) m2m_os_trace_out("instance 3 is somebody else's");
    timer = m2m_timer_create(blink, NULL);
    m2m_timer_start(timer, 500);
}
