/*
 * What libGammu needs for the same work as bench/AtRun.Benchmarks/ShortMessages.cs, in one process and without input or output:
 * a DELIVER of 160 characters decoded, a SUBMIT of 160 characters encoded.
 *
 *   apt-get install libgammu-dev
 *   cc -O2 -o /tmp/gammu_codec gammu_codec.c $(pkg-config --cflags --libs gammu) && /tmp/gammu_codec
 *
 * Prints nanoseconds per message, the least of ten rounds.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <gammu.h>

enum { ROUNDS = 10, MESSAGES = 100000 };

static const char text[] = "The quick brown fox jumps over the lazy dog, then it rests under a tree and counts 0123456789 sheep; at dawn it runs again, over hill and dale, and so it goes o";

/* DELIVER from +393468686711, service centre length 00 in front. */
static const char deliver[] = "00040C91934386867611000062201011121340A0"
	"54741914AFA7C76B9058FEBEBB41E6371EA4AEB7E173D0DB5E9683E8E832881DD6E741E4F79905A2A3CB6E509A0E9297E7F439A8EE2697E5A030882E2F974161"
	"3719347ED7DDF439081693CD6835DB0D9703CDD1E5327C070AD341E4F0DD0D4AD341F2BA7B0E0A9FC369370BF4B697E520749ACD0685DD641039CC2EB3406137"
	"19347F83D274D0F95D9E83DE";

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1e9 + t.tv_nsec;
}

static double decode(void)
{
	static unsigned char octets[256];
	static GSM_SMSMessage sms;
	size_t length = strlen(deliver) / 2, end;
	double start;
	int i;

	for (i = 0; i < (int)length; i++) sscanf(deliver + 2 * i, "%2hhx", &octets[i]);
	start = now();
	for (i = 0; i < MESSAGES; i++) {
		if (GSM_DecodePDUFrame(NULL, &sms, octets, length, &end, TRUE) != ERR_NONE) return -1;
	}
	if (strcmp(DecodeUnicodeString(sms.Text), text)) return -2;
	return (now() - start) / MESSAGES;
}

static double encode(void)
{
	static unsigned char octets[1024];
	static GSM_SMSMessage sms;
	double start;
	int i, length = 0;

	GSM_SetDefaultSMSData(&sms);
	sms.PDU = SMS_Submit;
	sms.Coding = SMS_Coding_Default_No_Compression;
	sms.UDH.Type = UDH_NoUDH;
	EncodeUnicode(sms.Number, "+393468686711", 13);
	EncodeUnicode(sms.Text, text, sizeof text - 1);
	start = now();
	for (i = 0; i < MESSAGES; i++) {
		if (GSM_EncodeSMSFrame(NULL, &sms, octets, PHONE_SMSSubmit, &length, TRUE) != ERR_NONE) return -1;
	}
	return (now() - start) / MESSAGES;
}

int main(void)
{
	double least[2] = { 1e18, 1e18 };
	int i;

	GSM_InitLocales(NULL);
	for (i = 0; i < ROUNDS; i++) {
		double d = decode(), e = encode();
		if (d < least[0]) least[0] = d;
		if (e < least[1]) least[1] = e;
	}
	printf("decode %.0f ns\nencode %.0f ns\n", least[0], least[1]);
	return 0;
}
