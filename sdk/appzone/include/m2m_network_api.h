#ifndef M2M_NETWORK_API_H
#define M2M_NETWORK_API_H

#include "m2m_type.h"

typedef struct { INT32 status; INT32 areaCode; INT32 cellID; } M2M_T_NETWORK_REG_STATUS_INFO; /* status as +CREG: 1 home, 5 roaming */

M2M_API_RESULT m2m_network_get_reg_status(M2M_T_NETWORK_REG_STATUS_INFO *info);

#endif
