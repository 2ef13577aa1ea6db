#ifndef M2M_SOCKET_API_H
#define M2M_SOCKET_API_H

#include "m2m_type.h"
#include "m2m_network_api.h"

typedef INT32 M2M_SOCKET_BSD_SOCKET;
#define M2M_SOCKET_BSD_INVALID_SOCKET (-1)
#define M2M_SOCKET_BSD_SOCKET_ERROR (-1)
#define M2M_SOCKET_BSD_PF_INET 2
#define M2M_SOCKET_BSD_AF_INET 2
#define M2M_SOCKET_BSD_SOCK_STREAM 1
#define M2M_SOCKET_BSD_SOCK_DGRAM 2
#define M2M_SOCKET_BSD_IPPROTO_TCP 6
#define M2M_SOCKET_BSD_IPPROTO_UDP 17
#define M2M_SOCKET_BSD_FIONBIO 1
#define M2M_SOCKET_BSD_FIONREAD 2
#define M2M_SOCKET_BSD_SHUT_RDWR 2
#define M2M_SOCKET_BSD_INADDR_ANY 0

#define M2M_SOCKET_BSD_SOCKNOERROR 0
#define M2M_SOCKET_BSD_EUNDEFINED 1
#define M2M_SOCKET_BSD_EADDRINUSE 3
#define M2M_SOCKET_BSD_EADDRNOTAVAIL 4
#define M2M_SOCKET_BSD_EAFNOSUPPORT 5
#define M2M_SOCKET_BSD_EALREADY 6
#define M2M_SOCKET_BSD_EBADF 7
#define M2M_SOCKET_BSD_ECONNREFUSED 9
#define M2M_SOCKET_BSD_ECONNRESET 10
#define M2M_SOCKET_BSD_EDESTADDRREQ 11
#define M2M_SOCKET_BSD_EFAULT 12
#define M2M_SOCKET_BSD_EINPROGRESS 15
#define M2M_SOCKET_BSD_EINVAL 17
#define M2M_SOCKET_BSD_EISCONN 18
#define M2M_SOCKET_BSD_EMFILE 19
#define M2M_SOCKET_BSD_ENETDOWN 21
#define M2M_SOCKET_BSD_ENETUNREACH 23
#define M2M_SOCKET_BSD_ENOTCONN 26
#define M2M_SOCKET_BSD_EOPNOTSUPP 28
#define M2M_SOCKET_BSD_ESOCKTNOSUPPORT 33
#define M2M_SOCKET_BSD_ETIMEDOUT 34
#define M2M_SOCKET_BSD_EWOULDBLOCK 35

struct M2M_SOCKET_BSD_IN_ADDR { UINT32 s_addr; };
typedef struct M2M_SOCKET_BSD_SOCKADDR { UINT16 sa_family; CHAR sa_data[14]; } M2M_SOCKET_BSD_SOCKADDR;
typedef struct M2M_SOCKET_BSD_SOCKADDR_IN {
    UINT16 sin_family;
    UINT16 sin_port;
    struct M2M_SOCKET_BSD_IN_ADDR sin_addr;
    CHAR sin_zero[8];
} M2M_SOCKET_BSD_SOCKADDR_IN;
typedef struct { UINT8 s6_addr[16]; } M2M_SOCKET_BSD_IN6_ADDR;

/* The context of apps is 1. Without a name that it is given, its +CGDCONT counts. What became of it comes by M2M_onNetEvent. */
typedef enum { M2M_PDP_STATE_FAILURE = -1, M2M_PDP_STATE_NOT_ACTIVE = 0, M2M_PDP_STATE_ACTIVE = 1, M2M_PDP_STATE_ACTIVATING = 2 } M2M_PDP_STATE;
INT32 m2m_pdp_activate(CHAR *apn, CHAR *user, CHAR *pwd);
INT32 m2m_pdp_deactive(void);
INT32 m2m_pdp_get_status(void);
UINT32 m2m_pdp_get_my_ip(void);

