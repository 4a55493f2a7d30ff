# Reads C source the way the lint tests need it: which string literals there are, and what is left
# when comments, strings and characters are taken out.
package CSource;
use strict;
use warnings;

# Returns the bytes of a file.
sub slurp {
    my ($path) = @_;
    open my $in, '<:raw', $path or die "$path: $!\n";
    local $/;
    my $bytes = <$in>;
    close $in;
    return defined $bytes ? $bytes : '';
}

my %escape = (n => "\n", t => "\t", r => "\r", a => "\a", b => "\b", f => "\f", v => "\x0b");

# The bytes a literal's inside stands for.
sub unescape {
    my ($text) = @_;
    $text =~ s{\\(?:x([0-9A-Fa-f]+)|([0-7]{1,3})|(.))}{
        defined $1 ? chr(hex($1) & 255) : defined $2 ? chr(oct($2) & 255)
            : exists $escape{$3} ? $escape{$3} : $3
    }gse;
    return $text;
}

# Returns ($code, $strings): the source with literals and comments blanked (lines kept), and a list
# of [line, value], where literals that stand side by side are one value, as for the compiler.
# Names of included files are no strings.
sub parse {
    my ($source) = @_;
    my ($code, @strings, $open) = ('');
    my $line = 1;
    $source =~ s/\\\r?\n/\x00/g;    # a continued line, counted below
    while ($source =~ m{\G(?:
            (?<space>[ \t\x00]+|\n) |
            (?<comment>/\*.*?\*/|//[^\n]*) |
            (?<include>\#[ \t]*include[^\n]*) |
            (?:u8|[uUL])?"(?<string>(?:[^"\\\n]|\\.)*)" |
            (?<character>'(?:[^'\\\n]|\\.)+') |
            (?<word>[A-Za-z_0-9]+) |
            (?<other>.)
        )}gsx) {
        my %token = %+;
        my $text = $&;
        if (defined $token{string}) {
            (my $inside = $token{string}) =~ tr/\x00//d;
            if ($open) {
                $open->[1] .= unescape($inside);
            } else {
                $open = [$line, unescape($inside)];
                push @strings, $open;
            }
            $code .= '""';
        } elsif (defined $token{space} || defined $token{comment}) {
            (my $kept = $text) =~ s/[^\n\x00]//g;
            $kept =~ tr/\x00/\n/;
            $code .= $kept eq '' ? ' ' : $kept;
        } else {
            $open = undef;
            $code .= defined $token{character} ? "' '" : $text;
        }
        $line += ($text =~ tr/\n\x00//);
    }
    return ($code, \@strings);
}

# Every .c and .h below the named folders of a tree, as paths from its top, sorted.
sub files {
    my ($top, @folders) = @_;
    my @found;
    my @todo = grep { -d "$top/$_" } @folders;
    while (defined(my $folder = shift @todo)) {
        opendir my $handle, "$top/$folder" or die "$top/$folder: $!\n";
        for my $name (sort readdir $handle) {
            next if $name =~ /^\./;
            push @todo, "$folder/$name" if -d "$top/$folder/$name";
            push @found, "$folder/$name" if $name =~ /\.[ch]\z/ && -f "$top/$folder/$name";
        }
        closedir $handle;
    }
    return sort @found;
}

1;
