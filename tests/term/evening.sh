# A day of Bimtek I: five laptops get their copies from the main one, type their own part, exchange at lunch
# and in the evening over one stick; then one file holds everything, nothing differs and no code is there
# twice. A second evening brings three differences and one office typed twice: decided and united. Then the
# minutes are signed, a mark is set, and what is changed after it asks for one reason.
#
# Who sources this tells first how somebody sits at the main laptop (the others play scripts), each with
# the words of a script:
#   sit                 opens the main workbook there
#   press KEY...        keys and "texts"
#   wait_for TEXT       the screen has to show it
#   sees NAME TEXT      a case: the screen shows it
#   sees_no NAME TEXT   a case: it does not
#   leave               leaves the program
# Each laptop is a home of its own; $main is the workbook in the first one.

world=$PWD
stick=$world/usb/KINGSTON
copies=$stick/Susun-73.22/kelompok
main=$world/laptop0/Dokumen/Susun/73.22-luwu-utara.susun
export SUSUN_STICKS="$world/usb"
mkdir -p "$stick"

# Everything happens on laptop N from now on, at a time; no two draw the same ids.
SUSUN_SEED=1
at()
{
    SUSUN_SEED=$((SUSUN_SEED + 1)) SUSUN_NOW=2026-06-13T$2:00Z HOME=$world/laptop$1
    XDG_STATE_HOME=$HOME/.local/state XDG_CONFIG_HOME=$HOME/.config
    export SUSUN_SEED SUSUN_NOW HOME XDG_STATE_HOME XDG_CONFIG_HOME
    mkdir -p "$HOME/Dokumen/Susun"
}

# The workbook of laptop N.
book()
{
    [ "$1" = 0 ] && echo "$main" || ls "$world/laptop$1/Dokumen/Susun/"*_K"$1"-*.susun
}

# Plays keys on a workbook, or without one.
play()
{
    printf '%s\n' "$1" > keys.script
    shift
    "$SUSUN" --script keys.script "$@"
}

# Laptop N types rows of a form: types N AUTHOR FORM HEADER ROW...
types()
{
    to=$(book "$1") author=$2 form=$3
    shift 3
    printf '%s\n' "$@" > typed.csv
    "$SUSUN" import "$to" --form "$form" typed.csv --author "$author" > words 2>&1 || note "$(cat words)"
}

# What the files say.
told()
{
    "$SUSUN" info "$1" | sed -n "s/^$2: //p"
}
rows() { told "$1" "baris\\.$2"; }
same_codes()
{
    python3 - "$1" << 'END'
import sqlite3, sys
book = sqlite3.connect(sys.argv[1])
print(sum(book.execute(f"SELECT count(kode) - count(DISTINCT kode) FROM {form}").fetchone()[0]
          for form in ("program", "opd", "isu")))
END
}

# The groups exchange one after the other.
groups_exchange()
{
    for k in 1 2 3 4 5; do
        at $k "$1"
        play 'F10 "tukar" Enter Enter
:dump report.txt' "$(book $k)" || tap_result 1 "laptop $k exchanges"
        grep -Fq "USB boleh dicabut" report.txt || note "laptop $k" "$(cat report.txt)"
    done
}

# The main laptop exchanges; the report is on the screen then.
main_exchanges()
{
    at 0 "$1"
    sit
    wait_for "Tersimpan"
    menu "tukar" "Tukar lewat USB"
    wait_for "$2"
    press Enter
    wait_for "Laporan gabung"
    sees "the stick may be pulled out" "USB boleh dicabut"
}

# Menu leads to a screen that shows a text.
menu()
{
    press F10
    wait_for "Saring"
    press "\"$1\"" Enter
    wait_for "$2"
}

# Morning: the main workbook, its groups, the copies.
at 0 00:30
"$SUSUN" new "$main" --region 73.22 --start 2026 --years 10 --author Fasilitator > words 2>&1 || exit 1
types 0 Fasilitator kelompok nomor,nama,cakupan '1,Kelompok 1 Smart Governance,GOV' \
    '2,Kelompok 2 Smart Branding,BRA' '3,Kelompok 3 Smart Economy,ECO' '4,Kelompok 4 Smart Living,LIV' \
    '5,Kelompok 5,SOC|ENV'
types 0 Fasilitator opd nama 'Dinas Perdagangan' 'Dinas Kesehatan'
types 0 Fasilitator pertemuan judul,jenis,tgl_mulai 'Bimtek I Kesiapan,bimtek_1,2026-06-12'
sit
wait_for "Luwu Utara"
menu "berkas kelompok" "Berkas kelompok"
sees "the copies are offered on the stick" "USB KINGSTON"
press Enter
sees "they are written and read back" "5 berkas ditulis ke USB KINGSTON dan dibaca ulang"
leave
is "five files lie there" "$(ls "$copies" | wc -l)" 5

for k in 1 2 3 4 5; do
    at $k 00:50
    play "\"4\" \"$(ls "$copies"/*_K$k-*)\" Enter
:dump taken.txt" || tap_result 1 "laptop $k takes its copy"
    grep -Fq "Disalin ke" taken.txt || note "laptop $k" "$(cat taken.txt)"
done

