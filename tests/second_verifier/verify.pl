#!/usr/bin/perl
# A second verifier, written from docs/format.md alone, with nothing but Perl's own modules. Where Debian's libcryptx-perl is there, it
# checks signatures too.
#
#     perl verify.pl EXPORT.zip [NUMBER:HASH]          an export
#     perl verify.pl --chain FILE ROWS.jsonl [NUMBER:HASH]   a chain as the museum keeps it
#
# Prints a line for each fault and remark: "fault ENTRY CODE" or "remark ENTRY CODE". Exits 0: sound; 1: at least one fault; 2: not read.
use strict;
use warnings;
no warnings 'recursion';
use Digest::SHA qw(sha256_hex hmac_sha256_hex);
use Encode ();

my $LARGEST_ARCHIVE = 512 * 1024 * 1024;
my $MOST_MEMBERS    = 60_000;
my $LEVELS          = 64;
my $LARGEST         = '9007199254740991';
my $NAME            = qr/[A-Za-z0-9_][A-Za-z0-9._-]{0,99}(?:\/[A-Za-z0-9_][A-Za-z0-9._-]{0,99})?/;
my $HASH            = qr/[0-9a-f]{64}/;
my @NEEDED          = qw(entries.jsonl evidence.json hashes.txt people.json texts.jsonl verify_breach.py);
my ( @faults, @remarks );

sub fault  { push @faults,  [@_]; return }
sub remark { push @remarks, [@_]; return }

# -- JSON: values are [kind, value]; kinds: object array string number true false null. An object is a list of [name, value] pairs in order.

