/* BACA-SAYA.txt: ten lines for who opens the folder. */
#include "core/exchange/part.h"

enum status part_readme(struct making *m, struct package_file *f, struct error *e)
{
    bool programs = !m->options->dialect->labels;

    return part_print(f, e,
        "Rencana induk %s%s%s\r\n"
        "Isi terakhir diubah: %.10s. Metode %s versi %d. Dibuat dengan Susun.\r\n"
        "\r\n"
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
        workbook_method(m->wb)->version,
        method_form_of_role(workbook_method(m->wb), FORM_ROLE_COMMENT)
            ? "catatan.csv      untuk tenaga ahli: tulis catatan di bawahnya, kirim kembali\r\n"
            : "",
        programs
            ? "muat.sql         memuat semuanya ke PostgreSQL: psql -f muat.sql BASIS_DATA\r\n"
            : "wilayah.csv      nama dan jenis daerah\r\n",
        m->options->personal ? "Paket ini memuat data pribadi (UU 27/2022). Jangan disebarkan."
                             : "Data pribadi tidak ikut. Isian kosong = belum diisi; 0 = nol.");
}
