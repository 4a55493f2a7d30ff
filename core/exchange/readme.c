/* BACA-SAYA.txt: ten lines for who opens the folder, what is opened first on top. */
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/exchange/part.h"

/* The line about the sheets for people; blank where there are none. Caller frees. */
static char *sheets_line(const struct making *m)
{
    const struct method *method = workbook_method(m->wb);

    for (size_t i = 0; !m->options->dialect->labels && i < method->sheet_count; i++)
        if (part_has_sheet(m->options, method, &method->sheets[i]))
            return text_format(
                "lembar/          untuk dibaca di Excel atau LibreOffice; mulailah dari %s.csv",
                method->sheets[i].name);
    return strdup("");
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
