/*
 * A relay on pin 3 that is switched by SMS: "RELAY ON", "RELAY OFF", "RELAY?". The sender gets the state by SMS. What it
 * was set to last is kept in a file and holds after power-on.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "m2m_fs_api.h"
#include "m2m_hw_api.h"
#include "m2m_os_api.h"

#define RELAY 3
#define PORT M2M_AZ1
#define STATE "A:\\MOD\\relay.txt"

enum { SETUP = 1, READ = 2 };

static CHAR collected[1024], sender[32], message[200];
static int on, reads, answered, prompted;

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

static void obey(void)
{
    if (!strncmp(message, "RELAY ON", 8)) on = 1;
    else if (!strncmp(message, "RELAY OFF", 9)) on = 0;
    else if (strncmp(message, "RELAY?", 6)) return;
    m2m_hw_gpio_write(RELAY, (UINT8)on);
    keep();
    reply();
}

/* All commands are given by this one task: while it waits for an answer, what else is to be done waits in its mailbox. */
INT32 M2M_msgProc1(INT32 type, INT32 param1, INT32 param2)
{
    CHAR text[32];
    if (type == SETUP) {
        while (!command("AT+CMGF=1\r") || !command("AT+CNMI=2,1,0,0,0\r")) m2m_os_sleep_ms(2000);
        m2m_os_trace_out("relay listens");
    } else if (type == READ) {
        sender[0] = message[0] = 0;
        snprintf(text, sizeof text, "AT+CMGR=%d\r", param1);
        if (!command(text)) return 0;
        snprintf(text, sizeof text, "AT+CMGD=%d\r", param1);
        command(text);
        obey();
    }
    return 0;
}

/* +CMTI: "SM",3 is a message that came; +CMGR: "REC UNREAD","+39…",… has the sender, and the next line the text. */
static void line(const CHAR *text)
{
    const CHAR *from, *end;
    if (reads) {
        reads = 0;
        snprintf(message, sizeof message, "%s", text);
    } else if (!strncmp(text, "+CMTI: ", 7) && (from = strchr(text, ','))) m2m_os_send_message_to_task(1, READ, atoi(from + 1), 0);
    else if (!strncmp(text, "+CMGR: ", 7) && (from = strstr(text, ",\"")) && (end = strchr(from += 2, '"')) && end - from < (int)sizeof sender) {
        memcpy(sender, from, (size_t)(end - from));
        sender[end - from] = 0;
        reads = 1;
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
        if (end != collected || reads) line(collected);
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
    m2m_os_send_message_to_task(1, SETUP, 0, 0);
}
