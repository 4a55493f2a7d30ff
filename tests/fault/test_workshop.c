/* Every allocation fails, once and for ever, in what one does during a workshop (strike.h). */
#include <stddef.h>
#include <stdlib.h>

#include "tests/fault/city.h"

static int begin(void **state)
{
    (void)state;
    strike_register();
    city_begin();
    late_begin();
    strike_base();
    return 0;
}

static int end(void **state)
{
    (void)state;
    strike_end();
    return 0;
}

int main(void)
{
    static struct work *const tables[] = {grid_works, store_works, history_works, plan_works,
        unite_works, exchange_works, method_works, whole_works, handoff_works, ask_works,
        words_works, odd_works, NULL};

    return strike_all(tables, begin, end);
}
