# Functions for shell tests that speak TAP: `. "$srcdir/tests/tap.sh"`, then cases, then
# `done_testing` as the last line. A case is told by one of:
#   ok NAME COMMAND...         passes when the command succeeds
#   not_ok NAME COMMAND...     passes when it fails
#   is NAME GOT WANTED         passes when both texts are equal
#   like NAME TEXT PATTERN     passes when a line of TEXT matches the extended regexp
#   unlike NAME TEXT PATTERN   passes when none does
#   exits NAME STATUS COMMAND...   passes on this exit status; out and err hold what it printed
#   same NAME FILE FILE        passes when both files are equal to the byte
#   skip NAME WHY              a case that cannot run here
#   skip_all WHY               ends a whole test that cannot run here

tap_cases=0
tap_failed=0
out=
err=

# Tells the result of one case: 0 passed, anything else failed.
tap_result()
{
    tap_cases=$((tap_cases + 1))
    if [ "$1" -eq 0 ]; then
        echo "ok $tap_cases - $2"
    else
        tap_failed=$((tap_failed + 1))
        echo "not ok $tap_cases - $2"
        return 1
    fi
}

# Prints lines as TAP comments.
note()
{
    printf '%s\n' "$@" | sed 's/^/# /'
}

ok()
{
    tap_name=$1
    shift
    tap_said=$("$@" 2>&1)
    tap_status=$?
    tap_result "$tap_status" "$tap_name" || note "exit status $tap_status: $*" "$tap_said"
}

not_ok()
{
    tap_name=$1
    shift
    if tap_said=$("$@" 2>&1); then
        tap_result 1 "$tap_name" || note "succeeded: $*" "$tap_said"
    else
        tap_result 0 "$tap_name"
    fi
}

is()
{
    if [ "$2" = "$3" ]; then
        tap_result 0 "$1"
    else
        tap_result 1 "$1" || note "got:" "$2" "wanted:" "$3"
    fi
}

like()
{
    if printf '%s\n' "$2" | grep -Eq -e "$3"; then
        tap_result 0 "$1"
    else
        tap_result 1 "$1" || note "nothing matches: $3" "$2"
    fi
}

unlike()
{
    if printf '%s\n' "$2" | grep -Eq -e "$3"; then
        tap_result 1 "$1" || note "matches: $3" "$2"
    else
        tap_result 0 "$1"
    fi
}

exits()
{
    tap_name=$1
    tap_wanted=$2
    shift 2
    "$@" > "$TMPDIR/tap.out" 2> "$TMPDIR/tap.err"
    tap_status=$?
    out=$(cat "$TMPDIR/tap.out")
    err=$(cat "$TMPDIR/tap.err")
    if [ "$tap_status" -eq "$tap_wanted" ]; then
        tap_result 0 "$tap_name"
    else
        tap_result 1 "$tap_name" ||
            note "exit status $tap_status, wanted $tap_wanted: $*" "$out" "$err"
    fi
}

same()
{
    if tap_said=$(diff "$2" "$3" 2>&1); then
        tap_result 0 "$1"
    else
        tap_result 1 "$1" || note "$tap_said"
    fi
}

skip()
{
    tap_cases=$((tap_cases + 1))
    echo "ok $tap_cases - $1 # SKIP $2"
}

skip_all()
{
    echo "1..0 # SKIP $*"
    exit 0
}

done_testing()
{
    echo "1..$tap_cases"
    exit 0
}
