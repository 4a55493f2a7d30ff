# Where a script of tests/tui/scripts is played: `. "$srcdir/tests/tui/world.sh"`, with `here` naming
# tests/tui.
# A script says in remarks what it needs:
#   # book: none|new|sample     no workbook (the start screen), a new one, the sample
#   # method: NAME              a new one of another method of assets/method
#   # import: FORM FILE         rows of tests/tui/data/FILE, in the order of the lines
#   # prepare: SCRIPT           tests/tui/scripts/before/SCRIPT is run by sh first, in the same home
#   # before: SCRIPT            tests/tui/scripts/before/SCRIPT is played first, in the same home
#   # sizes: 80x24 60x20        80x24 when not said
#   # options: --ascii          more options of the program

# What a script says about WORD, one line each.
says()
{
    sed -n "s/^# $2: *//p" "$1"
}

# Makes the workbook a script asks for in the present folder; prints its name.
make_book()
{
    method=$(says "$1" method)
    case $(says "$1" book) in
    none) return ;;
    sample) "$SUSUN" sample book.susun >&2 || return 1 ;;
    *) "$SUSUN" new book.susun --region 73.22 --start 2026 --years 10 --author Diskominfo-SP \
        ${method:+--method "$srcdir/assets/method/$method"} >&2 || return 1 ;;
    esac
    says "$1" import | while read -r form file; do
        "$SUSUN" import book.susun --form "$form" "$here/data/$file" >&2
    done
    echo book.susun
}

# The present shell lives in a world that was made.
enter_world()
{
    mkdir -p "$1/home" && cd "$1" || return 1
    export HOME="$1/home" XDG_STATE_HOME="$1/home/.local/state" SUSUN_STICKS="$1/home/usb"
    export XDG_CONFIG_HOME="$1/home/.config"
}

# Makes everything a script of a size asks for in a folder; prints the name of its workbook, if any. To
# be called as $(make_world ...), so that the caller stays where it is.
make_world()
{
    enter_world "$3" || return 1
    book=$(make_book "$1") || return 1
    prepare=$(says "$1" prepare)
    if [ -n "$prepare" ]; then
        sh -e "$here/scripts/before/$prepare" >&2 || return 1
    fi
    before=$(says "$1" before)
    if [ -n "$before" ]; then
        "$SUSUN" --script "$here/scripts/before/$before" --size "$2" $book >&2 || return 1
    fi
    echo "$book"
}
