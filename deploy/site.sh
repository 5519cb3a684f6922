#!/bin/sh
# 花呗开通自查：在服务器上放上、更新、退回、清理、探测。跟着发布包一起来，用 root 运行。
#
#   sh site.sh update 发布包.zip    放上或更新到这一版；网站不中断，证书和自己的配置不动
#   sh site.sh rollback             退回上一版；再来一次又回到这一版。后面写版本名，就换到那一版
#   sh site.sh list                 有哪些版本，现在是哪一个
#   sh site.sh prune [几个]         只留最近几个（不写是 3 个），现在的和上一个总是留着；更新时自己会做
#   sh site.sh probe [网址]         网站通不通，送出来的是不是现在这一版；不对就说一句，退出码 1
#
# 各版都在 /srv/huabei-check/releases/ 里，current 指着现在的这一版。
# 可以改的：HUABEI_HOME（放在哪里）、HUABEI_KEEP（留几个）、HUABEI_RELOAD（怎样让服务器重读配置）。
set -eu
umask 022 # 不管管理员自己设的是什么，网页服务器都读得到

home=${HUABEI_HOME:-/srv/huabei-check}
keep=${HUABEI_KEEP:-3}
releases=$home/releases

say() { printf '%s\n' "$*"; }
die() { printf '%s\n' "$*" >&2; exit 1; }

current() { readlink "$home/current" 2>/dev/null | sed 's|.*/||'; }
previous() { readlink "$home/previous" 2>/dev/null | sed 's|.*/||'; }

lock() {
  mkdir -p "$releases" 2>/dev/null || die "写不了 $home，请用 root 运行。"
  mkdir "$home/.lock" 2>/dev/null || die "另一次更新正在进行。确定没有的话，删掉 $home/.lock 再来。"
  trap 'rm -rf "$home/.lock" "$releases"/.new.*' EXIT
  trap 'exit 130' HUP INT TERM
}

# 发布包旁边有 SHA256SUMS 的，先核对。
verify() {
  sums=$(dirname "$1")/SHA256SUMS
  [ -f "$sums" ] || return 0
  line=$(grep -E " [ *]?$(basename "$1")\$" "$sums") || die "SHA256SUMS 里没有 $(basename "$1")。"
  (cd "$(dirname "$1")" && printf '%s\n' "$line" | sha256sum --check --quiet -) || die "$1 和 SHA256SUMS 对不上，没有更新。"
}

unpack() { # 发布包 → 文件夹
  mkdir -p "$2"
  if command -v unzip >/dev/null 2>&1; then unzip -q "$1" -d "$2"
  elif command -v python3 >/dev/null 2>&1; then python3 -m zipfile -e "$1" "$2"
  else die "解不开 $1：请先装 unzip。"; fi || die "解不开 $1，没有更新。"
}

# 一版自己的、内容进了文件夹名的文件夹，例如 runtime/5cd2…。
own() { (cd "$1/site" && ls -d runtime/*/ engine/*/ 2>/dev/null) || true; }