{
    my ( $text, $deep );

    sub parse {
        my ($bytes) = @_;
        my $copy = $bytes;
        $text = eval { Encode::decode( 'UTF-8', $copy, Encode::FB_CROAK ) };
        return undef unless defined $text;
        pos($text) = 0;
        $deep = 0;
        my $value = eval { my $v = value(); blank(); die "more\n" if pos($text) < length $text; $v };
        return $value;
    }

    sub blank { $text =~ /\G[ \t\n\r]*/gc; return }

    sub value {
        blank();
        die "deep\n" if ++$deep > 900;
        my $found;
        if    ( $text =~ /\G\{/gc ) { $found = [ 'object', members() ] }
        elsif ( $text =~ /\G\[/gc ) { $found = [ 'array',  items() ] }
        elsif ( $text =~ /\G"/gc )  { $found = [ 'string', characters() ] }
        elsif ( $text =~ /\G(-?(?:0|[1-9][0-9]*))(\.[0-9]+)?([eE][+-]?[0-9]+)?/gc ) {
            die "digits\n" if length $1 > 4300;
            $found = defined $2 || defined $3 ? [ 'fraction', "$1" ] : [ 'number', "$1" ];
        }
        elsif ( $text =~ /\G(true|false|null)/gc )              { $found = ["$1"] }
        elsif ( $text =~ /\G(?:-?Infinity|NaN)/gc )             { $found = ['fraction'] }
        else                                                    { die "what\n" }
        $deep--;
        return $found;
    }

    sub members {
        my @pairs;
        blank();
        return \@pairs if $text =~ /\G\}/gc;
        while (1) {
            blank();
            $text =~ /\G"/gc or die "name\n";
            my $name = characters();
            blank();
            $text =~ /\G:/gc or die "colon\n";
            push @pairs, [ $name, value() ];
            blank();
            next if $text =~ /\G,/gc;
            $text =~ /\G\}/gc or die "brace\n";
            return \@pairs;
        }
    }

    sub items {
        my @held;
        blank();
        return \@held if $text =~ /\G\]/gc;
        while (1) {
            push @held, value();
            blank();
            next if $text =~ /\G,/gc;
            $text =~ /\G\]/gc or die "bracket\n";
            return \@held;
        }
    }

    sub characters {
        my $said = '';
        my %short = ( b => "\b", f => "\f", n => "\n", r => "\r", t => "\t", '"' => '"', '\\' => '\\', '/' => '/' );
        while (1) {
            if    ( $text =~ /\G([^"\\\x00-\x1f]+)/gc )    { $said .= $1 }
            elsif ( $text =~ /\G"/gc )                     { return $said }
            elsif ( $text =~ /\G\\(["\\\/bfnrt])/gc )      { $said .= $short{$1} }
            elsif ( $text =~ /\G\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})/gc ) {
                $said .= chr( 0x10000 + ( ( hex($1) - 0xD800 ) << 10 ) + hex($2) - 0xDC00 );
            }
            elsif ( $text =~ /\G\\u([0-9a-fA-F]{4})/gc ) { no warnings; $said .= chr hex $1 }
            else                                         { die "character\n" }
        }
    }
}

# The canonical bytes of a value; undef where the subset has none.
sub canonical {
    my ($value) = @_;
    my $done = eval { Encode::encode( 'UTF-8', written( $value, $LEVELS ), Encode::FB_CROAK ) };
    return $done;
}

sub written {
    my ( $value, $levels ) = @_;
    my ( $kind, $held ) = @$value;
    return $kind if $kind =~ /^(?:true|false|null)$/;
    return quoted($held) if $kind eq 'string';
    if ( $kind eq 'number' ) {
        my ($digits) = $held =~ /^-?(.*)$/;
        die "large\n" if length $digits > 16 || ( length $digits == 16 && $digits gt $LARGEST ) || $held eq '-0';
        return $held;
    }
    die "fraction\n" if $kind eq 'fraction';
    die "deep\n" unless $levels;
    return '[' . join( ',', map { written( $_, $levels - 1 ) } @$held ) . ']' if $kind eq 'array';
    my %seen;
    for my $pair (@$held) {
        die "name\n" if $pair->[0] =~ /[^\x00-\x7f]/;
        $seen{ $pair->[0] } = $pair->[1];
    }
    return '{' . join( ',', map { quoted($_) . ':' . written( $seen{$_}, $levels - 1 ) } sort keys %seen ) . '}';
}

sub quoted {
    my ($said) = @_;
    die "surrogate\n" if $said =~ /[\x{D800}-\x{DFFF}]/;
    my %short = ( '"' => '\\"', '\\' => '\\\\', "\b" => '\\b', "\f" => '\\f', "\n" => '\\n', "\r" => '\\r', "\t" => '\\t' );
    $said =~ s/(["\\\x00-\x1f])/$short{$1} || sprintf '\\u%04x', ord $1/ge;
    return qq("$said");
}

sub same { my ( $one, $other ) = map { canonical($_) } @_; return defined $one && defined $other && $one eq $other }

# Members of an object as a hash, the last of one name counting; undef for anything else.
sub table {
    my ($value) = @_;
    return undef unless $value && $value->[0] eq 'object';
    return { map { $_->[0] => $_->[1] } @{ $value->[1] } };
}
sub is     { my ( $value, $kind ) = @_; return $value && $value->[0] eq $kind }
sub string { my ($value) = @_; return is( $value, 'string' ) ? $value->[1] : undef }
sub number { my ($value) = @_; return is( $value, 'number' ) ? $value->[1] : undef }

# -- sections 1 and 2: an entry, a chain

sub entry_of {
    my ($raw) = @_;
    my $value = parse($raw);
    return ( undef, 'unreadable' ) unless $value;
    my $entry = table($value);
    my $fields = 'actor body file happened_at kind n prev recorded_at role texts v';
    my $right = $entry && join( ' ', sort keys %$entry ) eq $fields;
    $right &&= is( $entry->{v}, 'number' ) && $entry->{v}[1] eq '1' && is( $entry->{n}, 'number' );
    for my $name (qw(file prev kind recorded_at actor role)) { $right &&= is( $entry->{$name}, 'string' ) }
    $right &&= $entry->{recorded_at}[1] =~ /\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z\z/;
    $right &&= is( $entry->{happened_at}, 'null' )
      || ( is( $entry->{happened_at}, 'string' )
        && $entry->{happened_at}[1] =~ /\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?Z\z/ );
    $right &&= is( $entry->{body}, 'object' ) && is( $entry->{texts}, 'object' );
    $right &&= !grep { !is( $_->[1], 'string' ) } @{ $entry->{texts}[1] } if $right;
    return ( undef, 'wrong-fields' ) unless $right;
    my $bytes = canonical($value);
    return ( undef, 'not-canonical' ) unless defined $bytes && $bytes eq $raw;
    return ( $entry, '' );
}

sub check_chain {
    my ( $rows, $file, $texts, @heads ) = @_;
    my ( $prev, $latest, $n ) = ( '0' x 64, '', 0 );
    my ( @entries, @marks );
    for my $row (@$rows) {
        my ( $raw, $recorded ) = @$row;
        $n++;
        my ( $entry, $wrong ) = entry_of($raw);
        my $mark = sha256_hex( "breach-entry-1\n" . $raw );
        push @marks, $mark;
        if ( !$entry ) { fault( $n, $wrong ) }
        else {
            fault( $n, 'hash-differs' )   if $mark ne $recorded;
            fault( $n, 'other-file' )     if $entry->{file}[1] ne $file;
            fault( $n, 'number-differs' ) if $entry->{n}[1] ne $n;
            fault( $n, 'link-broken' )    if $entry->{prev}[1] ne $prev;
            my $at = $entry->{recorded_at}[1];
            if ( $at lt $latest ) {
                if   ( exists table( $entry->{body} )->{host_clock_back_s} ) { remark( $n, 'clock-back-declared' ) }
                else                                                         { fault( $n, 'clock-backwards' ) }
            }
            $latest = $at if $at gt $latest;
            for my $pair ( @{ $entry->{texts}[1] } ) {
                my $held = $texts->{ $pair->[1][1] } or next;
                fault( $n, 'text-differs' ) if hmac_sha256_hex( $held->[1], $held->[0] ) ne $pair->[1][1];
            }
            push @entries, $entry;
        }
        $prev = $mark;
        for my $head (@heads) { fault( $n, 'head-differs' ) if $head->[0] == $n && $head->[1] ne $mark }
    }
    for my $head (@heads) { fault( $n, 'tail-cut' ) if $head->[0] > $n }
    return ( \@entries, \@marks );
}

# -- section 6: the archive

sub crc32 {
    my ($bytes) = @_;
    our @table;
    @table = map { my $c = $_; $c = $c & 1 ? 0xEDB88320 ^ ( $c >> 1 ) : $c >> 1 for 1 .. 8; $c } 0 .. 255 unless @table;
    my $crc = 0xFFFFFFFF;
    $crc = $table[ ( $crc ^ $_ ) & 0xFF ] ^ ( $crc >> 8 ) for unpack 'C*', $bytes;
    return $crc ^ 0xFFFFFFFF;
}

sub laid_out {
    my ($members) = @_;
    my ( $local, $central ) = ( '', '' );
    for my $name ( sort keys %$members ) {
        my $body = $members->{$name};
        my @sizes = ( crc32($body), length $body, length $body );
        my $at = length $local;
        $local .= pack( 'a4 v v v v v V V V v v', "PK\3\4", 20, 0, 0, 0, 33, @sizes, length $name, 0 ) . $name . $body;
        $central .= pack( 'a4 v v v v v v V V V v v v v v V V', "PK\1\2", 0x0314, 20, 0, 0, 0, 33, @sizes, length $name, 0, 0, 0, 0, 0x81A40000, $at ) . $name;
    }
    my $count = keys %$members;
    return $local . $central . pack( 'a4 v v v v V V v', "PK\5\6", 0, 0, $count, $count, length $central, length $local, 0 );
}

sub take_apart {
    my ($data) = @_;
    my ( %members, $at );
    $at = 0;
    die "archive-too-large\n" if length $data > $LARGEST_ARCHIVE;
    while ( substr( $data, $at, 4 ) eq "PK\3\4" ) {
        die "archive-truncated\n" if $at + 30 > length $data;
        my ( undef, undef, $flags, $method, undef, undef, undef, $packed, $size, $long, $extra ) = unpack 'a4 v v v v v V V V v v', substr $data, $at, 30;
        my $start = $at + 30 + $long + $extra;
        my $name = substr $data, $at + 30, $long;
        die "archive-encrypted\n"    if $flags & 1;
        die "archive-compressed\n"   if $method != 0;
        die "archive-header\n"       if $flags || $packed != $size;
        die "archive-truncated\n"    if $start + $size > length $data;
        die "archive-member-name\n"  if $name !~ /\A$NAME\z/;
        die "archive-member-twice\n" if exists $members{$name};
        die "archive-too-large\n"    if keys %members >= $MOST_MEMBERS;
        $members{$name} = substr $data, $start, $size;
        $at = $start + $size;
        last if $at >= length $data;
    }
    die "archive-unreadable\n" unless %members;
    return \%members;
}

sub compare_archive {
    my ( $data, $members ) = @_;
    my $made = laid_out($members);
    return if $made eq $data;
    if    ( length $data > length $made && substr( $data, 0, length $made ) eq $made ) { fault( 0, 'archive-extra-bytes' ) }
    elsif ( length $data < length $made && substr( $made, 0, length $data ) eq $data ) { fault( 0, 'archive-truncated' ) }
    else                                                                               { fault( 0, 'archive-bytes-differ' ) }
    return;
}

sub lines {
    my ($raw) = @_;
    my @held = split /\n/, $raw, -1;
    pop @held if @held && $held[-1] eq '';
    return @held;
}

sub verify_export {
    my ( $data, $given ) = @_;
    my $members = eval { take_apart($data) };
    if ( !$members ) { chomp( my $why = $@ ); fault( 0, $why ); return }
    compare_archive( $data, $members );
    return fault( 0, 'member-missing' ) unless exists $members->{'manifest.json'};
    my $manifest = table( parse( $members->{'manifest.json'} ) );
    return fault( 0, 'manifest-format' ) if $manifest && $manifest->{format} && !( is( $manifest->{format}, 'string' ) && $manifest->{format}[1] eq 'breach-export-1' );
    my $right = $manifest && join( ' ', sort keys %$manifest ) eq 'entries exercise file format head made_at members ref store';
    $right &&= is( $manifest->{file}, 'string' ) && is( $manifest->{ref}, 'string' ) && is( $manifest->{head}, 'string' );
    $right &&= is( $manifest->{exercise}, 'true' ) || is( $manifest->{exercise}, 'false' );
    $right &&= is( $manifest->{entries}, 'number' ) && table( $manifest->{members} );
    $right &&= !grep { !is( $_->[1], 'string' ) } @{ $manifest->{members}[1] } if $right;
    return fault( 0, 'member-unreadable' ) unless $right;

    my $listed = table( $manifest->{members} );
    my %wanted = map { $_ => 1 } keys %$listed, @NEEDED;
    exists $members->{$_} or fault( 0, 'member-missing' ) for sort keys %wanted;
    for my $name ( sort keys %$members ) {
        next if $name eq 'manifest.json';
        if    ( !exists $listed->{$name} )                                    { fault( 0, 'member-added' ) }
        elsif ( sha256_hex( $members->{$name} ) ne $listed->{$name}[1] )      { fault( 0, 'member-differs' ) }
    }
    verify_contents( $members, $manifest, $given );
    return;
}

sub verify_contents {
    my ( $members, $manifest, $given ) = @_;
    my $raw = $members->{'entries.jsonl'} // '';
    my @lines = lines($raw);
    my @recorded = lines( $members->{'hashes.txt'} // '' );
    my $count = $manifest->{entries}[1];
    fault( 0, 'member-unreadable' ) if @recorded != $count;
    fault( scalar @lines, 'line-unfinished' ) if length $raw && $raw !~ /\n\z/;
    fault( $count + 1 > 1 ? $count + 1 : 1, 'entries-added' ) if @lines > $count;
    my %texts = texts( $members->{'texts.jsonl'} // '' );
    my @rows = map { [ $lines[$_], $recorded[$_] // '' ] } 0 .. $#lines;
    my @heads = ( [ $count, $manifest->{head}[1] ], $given ? ($given) : () );
    my ( $entries, $marks ) = check_chain( \@rows, $manifest->{file}[1], \%texts, @heads );

    my $first = $entries->[0] && $entries->[0]{kind}[1] eq 'opened' ? table( $entries->[0]{body} ) : {};
    my $ref = string( $first->{ref} );
    my $agrees = defined $ref && $ref eq $manifest->{ref}[1] && $first->{exercise} && $first->{exercise}[0] eq $manifest->{exercise}[0];
    fault( 0, 'manifest-ref-differs' ) unless $agrees;

    my %named = map { $_->[1][1] => 1 } map { @{ $_->{texts}[1] } } @$entries;
    $named{$_} or fault( 0, 'text-unknown' ) for sort keys %texts;
    remark( 0, 'texts-absent' ) if grep { !$texts{$_} } keys %named;
    if ( exists $members->{'evidence.json'} ) {
        my $evidence = parse( $members->{'evidence.json'} );
        fault( 0, 'evidence-differs' ) unless $evidence && same( $evidence, evidence( $entries, \%texts ) );
    }
    my $people = table( parse( $members->{'people.json'} // '{}' ) );
    fault( 0, 'member-unreadable' ) if !$people || grep { !is( $_, 'string' ) } values %$people;
    my %by_number = map { $_->{n}[1] => $_ } @$entries;
    for my $name ( sort grep { /^drafts\// } keys %$members ) {
        my $n = $name =~ /\Adrafts\/([0-9]{4,9})-[a-z0-9.-]+\z/ ? $1 + 0 : 0;
        my $entry = $by_number{$n};
        fault( $n, 'draft-differs' ) unless $entry && holds( $entry->{body}, sha256_hex( $members->{$name} ) );
    }
    my $store = table( $manifest->{store} );
    vouched( $manifest->{file}[1], $entries, $marks, $members, $store ? string( $store->{file} ) : undef );
    my $after = $given ? $given->[0] : 0;
    remark( $after + 1, $after ? 'not-anchored-since' : 'not-anchored' ) if $after < @lines;
    return;
}

sub texts {
    my ($raw) = @_;
    my %texts;
    for my $line ( lines($raw) ) {
        my $held = table( parse($line) );
        my $right = $held && join( ' ', sort keys %$held ) eq 'fingerprint salt text' && !grep { !is( $_, 'string' ) } values %$held;
        $right &&= $held->{salt}[1] =~ /\A$HASH\z/ && !exists $texts{ $held->{fingerprint}[1] };
        if ( !$right ) { fault( 0, 'member-unreadable' ); return %texts }
        my $bytes = $held->{text}[1];
        utf8::encode($bytes);    # half a surrogate pair is written as it came: no text gives that fingerprint
        $texts{ $held->{fingerprint}[1] } = [ pack( 'H*', $held->{salt}[1] ), $bytes, $held->{text}[1] ];
    }
    return %texts;
}

sub evidence {
    my ( $entries, $texts ) = @_;
    my @list;
    for my $entry ( grep { $_->{kind}[1] eq 'evidence' } @$entries ) {
        my $marks = table( $entry->{texts} );
        my %words = map { $_ => $texts->{ $marks->{$_}[1] } } keys %$marks;
        my @pairs = map { [ $_ => $entry->{$_} ] } qw(n recorded_at happened_at actor role);
        push @list, [ 'object', [ @pairs, [ body => put_back( $entry->{body}, \%words ) ] ] ];
    }
    return [ 'array', \@list ];
}

sub put_back {
    my ( $value, $words ) = @_;
    my ( $kind, $held ) = @$value;
    return [ 'array', [ map { put_back( $_, $words ) } @$held ] ] if $kind eq 'array';
    return $value if $kind ne 'object';
    if ( @$held == 1 && $held->[0][0] eq '$text' && is( $held->[0][1], 'string' ) ) {
        my $text = $words->{ $held->[0][1][1] };
        return $text ? [ 'string', $text->[2] ] : ['null'];
    }
    return [ 'object', [ map { [ $_->[0], put_back( $_->[1], $words ) ] } @$held ] ];
}

sub holds {
    my ( $value, $mark ) = @_;
    my ( $kind, $held ) = @$value;
    return $held eq $mark if $kind eq 'string';
    return scalar grep { holds( $_, $mark ) } @$held if $kind eq 'array';
    return scalar grep { holds( $_->[1], $mark ) } @$held if $kind eq 'object';
    return 0;
}

# -- section 7: who vouched. Perl has no Ed25519 of its own: without CryptX, well-placed signatures are counted as not checked.

my $ED25519 = eval { require Crypt::PK::Ed25519; 1 };

# 1: right; 0: not; undef: not checked.
sub ed25519 {
    my ( $key, $signature, $said ) = @_;
    return undef unless $ED25519;
    my $right = eval { Crypt::PK::Ed25519->new->import_key_raw( pack( 'H*', $key ), 'public' )->verify_message( pack( 'H*', $signature ), $said ) };
    return $right ? 1 : 0;
}

# Whether who gave the key showed that they hold it: a signature of that key in the store's chain, copied into keys.json.
sub proved {
    my ( $key, $store ) = @_;
    my $given = $key->{proof};
    return remark( 0, 'key-unproved' ) if !$given || is( $given, 'null' ) || !defined $store;
    my ( $public, $proof ) = ( string( $key->{key} ), string($given) // '' );
    my $said = "breach-signing-key-1\n$store\n" . ( string( $key->{person} ) // '' ) . "\n$public\n";
    utf8::encode($said);
    my $shaped = $proof =~ /\A[0-9a-f]{128}\z/ && $public =~ /\A$HASH\z/;
    my $right = $shaped ? ed25519( $public, $proof, $said ) : 0;
    fault( 0, 'key-proof-differs' ) if defined $right && !$right;
    return;
}

sub vouched {
    my ( $file, $entries, $marks, $members, $store ) = @_;
    my ( $checked, $unchecked ) = ( 0, 0 );
    my $keys = parse( $members->{'keys.json'} // '[]' );
    if ( !is( $keys, 'array' ) || grep { my $key = table($_); !$key || !is( $key->{key}, 'string' ) } @{ $keys->[1] } ) {
        fault( 0, 'member-unreadable' );
        $keys = [ 'array', [] ];
    }
    my %known = map { my $key = table($_); $key->{key}[1] => $key } @{ $keys->[1] };
    proved( table($_), $store ) for @{ $keys->[1] };
    for my $entry (@$entries) {
        my ( $n, $kind, $body ) = ( $entry->{n}[1], $entry->{kind}[1], table( $entry->{body} ) );
        if ( $kind eq 'signature' ) {
            my ( $key, $signature, $scope ) = map { string( $body->{$_} ) // '' } qw(key signature scope);
            my $right = $key =~ /\A$HASH\z/ && $signature =~ /\A[0-9a-f]{128}\z/ && $scope =~ /\A(?:entry|head)\z/;
            $right &&= earlier( $n, $body->{entry}, $body->{hash}, $marks );
            if ( !$right ) { fault( $n, 'signature-misplaced' ); next }
            my $said = "breach-signature-1\n$scope\n$file\n$body->{entry}[1]\n$body->{hash}[1]\n";
            my $held = ed25519( $key, $signature, $said );
            if ( defined $held && !$held ) { fault( $n, 'signature-differs' ); next }
            defined $held ? $checked++ : $unchecked++;
            if ( !$known{$key} ) { remark( $n, 'signer-unknown' ) }
            else {
                my ( $until, $since ) = map { string( $known{$key}{$_} ) } qw(revoked_at doubted_from);
                my $at = $entry->{recorded_at}[1];
                if    ( defined $until && $until le $at ) { remark( $n, 'signer-revoked' ) }
                elsif ( defined $since && $since le $at ) { remark( $n, 'signer-doubted' ) }
                elsif ( defined $until )                  { remark( $n, 'signer-revoked-later' ) }
            }
        }
        elsif ( $kind eq 'anchored' ) {
            if ( !earlier( $n, $body->{n}, $body->{head}, $marks ) ) { fault( $n, 'anchor-differs' ); next }
            next unless ( string( $body->{method} ) // '' ) eq 'rfc3161';
            my $token = $members->{ sprintf 'drafts/%04d-anchored.tsr', $n };
            next unless defined $token;
            if   ( index( $token, pack 'H*', $body->{head}[1] ) < 0 ) { fault( $n, 'token-differs' ) }
            else                                                      { remark( $body->{n}[1], 'token-unchecked' ) }
        }
    }
    remark( 0, 'signed' ) if $checked;
    remark( 0, 'signatures-unchecked' ) if $unchecked;
    return;
}

sub earlier {
    my ( $own, $number, $mark, $marks ) = @_;
    my ( $n, $hash ) = ( number($number), string($mark) );
    return defined $n && defined $hash && $n =~ /\A[1-9][0-9]{0,8}\z/ && $n < $own && $n <= @$marks && $marks->[ $n - 1 ] eq $hash;
}

# -- the command line

sub slurp {
    my ($path) = @_;
    -f $path or exit 2;
    open my $in, '<:raw', $path or exit 2;
    local $/;
    return scalar <$in>;
}

sub head_of {
    my ($text) = @_;
    return undef unless defined $text;
    $text =~ /\A([0-9]{1,9}):($HASH)\z/ or exit 2;
    return [ $1, $2 ];
}

if ( @ARGV && $ARGV[0] eq '--chain' ) {
    my ( undef, $file, $path, $head ) = @ARGV;
    my @rows;
    for my $line ( lines( slurp($path) ) ) {
        my $row = table( parse($line) );
        my $raw = $row->{hex} ? pack( 'H*', $row->{hex}[1] ) : $row->{raw}[1];
        utf8::encode($raw) unless $row->{hex};
        push @rows, [ $raw, $row->{hash}[1] ];
    }
    check_chain( \@rows, $file, {}, $head ? ( head_of($head) ) : () );
}
else {
    @ARGV == 1 || @ARGV == 2 or exit 2;
    verify_export( slurp( $ARGV[0] ), head_of( $ARGV[1] ) );
}
print "fault $_->[0] $_->[1]\n"  for @faults;
print "remark $_->[0] $_->[1]\n" for @remarks;
exit( @faults ? 1 : 0 );
