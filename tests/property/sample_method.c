#include "tests/property/sample_method.h"

#include <string.h>

static const char method_csv[] = "name,version,title::id,source::id\n"
                                 "contoh,1,Metode contoh,Ditulis untuk pengujian\n";

static const char stages_csv[] = "stage,title::id,open,closed\n"
                                 "satu,Tahap satu,,\n";

static const char steps_csv[] =
    "stage,step,title::id,minutes,purpose::id,forms,screen\n"
    "satu,1.1,Mengisi,60,Semua lembar terisi,rencana barang nota bidang isi kait,\n";

static const char facts_csv[] = "step,text::id,sql\n";

static const char forms_csv[] = "form,kind,view,prefix,rows,stage,title::id,merge,scope,role\n"
                                "rencana,single,form,,,satu,Rencana,,,\n"
                                "barang,list,table,B,,satu,Barang,,,\n"
                                "nota,list,table,,,satu,Nota,later,,\n"
                                "bidang,fixed,table,,aspek,satu,Bidang,,,\n"
                                "isi,keyed,grid,,,satu,Isi per tahun,,,\n"
                                "kait,keyed,table,,,satu,Kaitan,,,\n";

static const char fields_csv[] =
    "form,name,type,label::id,level,axis,min,max,role,merge\n"
    "rencana,tempat,text,Kode tempat,pokok,,,,region,\n"
    "rencana,mulai,year,Tahun mulai,pokok,,,,plan_start,\n"
    "rencana,lama,integer,Lama,pokok,,1,20,plan_years,\n"
    "rencana,uraian,multiline,Uraian,rincian,,,,,\n"
    "barang,judul,text,Judul,pokok,,,,title,\n"
    "barang,aspek,select_one aspek,Aspek,pokok,,,,dimension,\n"
    "barang,jumlah,integer,Jumlah,pokok,,,,,\n"
    "barang,biaya,money,Biaya,pokok,,,,money,\n"
    "barang,rasio,decimal,Rasio,rincian,,,,,\n"
    "barang,bagian,percent,Bagian,rincian,,,,,\n"
    "barang,ukuran,measure,Ukuran,rincian,,,,,\n"
    "barang,tahun,year,Tahun,rincian,,,,,\n"
    "barang,masa,period,Masa,rincian,,,,,\n"
    "barang,hari,date,Hari,rincian,,,,,\n"
    "barang,jam,time,Jam,rincian,,,,,\n"
    "barang,setuju,yesno,Setuju,rincian,,,,,later\n"
    "barang,warna,select_multiple warna,Warna,rincian,,,,,union\n"
    "barang,induk,ref barang,Induk,rincian,,,,,\n"
    "barang,catatan,ref_multiple barang|nota,Catatan,rincian,,,,,union\n"
    "barang,tentang,any_ref,Tentang,rincian,,,,,\n"
    "barang,cerita,multiline,Cerita,rincian,,,,,\n"
    "nota,nama,text,Nama,pokok,,,,name,\n"
    "nota,teks,multiline,Teks,pokok,,,,,\n"
    "nota,nilai,integer,Nilai,pokok,,,,,\n"
    "bidang,arah,multiline,Arah,pokok,,,,,\n"
    "bidang,bobot,integer,Bobot,pokok,,,,,\n"
    "isi,aspek,select_one aspek,Aspek,key,row,,,,\n"
    "isi,tahun,year,Tahun,key,col,,,,\n"
    "isi,nilai,integer,Nilai,pokok,,,,,\n"
    "isi,alasan,text,Alasan,rincian,,,,,\n"
    "kait,barang,ref barang,Barang,key,row,,,,\n"
    "kait,hubungan,text,Hubungan,pokok,,,,,\n"
    "kait,kuat,integer,Kekuatan,pokok,,,,,\n";

static const char choices_csv[] = "list_name,name,label::id,parent,aliases,refused\n"
                                  "aspek,AIR,Air,,,\n"
                                  "aspek,UDR,Udara,,,\n"
                                  "aspek,TNH,Tanah,,,\n"
                                  "warna,merah,Merah,,,\n"
                                  "warna,hijau,Hijau,,,\n"
                                  "warna,biru,Biru,,,\n";

/* What the newer version has of its own. */
static const char later_method_csv[] = "name,version,title::id,source::id\n"
                                       "contoh,2,Metode contoh,Ditulis untuk pengujian\n";
static const char later_choices_csv[] = "list_name,name,label::id,parent,aliases,refused\n"
                                        "aspek,AIR,Air,,,\n"
                                        "aspek,UDR,Udara,,,\n"
                                        "aspek,TNH,Tanah,,,\n"
                                        "warna,merah,Merah,,,\n"
                                        "warna,hijau,Hijau,,,\n";

/* The files, with these two. */
static enum status sample_with(
    struct source *s, const char *method, const char *choices, struct error *e)
{
    const struct {
        const char *path, *text;
    } files[] = {
        {"method.csv", method},
        {"stages.csv", stages_csv},
        {"steps.csv", steps_csv},
        {"facts.csv", facts_csv},
        {"forms.csv", forms_csv},
        {"fields.csv", fields_csv},
        {"choices.csv", choices},
    };
    enum status status = source_begin(s, "contoh", e);

    for (size_t i = 0; status == STATUS_OK && i < sizeof files / sizeof *files; i++)
        status = source_add(s, files[i].path, files[i].text, strlen(files[i].text), e);
    return status;
}

enum status sample_method(struct source *s, struct error *e)
{
    return sample_with(s, method_csv, choices_csv, e);
}

enum status sample_method_later(struct source *s, struct error *e)
{
    return sample_with(s, later_method_csv, later_choices_csv, e);
}