# 正开着别的版本的页面的人，还会来要那一版的 runtime/ 和 engine/：用硬链接放到这一版旁边，不多占地方。
carry() {
  for other in "$releases"/*/; do
    [ "$other" = "$releases/$1/" ] && continue
    while read -r folder; do
      from=$other/site/$folder to=$releases/$1/site/$folder
      [ -e "$to" ] || [ ! -d "$from" ] || { mkdir -p "$(dirname "$to")" && { cp -al "$from" "${to%/}" 2>/dev/null || cp -a "$from" "${to%/}"; }; }
    done < "$other/own"
  done
}

# 服务器凭改动时间和大小判断一个文件变没变，包里的时间却都一样：大小碰巧没变的新文件，读者就一直拿不到。
# 所以都写成现在；和正在用的这一版逐字节相同的，沿用原来的时间，读者不用再取一遍。
date_files() {
  find "$1" -type f -exec touch {} +
  (cd "$1" && find . -type f) | while read -r file; do
    ! cmp -s "$1/$file" "$home/current/site/$file" || touch -r "$home/current/site/$file" "$1/$file"
  done
}

point() { # 换链接：一步换成，没有哪一刻是空的
  ln -sfn "$2" "$home/.$1.new" && mv -fT "$home/.$1.new" "$home/$1"
}

is_running() { pgrep -x "$1" >/dev/null 2>&1 || systemctl is-active --quiet "$1" 2>/dev/null || [ -s "/run/$1.pid" ]; }

reload() {
  if [ -n "${HUABEI_RELOAD:-}" ]; then sh -c "$HUABEI_RELOAD"
  elif is_running nginx; then nginx -t -q && nginx -s reload 2>/dev/null
  elif is_running caddy; then
    caddy validate --adapter caddyfile --config /etc/caddy/Caddyfile >/dev/null && systemctl reload caddy
  else say "没有看到正在运行的 nginx 或 Caddy：启动它以后，网站就在。"; fi
}

activate() {
  before=$(current)
  carry "$1"
  point current "releases/$1"
  if ! reload; then
    [ -z "$before" ] || point current "releases/$before"
    die "服务器不接受这一版的配置（原因在上面），已经换回 ${before:-原样}。"
  fi
  [ -z "$before" ] || [ "$before" = "$1" ] || point previous "releases/$before"
  say "现在是 $1${before:+，上一个是 $before}。"
}

update() {
  [ -f "${1:-}" ] || die "用法：sh site.sh update 发布包.zip"
  verify "$1"
  lock
  scratch=$releases/.new.$$
  unpack "$1" "$scratch"
  found=$(find "$scratch" -maxdepth 3 -path '*/site/BUILD.json')
  [ -n "$found" ] || die "$1 不是网站的发布包：里面没有 site/BUILD.json。没有更新。"
  new=$(dirname "$(dirname "$found")")
  version=$(sed -n 's/^ *"version": "\([^"]*\)".*/\1/p' "$found" | head -n 1)
  name=${version:-0}-$(date +%Y%m%d-%H%M%S)
  while [ -e "$releases/$name" ]; do sleep 1; name=${version:-0}-$(date +%Y%m%d-%H%M%S); done
  chmod -R u=rwX,go=rX "$new"
  date_files "$new/site"
  own "$new" > "$new/own"
  [ "$home" = /srv/huabei-check ] || find "$new/hosting" -name '*.conf' -exec sed -i "s|/srv/huabei-check|$home|g" {} +
  mv "$new" "$releases/$name"
  activate "$name"
  prune "$keep"
  first
}

# 第一次：还没有哪个服务器块用到它，就说该写哪一行。
first() {
  [ -z "$(previous)" ] || return 0
  say "第一次：在自己的服务器块里写一行，以后的更新都不用再改。"
  say "  nginx：include $home/current/hosting/nginx/site.conf;"
  say "  Caddy：import $home/current/hosting/caddy/site.conf"
}

rollback() {
  lock
  to=${1:-$(previous)}
  [ -n "$to" ] || die "没有上一版可以退回。"
  [ -d "$releases/$to/site" ] || die "没有 $to 这一版。有的是：$(names | tr '\n' ' ')"
  activate "$to"
}

names() { (cd "$releases" 2>/dev/null && ls -1dt -- */ 2>/dev/null | sed 's|/$||') || true; } # 新的在前

list() {
  for name in $(names); do
    mark=
    [ "$name" = "$(current)" ] && mark='  ← 现在'
    [ "$name" = "$(previous)" ] && mark='  ← 上一个'
    say "$name$mark"
  done
}

prune() {
  case ${1:-} in '' | *[!0-9]*) die "留几个要写成数字。" ;; esac
  number=0
  for name in $(names); do
    number=$((number + 1))
    [ "$number" -le "$1" ] || [ "$name" = "$(current)" ] || [ "$name" = "$(previous)" ] || {
      rm -rf "${releases:?}/$name"
      say "清掉了 $name。"
    }
  done
}

probe() {
  address=${1:-$(cat "$home/current/hosting/address" 2>/dev/null || true)}
  [ -n "$address" ] || die "要探测的网址没有写：sh site.sh probe https://你的域名/"
  address=${address%/}/
  got=$(curl -fsS --max-time 20 "${address}BUILD.json") || die "$address 打不开。"
  [ "$got" = "$(cat "$home/current/site/BUILD.json")" ] || die "$address 送出来的不是现在这一版（$(current)）。"
  curl -fsSI --max-time 20 "${address}check/" | grep -qi '^content-security-policy:' || die "${address}check/ 没有安全头：服务器块里没有引入配置。"
  say "$address 正常，是 $(current)。"
}

command=${1:-}
[ $# -eq 0 ] || shift
case $command in
  update | rollback) "$command" "$@" ;;
  list) list ;;
  prune) lock && prune "${1:-$keep}" ;;
  probe) probe "$@" ;;
  *) sed -n '2,11p' "$0" | sed 's/^# \{0,1\}//' >&2; exit 2 ;;
esac
