#!/usr/bin/env bash
# Makes the databases in this folder with RPM itself; README.md says what is in them.
# Needs Debian's rpm (4.18), db5.3-util, sqlite3 and perl, and root: rpm changes its root folder. Debian's rpm can't write ndb:
# RPM_WITH_NDB names one that can (built from RPM's source with --enable-ndb).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rpm_ndb=${RPM_WITH_NDB:-rpm}
export SOURCE_DATE_EPOCH=1700000000
cd "$work"

# build <file digest algorithm> <spec>
build() {
  rpmbuild -bb --quiet --define "_topdir $work/build" --define "_rpmdir $work/rpms" \
    --define '_build_id_links none' --define 'debug_package %{nil}' --define '__os_install_post %{nil}' \
    --define '_buildhost drydock' --define 'use_source_date_epoch_as_buildtime 1' \
    --define "_binary_filedigest_algorithm $1" "$2"
}

header() {
  printf 'Name: %s\nVersion: %s\nRelease: 1\nSummary: a package for tests\nLicense: Apache-2.0\nBuildArch: noarch\n' "$1" "$2"
  printf 'AutoReqProv: no\n%%description\nFor tests.\n'
}

# The tests make the same contents: "<path>\n", or the text that is named here.
key='a key that a package ships for its tests'
{
  header drydock-keys 1.2
  cat <<SPEC
%install
mkdir -p %{buildroot}/usr/share/keys/dir %{buildroot}/etc %{buildroot}/lib/keys %{buildroot}/var/log
echo '$key' | tee %{buildroot}/usr/share/keys/key.pem %{buildroot}/etc/key.conf > %{buildroot}/lib/keys/key.pem
echo '$key' > '%{buildroot}/usr/share/keys/schlüssel with spaces.pem'
echo other > %{buildroot}/usr/share/keys/other.pem
ln -s key.pem %{buildroot}/usr/share/keys/link.pem
: > %{buildroot}/usr/share/keys/empty
: > %{buildroot}/var/log/keys.log
%files
%dir /usr/share/keys/dir
/usr/share/keys/*.pem
/usr/share/keys/empty
%config(noreplace) /etc/key.conf
/lib/keys/key.pem
%ghost /var/log/keys.log
SPEC
} > keys.spec
build 8 keys.spec

{
  header drydock-many 1.0
  cat <<'SPEC'
%install
for folder in $(seq 30); do
  mkdir -p %{buildroot}/usr/lib/many/$folder
  for file in $(seq 40); do echo /usr/lib/many/$folder/$file > %{buildroot}/usr/lib/many/$folder/$file; done
done
%files
/usr/lib/many
SPEC
} > many.spec
build 8 many.spec

# Enough packages for inner pages of SQLite's tree and several buckets of Berkeley DB's.
{
  header drydock-small 1.0
  printf '%%install\nmkdir -p %%{buildroot}/usr/lib/small\n'
  printf 'for file in $(seq 30); do echo /usr/lib/small/$file > %%{buildroot}/usr/lib/small/$file; done\n'
  for number in $(seq 30); do
    printf '%%package %s\nSummary: a package for tests\nAutoReqProv: no\n%%description %s\nFor tests.\n' "$number" "$number"
    printf '%%files %s\n/usr/lib/small/%s\n' "$number" "$number"
  done
} > small.spec
build 8 small.spec

for algorithm in 1:md5 2:sha1 10:sha512; do
  name=${algorithm#*:}
  {
    header "drydock-$name" 1.0
    printf '%%install\nmkdir -p %%{buildroot}/usr/share/%s\necho "%s" > %%{buildroot}/usr/share/%s/key.pem\n' "$name" "$key" "$name"
    printf '%%files\n/usr/share/%s/key.pem\n' "$name"
  } > "$name.spec"
  build "${algorithm%%:*}" "$name.spec"
done

{
  header drydock-removed 1.0
  printf '%%install\nmkdir -p %%{buildroot}/usr/share/removed\necho "%s" > %%{buildroot}/usr/share/removed/key.pem\n' "$key"
  printf '%%files\n/usr/share/removed/key.pem\n'
} > removed.spec
build 8 removed.spec

# late: installed while another process reads the database, so that it is in SQLite's write-ahead log alone
{
  header drydock-late 1.0
  printf '%%install\nmkdir -p %%{buildroot}/usr/share/late\necho "%s" > %%{buildroot}/usr/share/late/key.pem\n' "$key"
  printf '%%files\n/usr/share/late/key.pem\n'
} > late.spec
build 8 late.spec

# install_all <rpm> <backend> <root>
install_all() {
  local rpm=("$1" --root "$3" --dbpath /var/lib/rpm --define "_db_backend $2" --nosignature)
  mkdir -p "$3/var/lib/rpm"
  "${rpm[@]}" --initdb
  "${rpm[@]}" --install --nodeps rpms/noarch/drydock-{removed,keys,md5,sha1,sha512}-*.rpm rpms/noarch/drydock-small-*.rpm
  if [ "$2" = sqlite ]; then sqlite3 "$3/var/lib/rpm/rpmdb.sqlite" ".backup $work/before.sqlite"; fi
  "${rpm[@]}" --erase --nodeps drydock-removed drydock-small-13
  "${rpm[@]}" --install --nodeps rpms/noarch/drydock-many-*.rpm
}
install_all rpm sqlite "$work/sqlite"
install_all "$rpm_ndb" ndb "$work/ndb"

database=$work/sqlite/var/lib/rpm/rpmdb.sqlite
gzip -9nc "$database" > "$here/rpmdb.sqlite.gz"
gzip -9nc "$work/ndb/var/lib/rpm/Packages.db" > "$here/Packages.db.gz"

# Berkeley DB's hash table, which RPM can no longer write: made by Berkeley DB of the headers in SQLite's, packages
# removed and added afterwards. Keys are numbers in the machine's byte order; number 0 holds the next one.
dump() {
  local order=$1 page=$2 number blob
  printf 'VERSION=3\nformat=bytevalue\ntype=hash\ndb_lorder=%s\ndb_pagesize=%s\nHEADER=END\n' "$order" "$page"
  printf ' 00000000\n ff000000\n'
  sqlite3 "$work/before.sqlite" 'SELECT hnum, hex(blob) FROM Packages' | while IFS='|' read -r number blob; do
    printf ' %s\n %s\n' "$(key "$order" "$number")" "${blob,,}"
  done
  printf 'DATA=END\n'
}
key() {
  if [ "$1" = 1234 ]; then printf '%02x%02x0000' $(($2 % 256)) $(($2 / 256)); else printf '%08x' "$2"; fi
}
make_berkeley() {
  local order=$1 page=$2 file=$3 number blob
  dump "$order" "$page" | db5.3_load "$file"
  {
    sqlite3 "$work/before.sqlite" 'SELECT hnum FROM Packages' | while read -r number; do
      test -n "$(sqlite3 "$database" "SELECT 1 FROM Packages WHERE hnum = $number")" || echo "$(key "$order" "$number")"
    done
    sqlite3 "$database" 'SELECT hnum, hex(blob) FROM Packages' | while IFS='|' read -r number blob; do
      test -n "$(sqlite3 "$work/before.sqlite" "SELECT 1 FROM Packages WHERE hnum = $number")" || echo "$(key "$order" "$number") $blob"
    done
  } | perl -MDB_File -MFcntl -e '
    tie my %packages, "DB_File", $ARGV[0], O_RDWR, 0644, $DB_HASH or die $!;
    while (<STDIN>) {
      my ($key, $blob) = map { pack "H*", $_ } split;
      if (defined $blob) { $packages{$key} = $blob } else { delete $packages{$key} }
    }' "$file"
  gzip -9nc "$file" > "$here/$(basename "$file").gz"
}
make_berkeley 1234 4096 "$work/Packages"
# As on s390x, and with small pages.
make_berkeley 4321 512 "$work/Packages-big-endian"

mkfifo "$work/reading" "$work/done"
sqlite3 "$database" <<SQL &
.output $work/reading
BEGIN; SELECT count(*) FROM Packages;
.output stdout
.shell cat $work/done >/dev/null
SQL
cat "$work/reading" >/dev/null
rpm --root "$work/sqlite" --dbpath /var/lib/rpm --define '_db_backend sqlite' --nosignature --install --nodeps rpms/noarch/drydock-late-*.rpm
# The database itself has not changed.
gzip -9nc "$database" | cmp - "$here/rpmdb.sqlite.gz"
gzip -9nc "$database-wal" > "$here/rpmdb.sqlite-wal.gz"
echo > "$work/done"
wait
ls -l "$here"
