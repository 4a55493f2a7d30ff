/* Every limit of the program, in one place. Sizes in bytes unless said otherwise. */
#ifndef SUSUN_BASE_LIMITS_H
#define SUSUN_BASE_LIMITS_H

#define LIMIT_TEXT (1024 * 1024)             /* one cell */
#define LIMIT_CSV_ROW (64 * 1024 * 1024)     /* one CSV row */
#define LIMIT_CSV_CELLS 2000                 /* cells in one CSV row */
#define LIMIT_FILE (256L * 1024 * 1024)      /* a file read whole */
#define LIMIT_PARCEL (2048ULL * 1024 * 1024) /* a package that came as a zip, unpacked */
#define LIMIT_PARCEL_FILES 2000              /* files in it */
#define LIMIT_METHOD_FILE (8L * 1024 * 1024) /* one CSV of a method */
#define LIMIT_METHOD (64L * 1024 * 1024)     /* all files of a method */
#define LIMIT_FIELDS 200                     /* fields of a form */
#define LIMIT_COLUMNS 3                      /* SQL columns of one field */
#define LIMIT_KEYS 3                         /* key fields of a keyed form */
#define LIMIT_SQL_LENGTH (1000 * 1000)       /* LIMIT_LENGTH while a method's SQL runs */
#define LIMIT_SQL_STEPS (50 * 1000 * 1000)   /* VM steps of one method's query */
#define LIMIT_SQL_PROGRAM (250 * 1000)       /* VM instructions a statement compiles to */
#define LIMIT_SQL_PATTERN 1000               /* bytes LIKE, GLOB, instr, occurs ... look for */
#define LIMIT_SQL_TICKS (10 * 1000)          /* milliseconds of one method's query */
#define LIMIT_SQL_HEAP (256L * 1024 * 1024)  /* SQLite's hard heap limit */

#endif
