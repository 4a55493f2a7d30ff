# Functions for tests in a real terminal: a tmux of the test's own (its socket stands in TMUX_TMPDIR).
# Nothing here sleeps: what is to come is looked for until it is there or half a minute is over.
. "$srcdir/tests/tap.sh"

command -v tmux > /dev/null || skip_all "tmux is not installed"

# Every session has a server of its own: one that is just ending takes nobody in.
sessions=0
tmux()
{
    command tmux -L "susun$sessions" "$@"
}

# The session's terminal, 80x24 unless said otherwise: start COMMAND [WIDTH HEIGHT]
start()
{
    sessions=$((sessions + 1))
    tmux -f /dev/null new-session -d -s susun -x "${2:-80}" -y "${3:-24}" "$1" \; \
        set-option -g escape-time 0 \; set-option -g status off
}

stop()
{
    tmux kill-server 2> /dev/null
}

# Types keys by tmux's names, or with -l a text as it is.
keys()
{
    tmux send-keys -t susun "$@"
}

screen()
{
    tmux capture-pane -p -t susun 2> /dev/null
}

# Looks until COMMAND succeeds.
until_so()
{
    limit=$(($(date +%s) + 30))
    until "$@"; do
        [ "$(date +%s)" -le "$limit" ] || return 1
    done
}

shows()
{
    screen | grep -Fq -e "$1"
}

hides()
{
    ! shows "$1"
}

# A case: the text appears on the screen (or goes away).
sees()
{
    until_so shows "$2"
    tap_result $? "$1" || note "not on the screen: $2" "$(screen)"
}

sees_no()
{
    until_so hides "$2"
    tap_result $? "$1" || note "still on the screen: $2" "$(screen)"
}

# Waits without telling a case; a screen that never comes ends the test.
wait_for()
{
    until_so shows "$1" || {
        tap_result 1 "the screen shows $1" || note "$(screen)"
        stop
        done_testing
    }
}

# A shell in the terminal that tells its settings before and after susun, so that both can be compared, the
# exit code, and susun's process.
start_shell()
{
    cat > shell.sh << END
stty -a > before
sh -c 'echo \$\$ > pid; exec "\$SUSUN"'
echo \$? > code.new
stty -a > after
mv code.new code
echo GONE AGAIN
exec cat
END
    start "sh shell.sh"
}

# A format of tmux about the pane: alternate_on, keypad_flag, cursor_flag.
pane()
{
    tmux display-message -p -t susun "#{$1}"
}
