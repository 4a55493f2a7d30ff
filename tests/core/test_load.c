/* Mistakes in the files of a method: each is named by file, line and cell, in a sentence of its
 * own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/limits.h"
#include "tests/core/method_small.h"

/* One change of the small method, and the one mistake it must make. */
struct slip {
    const char *path, *from, *to, *where, *says;
};

static const struct slip slips[] = {
    /* files */
    {"method.csv", NULL, NULL, "method.csv:0:0", "needs a file"},
    {"forms.csv", NULL, "", "forms.csv:0:0", "is empty; it needs"},
    {"method.csv", "uji-kecil,3,Metode uji,Test method,Dibuat untuk uji\r\n", "",
        "method.csv:0:0", "row that names the method"},
    {"formz.csv", NULL, "form\n", "formz.csv:0:0", "no file of this name"},
    {"seed/kota.csv", NULL, "x\n", "seed/kota.csv:0:0", "rows of a form kota"},
    {"guide/en/9.9.md", NULL, "x\n", "guide/en/9.9.md:0:0", "step 9.9"},
    /* rows and cells */
    {"forms.csv", "merge,scope,role", "merge,scope,rool", "forms.csv:1:10", "named \"rool\""},
    {"facts.csv", "step,text::id,sql", "step,sql,sql", "facts.csv:1:3", "is there twice"},
    {"stages.csv", "stage,title::id", "stage,title::en", "stages.csv:1:0",
        "\"title::id\" is missing"},
    {"stages.csv", "awal,Tahap awal,SELECT 1,SELECT 0", "awal,Tahap awal,SELECT 1",
        "stages.csv:2:4", "has 3 cells, the header has 4"},
    {"choices.csv", "Merah tua", "Merah \xff", "choices.csv:2:3", "cannot be read"},
    {"choices.csv", "nila,Nila", "nila,Ni\"la", "choices.csv:5:3", "quotation mark stands"},
    {"choices.csv", "muda2,Muda,,biru,,", "muda2,\"Muda,,biru,,", "choices.csv:7:3",
        "never closed"},
    {"steps.csv", "Kenalan", "", "steps.csv:2:3", "title::id is empty"},
    {"steps.csv", "Kenalan", "\"Ke\nnalan\"", "steps.csv:2:3", "must stand on one line"},
    {"stages.csv", "SELECT 0", "SELECT 0; SELECT 1", "stages.csv:2:4", "semicolon"},
    /* method, stages, steps, facts */
    {"method.csv", "uji-kecil", "Uji", "method.csv:2:1", "cannot name a method"},
    {"method.csv", ",3,", ",tiga,", "method.csv:2:2", "whole number from 1"},
    {"method.csv", "untuk uji\r\n", "untuk uji\r\nb,1,B,,\r\n", "method.csv:3:1",
        "one too many"},
    {"stages.csv", "akhir,Tahap akhir,,", "akhir,Tahap akhir,,\r\nakhir,Lagi,,",
        "stages.csv:4:1", "already a stage akhir"},
    {"steps.csv", "awal,1.2", "tengah,1.2", "steps.csv:4:1", "stage tengah"},
    {"steps.csv", "awal,1.2", "awal,1.1", "steps.csv:4:2", "already a step 1.1"},
    {"steps.csv", "awal,1.2", "awal,1-2", "steps.csv:4:2", "cannot name a step"},
    {"steps.csv", "orang kantor", "orang warung", "steps.csv:2:6", "form warung"},
    {"steps.csv", "2.1,Memilih,,", "2.1,Memilih,lama,", "steps.csv:3:4", "from 0 to 10000"},
    {"facts.csv", "2.1,", "2.2,", "facts.csv:3:1", "The fact belongs to a step 2.2"},
    {"facts.csv", "{a} dari", "{A} dari", "facts.csv:2:2", "placeholder"},
    /* choices */
    {"choices.csv", "warna,merah", "Warna,merah", "choices.csv:2:1", "cannot be a name"},
    {"choices.csv", "warna,merah", "warna,me rah", "choices.csv:2:2", "cannot name a choice"},
    {"choices.csv", "nada,nila", "nada,marun", "choices.csv:5:2", "already has a choice marun"},
    {"choices.csv", "Biru laut,Sea blue", "Merah tua,Sea blue", "choices.csv:3:3",
        "\"Merah tua\" also means the choice merah"},
    {"choices.csv", "Sea blue,,,", "Sea blue,,Mirah,", "choices.csv:3:6",
        "alias \"Mirah\" also means"},
    {"choices.csv", "Jingga", "Jingga|Sea blue", "choices.csv:2:7", "is refused, but"},
    {"choices.csv", "Nila,,biru", "Nila,,hijau", "choices.csv:5:5", "choice hijau"},
    /* promotions */
    {"promote.csv", NULL, "from,to\norang,warung\n", "promote.csv:2:2", "no form warung"},
    {"promote.csv", NULL, "from,to\norang,rupa\n", "promote.csv:2:2", "Only rows of lists"},
    {"promote.csv", NULL, "from,to\norang,orang\n", "promote.csv:2:2", "of its own form"},
    {"promote.csv", NULL, "from,to\norang,kantor\norang,kantor\n", "promote.csv:3:2",
        "already becomes kantor"},
    {"promote.csv", NULL, "from,to,map\norang,kantor,umur=nama\n", "promote.csv:2:3",
        "cannot stand in nama"},
    {"promote.csv", NULL, "from,to,map\norang,kantor,umur\n", "promote.csv:2:3",
        "as field=field"},
    {"promote.csv", NULL, "from,to,when\norang,kantor,nada=hijau\n", "promote.csv:2:3",
        "as field=choice"},
    /* the heat map */
    {"heat.csv", NULL, "heading::id,form,sql\nOrang,toko,SELECT 1\n", "heat.csv:2:2",
        "There is no form toko"},
    {"heat.csv", NULL, "heading::id,form,sql\nRupa,rupa,SELECT 1\n", "heat.csv:2:2",
        "Only rows of lists are counted"},
    {"heat.csv", NULL, "heading::id,form,sql\nOrang yang lama,orang,SELECT 1\n", "heat.csv:2:1",
        "takes 15 places; 12 fit"},
    {"heat.csv", NULL, "heading::id,form,unit,sql\nOrang,orang,rupiah,SELECT 1\n",
        "heat.csv:2:3", "rupiah"},
    {"heat.csv", NULL, "heading::id,form,sql\nOrang,orang,\n", "heat.csv:2:3", ""},
    /* the sheets */
    {"sheets.csv", NULL, "sheet,sql\nOrang,SELECT 1\n", "sheets.csv:2:1", "cannot be a name"},
    {"sheets.csv", NULL, "sheet,sql\na,SELECT 1\na,SELECT 2\n", "sheets.csv:3:1",
        "a sheet a already"},
    {"sheets.csv", NULL, "sheet,sql\nperubahan,SELECT 1\n", "sheets.csv:2:1",
        "a sheet perubahan already"},
    {"sheets.csv", NULL, "sheet,kind,sql\na,rows,\n", "sheets.csv:2:3", "needs a query"},
    {"sheets.csv", NULL, "sheet,kind,sql\na,findings,SELECT 1\n", "sheets.csv:2:3",
        "has no query"},
    {"sheets.csv", NULL, "sheet,kind,sql\na,notes,SELECT 1\n", "sheets.csv:2:2", "notes"},
    {"sheets.csv", NULL, "sheet,sql\na,SELECT 1; SELECT 2\n", "sheets.csv:2:2", "semicolon"},
    /* forms */
    {"forms.csv", "rupa,fixed", "rupa,tetap", "forms.csv:5:2", "kind cannot be \"tetap\""},
    {"forms.csv", "kantor,list,table", "kantor,list,peta", "forms.csv:3:3",
        "view cannot be \"peta\""},
    {"forms.csv", "pilihan,keyed,grid", "pilihan,keyed,board", "forms.csv:6:3",
        "keyed form is shown as"},
    {"forms.csv", "kantor,list,table", "kantor,list,grid", "forms.csv:3:3", "shown as a grid"},
    {"forms.csv", "pilihan,keyed,grid,,,akhir", "pilihan,keyed,grid,,,tengah", "forms.csv:6:6",
        "The form belongs to a stage tengah"},
    {"forms.csv", "Pilihan orang,,,", "Pilihan orang,terakhir,,", "forms.csv:6:8",
        "merge cannot be"},
    {"forms.csv", "Pilihan orang,,,", "Pilihan orang,union,,", "forms.csv:6:8", "Union is for"},
    {"forms.csv", "later,kantor,group", "later,umurnya,group", "forms.csv:4:9",
        "scope is a field umurnya"},
    {"forms.csv", "later,kantor,group", "later,kantor,grup", "forms.csv:4:10",
        "role cannot be \"grup\""},
    {"forms.csv", "Rupa,,,", "Rupa,,,group", "forms.csv:5:10",
        "orang already has the role group"},
    {"forms.csv", "pilihan,keyed", "pilihan,keyed,grid,,,akhir,Dua,,,\r\npilihan,keyed",
        "forms.csv:7:1", "already a form pilihan"},
    {"forms.csv", "pilihan,keyed", "kosong,list,table,,,akhir,Kosong,,,\r\npilihan,keyed",
        "forms.csv:6:1", "has no field"},
    {"forms.csv", "fixed,form,,warna", "fixed,form,,", "forms.csv:5:5",
        "names the list that gives"},
    {"forms.csv", "fixed,form,,warna", "fixed,form,,warni", "forms.csv:5:5",
        "rows come from a list warni"},
    {"forms.csv", "orang,list,,W,", "orang,list,,W,warna", "forms.csv:4:5",
        "takes its rows from a list"},
    {"forms.csv", "rupa,fixed,form,,", "rupa,fixed,form,R,", "forms.csv:5:4",
        "rows of a list form have codes"},
    {"forms.csv", "orang,list,,W,", "orang,list,,w,", "forms.csv:4:4", "capital letters"},
    {"forms.csv", "{inisial}", "{inisial", "forms.csv:3:4", "at most one field"},
    {"forms.csv", "{inisial}", "{awalan}", "forms.csv:3:4", "prefix uses a field awalan"},
    {"forms.csv", "orang,list,,W,", "orang,list,,{umur},", "forms.csv:4:4",
        "neither text nor select_one"},
    {"forms.csv", "kantor,list,table,{inisial},", "kantor,list,table,W,", "forms.csv:4:4",
        "already has the prefix W"},
    /* fields */
    {"fields.csv", "rupa,uraian", "ruupa,uraian,text,U,,,,,,,,,,,,,,\r\nrupa,uraian",
        "fields.csv:15:1", "The field belongs to a form ruupa"},
    {"fields.csv", "orang,umur", "orang,kode_lama", "fields.csv:10:2", "belongs to the format"},
    {"fields.csv", "orang,umur", "orang,nada", "fields.csv:10:2", "already has a field nada"},
    {"fields.csv", "orang,masa,period", "orang,masa,periode", "fields.csv:11:3",
        "no type periode"},
    {"fields.csv", "orang,masa,period", "orang,masa,period x", "fields.csv:11:3",
        "Nothing stands after"},
    {"fields.csv", "ref kantor", "ref warung", "fields.csv:7:3", "points into a form warung"},
    {"fields.csv", "ref kantor", "ref", "fields.csv:7:3", "the form it points into"},
    {"fields.csv", "select_one warna", "select_one warni", "fields.csv:8:3",
        "choices are a list warni"},
    {"fields.csv", "select_one @steps", "select_one", "fields.csv:17:3",
        "the list of its choices"},
    {"fields.csv", "Masa kerja,,,,rincian", "Masa kerja,,,,penting", "fields.csv:11:8",
        "level cannot be"},
    {"fields.csv", "Nada,,,,rincian,warna", "Nada,,,,rincian,wama", "fields.csv:9:9",
        "filtered by a field wama"},
    {"fields.csv", "Nada,,,,rincian,warna", "Nada,,,,rincian,umur", "fields.csv:9:9",
        "umur is none"},
    {"fields.csv", "Umur,,,,rincian,,", "Umur,,,,rincian,warna,", "fields.csv:10:9",
        "no choices to filter"},
    {"fields.csv", ",0,120,", ",0,seratus,", "fields.csv:10:11", "such as 10 or 0.5"},
    {"fields.csv", "Masa kerja,,,,rincian,,,", "Masa kerja,,,,rincian,,2,", "fields.csv:11:10",
        "type period has no min"},
    {"fields.csv", ",0,120,", ",200,120,", "fields.csv:10:10", "larger than the largest"},
    {"fields.csv", "key,,,,row", "key,,,,baris", "fields.csv:16:12", "axis cannot be"},
    {"fields.csv", "key,,,,col", "key,,,,", "fields.csv:17:12", "every key field has an axis"},
    {"fields.csv", "key,,,,col", "key,,,,row", "fields.csv:17:12",
        "orang already has this axis"},
    {"fields.csv", "Umur,,,,rincian,,0,120,", "Umur,,,,rincian,,0,120,row", "fields.csv:10:12",
        "Only a key field has an axis"},
    {"fields.csv", "Umur,,,,rincian", "Umur,,,,key", "fields.csv:10:8",
        "Only a keyed form has key"},
    {"fields.csv", "pilihan,orang,ref orang", "pilihan,orang,ref_multiple orang",
        "fields.csv:16:3", "cannot be a key"},
    {"fields.csv", "Orang,,,,key,,,,row,,,,,,", "Orang,,,,key,,,,row,,,,,1,",
        "fields.csv:16:17", "key field cannot be computed"},
    {"fields.csv", "umur * 2,", ",", "fields.csv:14:17", "says how it is computed"},
    {"fields.csv", "umur > 3", "umur > 3; 1", "fields.csv:12:18", "relevant holds a semicolon"},
    {"fields.csv", "Umur,,,,rincian,,0,120,,,", "Umur,,,,rincian,,0,120,,union,",
        "fields.csv:10:13", "holds one value"},
    {"fields.csv", "Umur,,,,rincian,,0,120,,,", "Umur,,,,rincian,,0,120,,,judul",
        "fields.csv:10:14", "role cannot be \"judul\""},
    {"fields.csv", "Umur,,,,rincian,,0,120,,,", "Umur,,,,rincian,,0,120,,,state",
        "fields.csv:10:14", "cannot have the role state"},
    {"fields.csv", "Umur,,,,rincian,,0,120,,,", "Umur,,,,rincian,,0,120,,,title",
        "fields.csv:10:14", "sebutan of this form already has the role"},
    {"fields.csv", "pokok,,,,,,title", "pokok,,,,,,region", "fields.csv:5:14",
        "the form induk has it"},
    {"fields.csv", "Umur,,,,rincian,,0,120,,,", "Umur,,,,rincian,,0,120,,,plan_years",
        "fields.csv:10:14", "the form with the role region"},
    {"forms.csv", "induk,single", "induk,list", "fields.csv:2:14", "belongs to a single form"},
    {"fields.csv", "Kode wilayah.,pokok,,,,,,region,,ya",
        "Kode wilayah.,pokok,,,,,,region,,tentu", "fields.csv:2:16", "either ya or empty"},
    {"fields.csv", "orang,umur,integer,Umur,", "orang,umur,integer,nada,", "fields.csv:10:4",
        "already what the field nada"},
    {"fields.csv", "Akronim", "Akronim|Nama kantor", "fields.csv:5:4",
        "\"Nama kantor\" is already what"},
    {"fields.csv", "pokok,,,,,,title,,,", "pokok,,,,,,title,Singkatan,,", "fields.csv:5:15",
        "The alias \"Singkatan\" also means"},
    {"fields.csv", "orang,umur", "orang,masa_mulai", "fields.csv:11:2",
        "masa_mulai would be made twice"},
    {"fields.csv", "orang,umur", "orang,kantor_judul", "fields.csv:10:2",
        "kantor_judul would be made twice"},
    {"fields.csv", "Inisial kantor", "Inisial kantor yang panjang", "fields.csv:4:4",
        "label::id takes 27 places"},
    {"fields.csv", "First year", "The first year of the plan!", "fields.csv:3:5",
        "label::en takes 27"},
    {"fields.csv", "kantor,,Inisial,", "kantor,,Inisial kanto,", "fields.csv:4:6",
        "short::id takes 13"},
    {"fields.csv", "Kode wilayah.",
        "Kode wilayah yang terdiri atas dua angka provinsi dan dua angka daerah itu ya",
        "fields.csv:2:7", "hint::id takes 77"},
    {"fields.csv", "rupa,uraian",
        "orang,b1,text,B1,,,,pokok,,,,,,,,,,\r\norang,b2,text,B2,,,,pokok,,,,,,,,,,\r\n"
        "orang,b3,text,B3,,,,pokok,,,,,,,,,,\r\norang,b4,text,B4,,,,pokok,,,,,,,,,,\r\n"
        "orang,b5,text,B5,,,,pokok,,,,,,,,,,\r\norang,b6,text,B6,,,,pokok,,,,,,,,,,\r\n"
        "orang,b7,text,B7,,,,pokok,,,,,,,,,,\r\nrupa,uraian",
        "fields.csv:21:8", "more than 8 fields"},
    {"fields.csv", "pilihan,nilai,integer,Nilai,,,,pokok",
        "pilihan,k3,year,K3,,,,key,,,,page,,,,,,\r\npilihan,nilai,integer,Nilai,,,,pokok", NULL,
        NULL},
    {"fields.csv", "pilihan,nilai,integer,Nilai,,,,pokok",
        "pilihan,k3,year,K3,,,,key,,,,page,,,,,,\r\npilihan,k4,year,K4,,,,key,,,,,,,,,,\r\n"
        "pilihan,nilai,integer,Nilai,,,,pokok",
        "forms.csv:6:1", "more than 3 key fields"},
    {"fields.csv", "Orang,,,,key,,,,row", "Orang,,,,rincian,,,,", NULL, NULL},
    {"forms.csv", "pilihan,keyed,grid", "pilihan,keyed,table", NULL, NULL},
    {"choices.csv", "nada,nila", "nada,n.1_A", NULL, NULL},
};
#define SLIPS (sizeof slips / sizeof slips[0])

