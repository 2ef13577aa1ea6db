/*
 * A relay on pin 3 that is switched by SMS: "RELAY ON", "RELAY OFF", "RELAY?". The sender gets the state by SMS. What it
 * was set to last is kept in a file and holds after power-on.
 */
#include <stdio.h>
#include <string.h>
#include "m2m_fs_api.h"
#include "m2m_hw_api.h"
#include "m2m_os_api.h"

#define RELAY 3
#define PORT M2M_AZ1
#define STATE "A:\\MOD\\relay.txt"

enum { SETUP = 1, LINE = 2 };

static CHAR collected[1024], sender[32];
static int on, waits_for_text, answered, prompted;

static void keep(void)
{
    M2M_T_FS_HANDLE file = m2m_fs_open(STATE, M2M_FS_OPEN_TRUNCATE);
    if (!file) return;
    m2m_fs_write(file, on ? "1" : "0", 1);
    m2m_fs_close(file);
}

static void recall(void)
{
    CHAR c = '0';
    M2M_T_FS_HANDLE file = m2m_fs_open(STATE, M2M_FS_OPEN_READ);
    if (!file) return;
    m2m_fs_read(file, &c, 1);
    m2m_fs_close(file);
    on = c == '1';
}

/* Gives a command and waits, at most 30 s, until it is answered; 2: it asks for data. Answers arrive while this sleeps. */
static int command(const CHAR *text)
{
    answered = prompted = 0;
    if (m2m_os_iat_send_at_command((CHAR *)text, PORT) != 1) return 0;
    for (int i = 0; i < 3000 && !answered && !prompted; i++) m2m_os_sleep_ms(10);
    return prompted ? 2 : answered == 1;
}

static void reply(void)
{
    CHAR text[64];
    snprintf(text, sizeof text, "AT+CMGS=\"%s\"\r", sender);
    if (command(text) != 2) return;
    snprintf(text, sizeof text, "RELAY IS %s\x1a", on ? "ON" : "OFF");
    command(text);
}

static void obey(const CHAR *text)
{
    if (!strncmp(text, "RELAY ON", 8)) on = 1;
    else if (!strncmp(text, "RELAY OFF", 9)) on = 0;
    else if (strncmp(text, "RELAY?", 6)) return;
    m2m_hw_gpio_write(RELAY, (UINT8)on);
    keep();
    reply();
}

INT32 M2M_msgProc1(INT32 type, INT32 param1, INT32 param2)
{
    if (type != SETUP) return 0;
    while (!command("AT+CMGF=1\r") || !command("AT+CNMI=2,2,0,0,0\r")) m2m_os_sleep_ms(2000);
    m2m_os_trace_out("relay listens");
    return 0;
}

/* A second task, so that a message that comes while the first one sets up is not lost. */
static INT32 lines(INT32 type, INT32 param1, INT32 param2)
{
    CHAR *text = (CHAR *)param1;
    obey(text);
    m2m_os_mem_free(text);
    return 0;
}

static INT32 task;

static void line(const CHAR *text)
{
    const CHAR *from, *end;
    if (waits_for_text) {
        waits_for_text = 0;
        CHAR *copy = m2m_os_mem_alloc(strlen(text) + 1);
        if (!copy) return;
        strcpy(copy, text);
        if (m2m_os_send_message_to_task((INT8)task, LINE, (INT32)copy, 0) != 1) m2m_os_mem_free(copy);
    } else if (!strncmp(text, "+CMT: \"", 7) && (end = strchr(from = text + 7, '"')) && end - from < (int)sizeof sender) {
        memcpy(sender, from, (size_t)(end - from));
        sender[end - from] = 0;
        waits_for_text = 1;
    } else if (!strcmp(text, "OK")) answered = 1;
    else if (strstr(text, "ERROR")) answered = -1;
}

INT32 M2M_onReceiveResultCmd(CHAR *atCmd, INT32 len, UINT16 logPort)
{
    CHAR *end;
    if (strlen(collected) + (size_t)len >= sizeof collected) collected[0] = 0;
    strcat(collected, atCmd);
    while ((end = strstr(collected, "\r\n"))) {
        *end = 0;
        if (end != collected) line(collected);
        memmove(collected, end + 2, strlen(end + 2) + 1);
    }
    if (!strncmp(collected, "> ", 2)) {
        collected[0] = 0;
        prompted = 1;
    }
    return 1;
}

void M2M_main(INT32 argc, CHAR argv[M2M_ARGC_MAX][M2M_ARGV_MAXTOKEN + 1])
{
    recall();
    m2m_hw_gpio_conf(RELAY, 1);
    m2m_hw_gpio_write(RELAY, (UINT8)on);
    if (m2m_os_iat_set_at_command_instance(PORT, AT2) != 1) {
        m2m_os_trace_out("instance 3 is somebody else's");
        return;
    }
    task = m2m_os_create_task(M2M_OS_TASK_STACK_M, 2, M2M_OS_TASK_MBOX_S, lines);
    m2m_os_send_message_to_task(1, SETUP, 0, 0);
}
