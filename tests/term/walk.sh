# Plays a walk (hall.walk) in a real terminal as a person does: looks where the pointer stands, presses
# a key, looks again. Every key must show before the next one comes.
#   make_book          from the start screen to a new workbook
#   walk FILE          fills in FILE's fields from where it had come to; fails when it was interrupted
#   walk_cells FILE N  the cells of FILE's field N (0: those of a new workbook)
# A test may define due and interrupt: after a key for which due succeeds, interrupt is called with
# the command that tells that the key has shown, and the walk ends there. `at` is then the place in
# the walk: field * 1000, plus the key's number on the way to the field, or 200 and the characters
# typed, or 900 for the key that leaves the field.
. "$srcdir/tests/term/tmux.sh"

walked=0         # fields of the walk that are stored
pressed=0        # keys so far
at=0
: > held         # the cells that are stored, as tests/term/cells tells them

due()
{
    false
}

# Where one stands: the first line (without what it tells of storing) and what the pointer points at.
place()
{
    screen | awk 'NR == 1 { sub(/ +Tersimpan.*/, ""); print; next }
        /^ *>/ { sub(/│.*/, ""); p = match($0, />/); rest = substr($0, p); sub(/  .*/, "", rest); $0 = substr($0, 1, p - 1) rest; sub(/ *$/, ""); print; exit }'
}

title()
{
    place | sed -n 1p
}

pointer()
{
    place | sed -n 2p
}

# Whether the screen is another one than before the key, and drawn to its end.
changed()
{
    now=$(screen)
    [ "$now" != "$before" ] && [ "$now" = "$(screen)" ]
}

# Whether the pointer has moved on.
moved()
{
    now=$(place)
    [ "$now" != "$stood" ] && [ "$now" = "$(place)" ]
}

expect()
{
    until_so "$@" || {
        tap_result 1 "the walk goes on: $*" || note "$(screen)"
        stop
        done_testing
    }
}

# One key that shows: press KEY COMMAND...
press()
{
    key=$1
    shift
    before=$(screen)
    stood=$(place)
    keys "$key"
    pressed=$((pressed + 1))
    if due; then
        interrupt "$@"
        return 1
    fi
    expect "$@"
}

# A key on the way to a field.
go()
{
    at=$((at + 1))
    press "$1" changed
}

# --- to the form -----------------------------------------------------------------------------------

# Line of the left (1) or right (2) half of the stages that matches, 0 when none does.
line_of()
{
    screen | awk -F│ -v half="$1" -v pattern="$2" 'NR > 2 && $half ~ pattern { print NR; found = 1; exit }
        END { if (!found) print 0 }'
}

# One key towards a line of the stages: towards HALF PATTERN, fails only when interrupted.
towards()
{
    here=$(line_of "$1" '^ *>')
    there=$(line_of "$1" "$2")
    if [ "$there" -gt "$here" ] || [ "$there" -eq 0 ]; then
        go Down
    else
        go Up
    fi
}

# One key on the stages towards a form: STEP TITLE.
seek_form()
{
    case $1 in
    0*) stage='Sebelum bimtek' ;;
    1*) stage='Bimtek I:' ;;
    2*) stage='Bimtek II:' ;;
    3*) stage='Bimtek III:' ;;
    4*) stage='Bimtek IV:' ;;
    *) stage='Sesudah bimtek' ;;
    esac
    if [ "$(line_of 2 '^ *>')" -gt 0 ]; then
        if [ "$(line_of 1 "^ *>$1 ")" -eq 0 ]; then
            go Left
        elif [ "$(line_of 2 "^ *>$2")" -gt 0 ]; then
            go Enter
        else
            towards 2 "^ *$2"
        fi
    elif [ "$(line_of 1 "^ *>$1 ")" -gt 0 ] || [ "$(line_of 1 "^ *>$stage")" -gt 0 ]; then
        if [ "$(line_of 1 "^ *>$1 ")" -eq 0 ] && [ "$(line_of 1 "^ *$1 ")" -gt 0 ]; then
            towards 1 "^ *$1 "
        else
            go Enter
        fi
    elif [ "$(line_of 1 "^ *$1 ")" -gt 0 ]; then
        towards 1 "^ *$1 "
    else
        towards 1 "^ *$stage"
    fi
}

# One key in a table towards a row: ROW.
seek_row()
{
    row=$(screen | awk 'NR > 4 && /^>/ { print NR - 4; exit }')
    if [ "${row:-0}" -eq "$1" ]; then
        go Enter
    elif [ "${row:-0}" -lt "$1" ]; then
        go Down
    else
        go Up
    fi
}