/* What was told, in order: "file:line:column" and the sentence. */
struct told {
    size_t count;
    char where[8][128];
    char *text[8];
};

static void hear(void *context, const char *file, size_t line, size_t column, const char *text)
{
    struct told *t = context;

    if (t->count < 8) {
        snprintf(t->where[t->count], sizeof t->where[0], "%s:%zu:%zu", file, line, column);
        t->text[t->count] = strdup(text);
    }
    t->count++;
}

static void forget(struct told *t)
{
    for (size_t i = 0; i < t->count && i < 8; i++)
        free(t->text[i]);
    memset(t, 0, sizeof *t);
}

static void each_slip_is_told_at_its_place_in_its_own_words(void **state)
{
    char *said[SLIPS] = {NULL};

    (void)state;
    for (size_t i = 0; i < SLIPS; i++) {
        struct source s;
        struct told told = {0};
        struct method *m = NULL;
        struct error e = {0};
        assert_int_equal(
            small_source(&s, slips[i].path, slips[i].from, slips[i].to), STATUS_OK);
        enum status status = method_load(&m, &s, hear, &told, &e);
        source_free(&s);
        if (slips[i].where == NULL) {
            assert_int_equal(status, STATUS_OK);
            method_free(m);
            continue;
        }
        assert_int_equal(status, STATUS_DATA);
        assert_null(m);
        if (told.count == 0 || strcmp(told.where[0], slips[i].where) != 0 ||
            strstr(told.text[0], slips[i].says) == NULL)
            print_error("slip %zu: %s: %s\n", i, told.where[0], told.text[0]);
        assert_string_equal(told.where[0], slips[i].where);
        assert_non_null(strstr(told.text[0], slips[i].says));
        assert_non_null(strstr(error_text(&e), told.text[0]));
        assert_memory_equal(error_text(&e), slips[i].where, strlen(slips[i].where));
        said[i] = strdup(told.text[0]);
        for (size_t k = 0; k < i; k++)
            if (said[k] != NULL)
                assert_string_not_equal(said[i], said[k]);
        forget(&told);
        error_clear(&e);
    }
    for (size_t i = 0; i < SLIPS; i++)
        free(said[i]);
}