# Everybody types until lunch, and again until the evening.
typed=0
part() { echo "GOV1 BRA1 ECO1 LIV1 SOC1" | cut -d' ' -f"$1"; }
for hour in 04:10 08:30; do
    for k in 1 2 3 4 5; do
        at $k "$hour"
        types $k "Pencatat $k" program nama,sub_dimensi "Program $k pukul $hour,$(part $k)" \
            "Layanan $k pukul $hour,$(part $k)"
        types $k "Pencatat $k" isu masalah,sub_dimensi "Masalah $k pukul $hour,$(part $k)"
    done
    at 0 "$hour"
    types 0 Fasilitator opd nama "Bagian $hour"
    groups_exchange "$hour"
    main_exchanges "$hour" "berkas berisi hal baru"
    sees "$hour: nothing differs" "[x] Isian berbeda: 0"
    sees "$hour: no row is there twice" "[x] Baris kembar: 0"
    sees "$hour: no code is there twice" "[x] Kode ganda: 0"
    press End Enter
    sees "$hour: the report is written" "Ditulis: "
    leave
    is "$hour: everything is in one file" "$(rows "$main" program) $(rows "$main" isu) $(rows "$main" opd)" \
        "$([ "$hour" = 04:10 ] && echo "10 5 3" || echo "20 10 4")"
done
is "no difference is open" "$(told "$main" isian_berbeda)" 0
is "no code is there twice" "$(same_codes "$main")" 0
same "the printed report of the evening" "$srcdir/tests/term/evening.report" \
    "$world/laptop0/Dokumen/Susun/73.22-luwu-utara_gabung_2026-06-13-2.txt"
groups_exchange 09:00
for k in 1 2 3 4 5; do
    is "laptop $k has everything" "$(told "$(book $k)" suntingan) $(told "$(book $k)" isian_berbeda)" \
        "$(told "$main" suntingan) 0"
done

# The second evening: three cells written on two laptops, an office typed on two.
at 0 10:00
"$SUSUN" export "$main" out > words 2>&1 || note "$(cat words)"
ids=$(python3 -c 'import csv
print(*[row["id"] for row in csv.DictReader(open("out/data/program.csv"))][:3])')
for k in 0 3; do
    at $k 10:0$k
    types $k "Pencatat $k" program id,nama $(for id in $ids; do echo "$id,Nama-$id-$k"; done)
    types $k "Pencatat $k" opd nama,singkatan "Dinas Pariwisata,Dispar$k"
done
at 3 10:10
play 'F10 "tukar" Enter Enter' "$(book 3)"
main_exchanges 10:20 "berkas berisi hal baru"
sees "three cells differ" "[!] Isian berbeda: 3"
sees "rows are called the same" "[!] Baris kembar:"
press Enter
wait_for "Isian berbeda"
press Enter
wait_for "(1 dari 3)"
press Enter
wait_for "(1 dari 2)"
press Enter
wait_for "(1 dari 1)"
press Enter
sees "all three are decided" "Tidak ada isian berbeda"
press Esc
sees "back at the report" "[x] Isian berbeda: 0"
press Home Down Enter
wait_for "> ? Dispar"
menu "satukan" "Satukan Dispar"
press '"pariwisata"' Enter
sees "the two offices are one" "Menjadi satu: Dispar"
press Esc
sees "no row is there twice any more" "[x] Baris kembar: 0"
leave

# The minutes are signed and a mark is set; what is changed after it asks for a reason, once.
at 0 10:30
sit
wait_for "Tersimpan"
menu "tonggak" "Belum ada tonggak"
press F4 '"Akhir Bimtek I"' Enter
sees "a mark is set from the list of marks" "Tonggak terpasang: Akhir Bimtek I"
menu "pertemuan" "(1 baris)"
press Enter Tab Tab Tab Tab Tab Tab Space Tab '"ditandatangani"' Enter
sees "signed minutes offer a mark" "Berita acara: Bimtek I Kesiapan"
press Enter
sees "it is set" "Tonggak terpasang: Berita acara"
press '"12/BA/2026"' Enter
sees "a change after it asks why" "Perubahan sesudah berita acara"
press '"Nomor menyusul"' Enter
sees "the reason is kept" "Alasan tersimpan bersama tonggak"
press '"13 juni"' Enter
sees "the second change is stored" "13 Juni 2026"
sees_no "and asks nothing any more" "Perubahan sesudah berita acara"
menu "tonggak" "Akhir Bimtek I"
press Home Enter
sees "since the mark, with the reason" "Alasan (Fasilitator, 13/6 18.30): Nomor menyusul"
leave

main_exchanges 10:40 "Tidak ada yang baru"
leave
at 3 10:50
play 'F10 "tukar" Enter Enter' "$(book 3)"
is "the decisions travel" "$(told "$(book 3)" isian_berbeda) $(rows "$(book 3)" opd)" "0 5"
is "and both files are the same" "$(told "$(book 3)" suntingan)" "$(told "$main" suntingan)"
play 'F10 "tonggak" Enter
:dump marks.txt' "$(book 3)"
like "the marks travel" "$(cat marks.txt)" "Akhir Bimtek I +13 Jun 2026 18.30 Fasilitator"
done_testing
