/* BACA-SAYA.txt: ten lines for who opens the folder, what is opened first on top. */
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/exchange/part.h"

/* "perubahan.csv: sejak paket 73.22-02"; "" when nothing was compared. Caller frees. */
static char *changes_words(const struct since *since)
{
    if (!since->found)
        return strdup("");
    return since->number[0] ? text_format("perubahan.csv: sejak paket %s", since->number)
                            : text_format("perubahan.csv: sejak “%s”", since->mark.title);
}

/* The first sheet for people that the package has; NULL when it has none. */
static const char *first_sheet(const struct making *m)
{
    const struct method *method = workbook_method(m->wb);

    for (size_t i = 0; !m->options->dialect->labels && i < method->sheet_count; i++)
        if (part_has_sheet(m->options, method, &method->sheets[i]))
            return method->sheets[i].name;
    return NULL;
}

/* The line about what is for people; blank where there is nothing. Caller frees. */
static char *sheets_line(const struct making *m)
{
    const char *first = first_sheet(m);
    char *changes = changes_words(&m->since), *line = NULL;

    if (changes && first)
        line = text_format(
            "lembar/          untuk dibaca di Excel atau LibreOffice; mulailah dari %s.csv%s%s",
            first, changes[0] ? "; " : "", changes);
    else if (changes && changes[0])
        line = text_format("lembar/          %s", changes);
    else if (changes)
        line = strdup("");
    free(changes);
    return line;
}

enum status part_readme(struct making *m, struct package_file *f, struct error *e)
{
    bool programs = !m->options->dialect->labels;
    char *sheets = sheets_line(m);

    if (!sheets)
        return error_memory(e);
    enum status s = part_print(f, e,
        "Rencana induk %s%s%s\r\n"
        "Isi terakhir diubah: %.10s. Metode %s versi %d. Dibuat dengan Susun.\r\n"
        "%s\r\n"
        "data/            satu berkas CSV untuk tiap formulir; baris pertama nama kolom\r\n"
        "kamus.csv        arti tiap kolom: judul, jenis, satuan; kode pilihan di "
        "choices.csv\r\n"
        "temuan.csv       isian yang belum terbaca dan hasil pemeriksaan\r\n"
        "%s"
        "%s"
        "SHA256SUMS       sidik tiap berkas; periksa dengan: sha256sum -c SHA256SUMS\r\n"
        "%s\r\n",
        m->region[0] ? m->region : "daerah", m->number[0] ? ", paket " : "", m->number,
        m->created[0] ? m->created : "belum pernah", workbook_method(m->wb)->name,
        workbook_method(m->wb)->version, sheets,
        method_form_of_role(workbook_method(m->wb), FORM_ROLE_COMMENT)
            ? "catatan.csv      untuk tenaga ahli: tulis catatan di bawahnya, kirim kembali\r\n"
            : "",
        programs
            ? "muat.sql         memuat semuanya ke PostgreSQL: psql -f muat.sql BASIS_DATA\r\n"
            : "wilayah.csv      nama dan jenis daerah\r\n",
        m->options->personal ? "Paket ini memuat data pribadi (UU 27/2022). Jangan disebarkan."
                             : "Data pribadi tidak ikut. Isian kosong = belum diisi; 0 = nol.");
    free(sheets);
    return s;
}