static void a_name_of_the_program_is_no_form(void **state)
{
    static const char *const names[] = {"id", "kode", "kode_lama", "urutan", "kode_wilayah",
        "tonggak", "pengecualian", "langkah", "meta", "session", "action", "record", "edit",
        "replaces", "saw", "head", "unread", "draft", "method_version", "method_file", "choice",
        "plan", "today", "finding", "sqlite_sequence"};

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct source s;
        struct told told = {0};
        struct method *m = NULL;
        char row[128];
        snprintf(row, sizeof row, "%s,single,form,,,awal,Lain,,,\r\npilihan,keyed", names[i]);
        assert_int_equal(small_source(&s, "forms.csv", "pilihan,keyed", row), STATUS_OK);
        assert_int_equal(method_load(&m, &s, hear, &told, NULL), STATUS_DATA);
        assert_string_equal(told.where[0], "forms.csv:6:1");
        assert_non_null(strstr(told.text[0], "belongs to the program"));
        forget(&told);
        source_free(&s);
    }
}

static void every_mistake_is_told_not_just_the_first(void **state)
{
    struct source s;
    struct told told = {0};
    struct method *m = NULL;

    (void)state;
    assert_int_equal(source_begin(&s, "uji", NULL), STATUS_OK);
    for (size_t i = 0; i < SMALL_FILES; i++) {
        char bytes[16384];
        strcpy(bytes, small_files[i].bytes);
        char *from = strstr(bytes, "Kenalan,30"); /* steps.csv:2:4 */
        if (from != NULL)
            memcpy(from, "Kenalan,x0", 10);
        from = strstr(bytes, "Rupa,,,"); /* forms.csv:5:7 */
        if (from != NULL)
            memcpy(from, ",,,,,,,", 4);
        from = strstr(bytes, "key,,,,col"); /* fields.csv:17:12 */
        if (from != NULL)
            memcpy(from, "key,,,,kol", 10);
        assert_int_equal(
            source_add(&s, small_files[i].path, bytes, strlen(bytes), NULL), STATUS_OK);
    }
    assert_int_equal(method_load(&m, &s, hear, &told, NULL), STATUS_DATA);
    bool steps = false;
    bool forms = false;
    bool fields = false;
    for (size_t i = 0; i < told.count && i < 8; i++) {
        steps = steps || strcmp(told.where[i], "steps.csv:2:4") == 0;
        forms = forms || strncmp(told.where[i], "forms.csv:5:", 12) == 0;
        fields = fields || strcmp(told.where[i], "fields.csv:17:12") == 0;
    }
    assert_true(steps && forms && fields);
    forget(&told);
    source_free(&s);
}