# To a record's form, by what the screen tells: reach FORM STEP TITLE ROW.
reach()
{
    tries=0
    while [ $((tries += 1)) -lt 80 ]; do
        new=1
        grep -q "^$1 $4 " held && new=0
        case $(title) in
        " $3"*"dari "*)
            number=$(title | sed 's/.*(\([0-9]*\) dari [0-9]*).*/\1/')
            count=$(title | sed 's/.*dari \([0-9]*\)).*/\1/')
            if [ "$number" -eq "$4" ]; then
                return 0
            elif [ "$4" -gt "$count" ]; then
                go C-n || return 1
            elif [ "$number" -lt "$4" ]; then
                go NPage || return 1
            else
                go PPage || return 1
            fi
            ;;
        " $3: baris baru"*)
            [ $new -eq 0 ] || return 0
            go Escape || return 1
            ;;
        " $3 "*"baris)"*)
            if [ $new -eq 1 ]; then
                go C-n || return 1
            else
                seek_row "$4" || return 1
            fi
            ;;
        " $3"*) return 0 ;;
        *)
            if screen | sed -n 3p | grep -q '│'; then
                seek_form "$2" "$3" || return 1
            else
                go Escape || return 1
            fi
            ;;
        esac
    done
    expect false
}

# --- in the form -----------------------------------------------------------------------------------

# Moves to a field by its label; opens the details on the way.
find_field()
{
    tries=0
    while [ $((tries += 1)) -lt 80 ]; do
        case $(pointer) in
        " >$1"*) return 0 ;;
        " >+ "*) go Space || return 1 ;;
        *)
            if [ $tries -eq 40 ]; then
                go C-Home || return 1
            else
                go Down || return 1
            fi
            ;;
        esac
    done
    expect false
}

# Types the characters of $text that are not there yet: type_on AFTER, which stands before it on the
# screen. \n is Enter.
type_on()
{
    while [ "$typed" -lt "${#text}" ]; do
        rest=$(printf %s "$text" | cut -c $((typed + 1))-)
        step=${#rest}
        part=${rest%%\\n*}
        case $rest in
        \\n*) step=2 ;;
        *) step=${#part} ;;
        esac
        # No further than the place where the test interrupts.
        at=$((field * 1000 + 200 + typed + 1))
        stops=$(stops_at)
        if [ "$step" -gt 1 ] && [ "$part" ] && [ "$stops" -lt $((at + step - 1)) ]; then
            step=1
            [ "$stops" -gt "$at" ] && step=$((stops - at + 1))
        fi
        typed=$((typed + step))
        at=$((field * 1000 + 200 + typed))
        done_part=$(printf %s "$text" | cut -c -"$typed")
        case $rest in
        \\n*)
            press Enter changed || return 1
            ;;
        *)
            keys -l "$(printf %s "$rest" | cut -c -"$step")"
            pressed=$((pressed + step))
            if due; then
                interrupt shows "$1${done_part##*\\n}"
                return 1
            fi
            expect shows "$1${done_part##*\\n}"
            ;;
        esac
    done
}

# The next place where the test interrupts; none.
stops_at()
{
    echo 999999999
}

# Types into the focused field and leaves it: fill WAY.
fill()
{
    case $1 in
    line) type_on '[' && leave=Enter ;;
    pick) type_on 'Saring [' && leave=Enter ;;
    text) type_on '' && leave=Tab ;;
    page) type_on '' && leave=NPage ;;
    esac || return 1
    at=$((field * 1000 + 900))
    press "$leave" moved
}

# What a walk says of the cells of one field.
walk_cells()
{
    awk -v wanted="$2" '/^>/ { number++ } /^= / && number + 0 == wanted { print substr($0, 3) }' "$1"
}

# The field's cells are stored from now on.
hold()
{
    walk_cells "$1" "$2" >> held
    LC_ALL=C sort -o held held
}

# Plays what is left of a walk. `typed` characters of the first field are there already (a draft).
walk()
{
    field=0
    while IFS='|' read -r step title row label way text <&3; do
        step=${step#> }
        field=$((field + 1))
        [ "$field" -gt "$walked" ] || continue
        form=$(walk_cells "$1" "$field" | sed -n '1s/ .*//p')
        at=$((field * 1000))
        reach "$form" "${step% }" "$(trim "$title")" "$(trim "$row")" &&
            find_field "$(trim "$label")" || return 1
        text=${text# }
        fill "$(trim "$way")" || return 1
        walked=$field
        typed=0
        hold "$1" "$field"
    done 3<< END
$(grep '^> ' "$1")
END
}
typed=0

trim()
{
    printf %s "$1" | sed 's/^ *//; s/ *$//'
}

# --- a new workbook --------------------------------------------------------------------------------

# From the start screen to the stages of Luwu Utara's workbook.
make_book()
{
    wait_for "Mulai buku kerja"
    go 1 || return 1
    wait_for "Kabupaten/kota"
    keys -l "luwu u"
    pressed=$((pressed + 6))
    wait_for "Kabupaten Luwu Utara"
    go Enter && go Enter && go Enter || return 1
    keys -l "Diskominfo-SP"
    pressed=$((pressed + 13))
    wait_for "[Diskominfo-SP"
    go Enter && go Enter || return 1
    wait_for "Yang diisi"
}