typedef enum {
    M2M_SOCKET_EVENT_PDP_ACTIVE = 1, /* param: the address */
    M2M_SOCKET_EVENT_PDP_BREAK = 2,
    M2M_SOCKET_EVENT_PDP_DEACTIVE = 3,
    M2M_SOCKET_EVENT_PDP_ACTIVATION_FAIL = 4,
    M2M_SOCKET_EVENT_PDP_IPV6_ACTIVE = 5, /* never: contexts are IPv4 */
    M2M_SOCKET_EVENT_SOCKET_BREAK = 6,    /* param: the socket */
    M2M_SOCKET_EVENT_SOCKET_FAIL = 7
} M2M_NETWORK_EVENT;
M2M_EXPORT("M2M_onNetEvent") void M2M_onNetEvent(M2M_NETWORK_EVENT event, UINT32 param, M2M_SOCKET_BSD_IN6_ADDR *param1);

M2M_SOCKET_BSD_SOCKET m2m_socket_bsd_socket(INT32 family, INT32 type, INT32 protocol);
INT32 m2m_socket_bsd_bind(M2M_SOCKET_BSD_SOCKET s, const M2M_SOCKET_BSD_SOCKADDR *name, INT32 namelen);
INT32 m2m_socket_bsd_listen(M2M_SOCKET_BSD_SOCKET s, INT32 backlog);
M2M_SOCKET_BSD_SOCKET m2m_socket_bsd_accept(M2M_SOCKET_BSD_SOCKET s, M2M_SOCKET_BSD_SOCKADDR *addr, INT32 *addrlen);
INT32 m2m_socket_bsd_connect(M2M_SOCKET_BSD_SOCKET s, const M2M_SOCKET_BSD_SOCKADDR *name, INT32 namelen);
INT32 m2m_socket_bsd_send(M2M_SOCKET_BSD_SOCKET s, const void *buf, INT32 len, INT32 flags);
INT32 m2m_socket_bsd_send_to(M2M_SOCKET_BSD_SOCKET s, const void *buf, INT32 len, INT32 flags, const M2M_SOCKET_BSD_SOCKADDR *to, INT32 tolen);
INT32 m2m_socket_bsd_recv(M2M_SOCKET_BSD_SOCKET s, void *buf, INT32 len, INT32 flags);
INT32 m2m_socket_bsd_recv_from(M2M_SOCKET_BSD_SOCKET s, void *buf, INT32 len, INT32 flags, M2M_SOCKET_BSD_SOCKADDR *from, INT32 *fromlen);
INT32 m2m_socket_bsd_close(M2M_SOCKET_BSD_SOCKET s);
INT32 m2m_socket_bsd_shutdown(M2M_SOCKET_BSD_SOCKET s, INT32 how);
INT32 m2m_socket_bsd_ioctl(M2M_SOCKET_BSD_SOCKET s, INT32 cmd, INT32 *value);
INT32 m2m_socket_bsd_get_sock_name(M2M_SOCKET_BSD_SOCKET s, M2M_SOCKET_BSD_SOCKADDR *name, INT32 *namelen);
INT32 m2m_socket_bsd_recv_data_size(M2M_SOCKET_BSD_SOCKET s, UINT32 *size);
INT32 m2m_socket_bsd_send_buf_size(M2M_SOCKET_BSD_SOCKET s); /* octets that may be sent now */
UINT32 m2m_socket_bsd_get_host_by_name(const CHAR *host);    /* 0: there is none */
INT32 m2m_socket_errno(void);

/* In m2m_lib.c */
UINT32 m2m_socket_bsd_inet_addr(const CHAR *text);
CHAR *m2m_socket_bsd_addr_str(UINT32 addr);
UINT16 m2m_socket_bsd_htons(UINT16 value);
UINT16 m2m_socket_bsd_ntohs(UINT16 value);
UINT32 m2m_socket_bsd_htonl(UINT32 value);
UINT32 m2m_socket_bsd_ntohl(UINT32 value);

#endif