static void a_broken_row_is_told_once(void **state)
{
    struct source s;
    struct told told = {0};
    struct method *m = NULL;

    (void)state;
    assert_int_equal(
        small_source(&s, "fields.csv", "orang,umur,integer", "orang,umur,X,Y,Z,bukan"),
        STATUS_OK);
    assert_int_equal(method_load(&m, &s, hear, &told, NULL), STATUS_DATA);
    assert_int_equal(told.count, 1);
    assert_string_equal(told.where[0], "fields.csv:10:19");
    forget(&told);
    source_free(&s);
}

static void a_method_without_optional_files_and_columns_loads(void **state)
{
    struct source s;
    struct method *m = NULL;

    (void)state;
    assert_int_equal(source_begin(&s, "uji", NULL), STATUS_OK);
    static const struct small_file files[] = {
        {"method.csv", "name,version,title::id\na,1,A\n"},
        {"stages.csv", "stage,title::id\ns,S\n"},
        {"forms.csv", "form,kind,stage,title::id\nf,list,s,F\n"},
        {"fields.csv", "form,name,type,label::id\nf,x,text,Isi\n"},
    };
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(
            source_add(&s, files[i].path, files[i].bytes, strlen(files[i].bytes), NULL),
            STATUS_OK);
    assert_int_equal(method_load(&m, &s, NULL, NULL, NULL), STATUS_OK);
    assert_int_equal(m->forms[0].fields[0].level, LEVEL_DETAIL);
    assert_string_equal(m->forms[0].fields[0].shorter.in[LANG_ID], "Isi");
    assert_string_equal(m->forms[0].prefix, "");
    assert_int_equal(m->list_count, 2); /* the steps, and what can be said of one */
    method_free(m);
    source_free(&s);
}

