/* What people type, by type of field; the last ones of some types cannot be understood. */
#ifndef TESTS_PROPERTY_TYPED_TEXT_H
#define TESTS_PROPERTY_TYPED_TEXT_H

#include "core/method/type.h"

static const char *const typed_texts[][6] = {
    [TYPE_TEXT] = {"Pasar lama", "\"kutip\"; titik", "=1", "0301", "Jalan \xc3\xa9", ""},
    [TYPE_MULTILINE] = {"satu\ndua", "tiga", "- empat\n- lima", "", "enam", "satu\ndua"},
    [TYPE_INTEGER] = {"12", "1.200", "-3", "", "1,200", "banyak"},
    [TYPE_DECIMAL] = {"2,88", "0,5", "7", "", "1.500", "kira-kira"},
    [TYPE_MONEY] = {"1.500.000", "2 M", "Rp 750.000.000,-", "", "1.5 M", "gratis"},
    [TYPE_PERCENT] = {"65", "65,5 persen", "100%", "", "0", "separuh"},
    [TYPE_MEASURE] = {"298 desa", "2,88", "69,1-69,5", "", "WTP", "80 %"},
    [TYPE_YEAR] = {"2026", "27", "2030", "", "2028", "nanti"},
    [TYPE_PERIOD] = {"2026-2028", "26-28", "2027", "", "2030 s.d. 2031", "lama"},
    [TYPE_DATE] = {"17/8/26", "2026-08-17", "1 mei 2027", "", "8/17/26", "besok lusa"},
    [TYPE_TIME] = {"08.30", "9", "1345", "", "10:00", "pagi"},
    [TYPE_YESNO] = {"ya", "tidak", "y", "", "ya", "mungkin"},
    [TYPE_SELECT_ONE] = {"AIR", "UDR", "TNH", "", "Udara", "Api"},
    [TYPE_SELECT_MULTIPLE] = {"merah", "merah; hijau", "biru | merah", "", "Hijau", "ungu"},
    [TYPE_REF] = {"", "tak ada", "", "", "", ""},
    [TYPE_REF_MULTIPLE] = {"", "tak ada", "", "", "", ""},
    [TYPE_ANY_REF] = {"", "tak ada", "", "", "", ""},
};

#endif
