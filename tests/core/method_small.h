/* A small method in memory, for the tests of core/method: two stages, five forms of every kind,
 * two lists. */
#ifndef SUSUN_TESTS_METHOD_SMALL_H
#define SUSUN_TESTS_METHOD_SMALL_H

#include <string.h>

#include "core/method/load.h"

struct small_file {
    const char *path, *bytes;
};

static const struct small_file small_files[] = {
    {"method.csv", "name,version,title::id,title::en,source::id\r\n"
                   "uji-kecil,3,Metode uji,Test method,Dibuat untuk uji\r\n"},
    {"stages.csv", "stage,title::id,open,closed\r\n"
                   "awal,Tahap awal,SELECT 1,SELECT 0\r\n"
                   "akhir,Tahap akhir,,\r\n"},
    {"steps.csv", "stage,step,title::id,minutes,purpose::id,forms,screen\r\n"
                  "awal,1.1,Kenalan,30,Saling kenal.,orang kantor,\r\n"
                  "akhir,2.1,Memilih,,,pilihan,\r\n"
                  "awal,1.2,Berkumpul,45,,orang,\r\n"},
    {"facts.csv", "step,text::id,sql\r\n"
                  "1.1,{a} dari {n} orang,\"SELECT 1 AS a, 2 AS n, 0 AS done\"\r\n"
                  "2.1,{n} pilihan,SELECT 3 AS n\r\n"
                  "1.1,{n} kantor,SELECT 4 AS n\r\n"},
    {"forms.csv", "form,kind,view,prefix,rows,stage,title::id,merge,scope,role\r\n"
                  "induk,single,form,,,awal,Rencana induk,,,\r\n"
                  "kantor,list,table,{inisial},,awal,Daftar kantor,,,\r\n"
                  "orang,list,,W,,awal,Daftar orang,later,kantor,group\r\n"
                  "rupa,fixed,form,,warna,awal,Rupa,,,\r\n"
                  "pilihan,keyed,grid,,,akhir,Pilihan orang,,,\r\n"},
    {"fields.csv",
        "form,name,type,label::id,label::en,short::id,hint::id,level,choice_filter,min,max,"
        "axis,"
        "merge,role,aliases,readonly,computed,relevant\r\n"
        "induk,daerah,text,Kode daerah,,Kode,Kode wilayah.,pokok,,,,,,region,,ya,,\r\n"
        "induk,mulai,year,Tahun pertama,First year,,,pokok,,,,,,plan_start,,,,\r\n"
        "kantor,inisial,text,Inisial kantor,,Inisial,,pokok,,,,,,name,Singkatan|Akronim,,,\r\n"
        "kantor,nama,text,Nama kantor,,,,pokok,,,,,,title,,,,\r\n"
        "orang,sebutan,text,Sebutan,,,,pokok,,,,,,title,,,,\r\n"
        "orang,kantor,ref kantor,Kantornya,,,,pokok,,,,,,owner,,,,\r\n"
        "orang,warna,select_one warna,Warna dasar,,,,rincian,,,,,,dimension,,,,\r\n"
        "orang,nada,select_one nada,Nada,,,,rincian,warna,,,,,sub_dimension,,,,\r\n"
        "orang,umur,integer,Umur,,,,rincian,,0,120,,,,,,,\r\n"
        "orang,masa,period,Masa kerja,,,,rincian,,,,,,,,,,\r\n"
        "orang,teman,ref_multiple orang,Teman,,,,rincian,,,,,union,,,,,umur > 3\r\n"
        "orang,gaji,money,Gaji,,,,rincian,,,,,,money,,,,\r\n"
        "orang,lipat,integer,Umur dua kali,,,,computed,,,,,,,,,umur * 2,\r\n"
        "rupa,uraian,multiline,Uraian,,,,pokok,,,,,,,,,,\r\n"
        "pilihan,orang,ref orang,Orang,,,,key,,,,row,,,,,,\r\n"
        "pilihan,langkah_ke,select_one @steps,Langkah,,,,key,,,,col,,,,,,\r\n"
        "pilihan,nilai,integer,Nilai,,,,pokok,,1,4,,,,,,,\r\n"},
    {"choices.csv", "list_name,name,label::id,label::en,parent,aliases,refused\r\n"
                    "warna,merah,Merah tua,Deep red,,Abang|Mirah,Jingga\r\n"
                    "warna,biru,Biru laut,Sea blue,,,\r\n"
                    "nada,marun,Marun,,merah,,\r\n"
                    "nada,nila,Nila,,biru,,\r\n"
                    "nada,muda1,Muda,,merah,,\r\n"
                    "nada,muda2,Muda,,biru,,\r\n"},
    {"seed/kantor.csv", "inisial,nama\r\n"},
    {"guide/id/1.1.md", "## Siapa\nSemua orang\n\n## Bahan\nKartu nama\n"
                        "## Langkah\n1. Duduk melingkar\n2) Sebut nama\n3 Bertukar kartu\n"
                        "## Contoh\nMeja satu,\nlima orang\n"},
};
#define SMALL_FILES (sizeof small_files / sizeof small_files[0])

/* The small method with the first `from` in `path` replaced by `to`; with `from` NULL the file
 * is replaced (or, with `to` NULL, left out, or added). */
static inline enum status small_source(
    struct source *s, const char *path, const char *from, const char *to)
{
    struct error e = {0};
    enum status status = source_begin(s, "uji", &e);
    bool seen = false;

    for (size_t i = 0; status == STATUS_OK && i < SMALL_FILES; i++) {
        const struct small_file *f = &small_files[i];
        char changed[16384];
        const char *bytes = f->bytes;
        if (path != NULL && strcmp(f->path, path) == 0) {
            seen = true;
            const char *at = from == NULL ? NULL : strstr(bytes, from);
            if (from == NULL && to == NULL)
                continue;
            if (from != NULL && at == NULL)
                return STATUS_MISSING;
            if (at != NULL) {
                size_t before = (size_t)(at - bytes);
                memcpy(changed, bytes, before);
                strcpy(changed + before, to);
                strcat(changed, at + strlen(from));
            } else {
                strcpy(changed, to);
            }
            bytes = changed;
        }
        status = source_add(s, f->path, bytes, strlen(bytes), &e);
    }
    if (status == STATUS_OK && path != NULL && !seen)
        status = source_add(s, path, to, strlen(to), &e);
    error_clear(&e);
    return status;
}

/* Loads the small method, which must have no mistake; NULL otherwise. */
static inline struct method *small_method(void)
{
    struct source s;
    struct method *m = NULL;

    if (small_source(&s, NULL, NULL, NULL) == STATUS_OK)
        method_load(&m, &s, NULL, NULL, NULL);
    source_free(&s);
    return m;
}

#endif