static void files_and_rows_beyond_the_limits_are_told(void **state)
{
    struct source s;
    struct told told = {0};
    struct method *m = NULL;
    size_t size = (size_t)LIMIT_METHOD_FILE + 1;
    char *big = calloc(1, size);

    (void)state;
    assert_non_null(big);
    memset(big, '\n', size);
    assert_int_equal(small_source(&s, "facts.csv", NULL, NULL), STATUS_OK);
    assert_int_equal(source_add(&s, "facts.csv", big, size, NULL), STATUS_OK);
    assert_int_equal(method_load(&m, &s, hear, &told, NULL), STATUS_DATA);
    assert_string_equal(told.where[0], "facts.csv:0:0");
    assert_non_null(strstr(told.text[0], "larger than 8 MiB"));
    forget(&told);
    source_free(&s);

    strcpy(big, "step,text::id\n");
    for (int i = 0; i < 20001; i++)
        strcpy(big + 14 + i * 6, "1.1,x\n");
    assert_int_equal(small_source(&s, "facts.csv", NULL, NULL), STATUS_OK);
    assert_int_equal(source_add(&s, "facts.csv", big, strlen(big), NULL), STATUS_OK);
    assert_int_equal(method_load(&m, &s, hear, &told, NULL), STATUS_DATA);
    assert_int_equal(told.count, 1);
    assert_string_equal(told.where[0], "facts.csv:20002:0");
    forget(&told);
    source_free(&s);
    free(big);
}

static void random_damage_is_told_or_harmless(void **state)
{
    uint64_t x = 88172645463325252u;

    (void)state;
    for (int round = 0; round < 1500; round++) {
        struct source s;
        struct told told = {0};
        struct method *m = NULL;
        x ^= x << 13, x ^= x >> 7, x ^= x << 17;
        const struct small_file *f = &small_files[x % SMALL_FILES];
        char bytes[16384];
        strcpy(bytes, f->bytes);
        size_t size = strlen(bytes);
        for (int k = 0; k < 3; k++) {
            x ^= x << 13, x ^= x >> 7, x ^= x << 17;
            bytes[x % size] = "\",\n|{};\xffzA0 "[(x >> 32) % 12];
        }
        assert_int_equal(small_source(&s, f->path, NULL, bytes), STATUS_OK);
        enum status status = method_load(&m, &s, hear, &told, NULL);
        assert_int_equal(status, told.count == 0 ? STATUS_OK : STATUS_DATA);
        assert_true((m != NULL) == (told.count == 0));
        method_free(m);
        forget(&told);
        source_free(&s);
    }
}

static int english(void **state)
{
    (void)state;
    message_set_lang(LANG_EN);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_slip_is_told_at_its_place_in_its_own_words),
        cmocka_unit_test(a_name_of_the_program_is_no_form),
        cmocka_unit_test(every_mistake_is_told_not_just_the_first),
        cmocka_unit_test(a_broken_row_is_told_once),
        cmocka_unit_test(a_method_without_optional_files_and_columns_loads),
        cmocka_unit_test(files_and_rows_beyond_the_limits_are_told),
        cmocka_unit_test(random_damage_is_told_or_harmless),
    };

    return cmocka_run_group_tests(tests, english, NULL);
}
