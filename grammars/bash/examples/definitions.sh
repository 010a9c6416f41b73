#!/bin/bash
set -e
# - call set
source ./lib.sh
# - import ./lib.sh * _
. "$DIR/x.sh"
# - import $DIR/x.sh * _
foo() { echo "a $b ${c:-"$(date)"} $(ls -l | grep x)"; }
# - function foo
# - call echo from foo
# - call date from foo
# - call ls from foo
# - call grep from foo
function bar { local x=1; return 0; }
# - function bar
function dashed-name() (
# - function dashed-name
  subshell
  # - call subshell from dashed-name
)
my::fn () if true; then a; fi
# - function my::fn
# - call a from my::fn
outer() {
# - function outer
  inner() { b; }
  # - function outer.inner inside
  # - call b from outer.inner
  inner
  # - call inner from outer
}
cat <<EOF > out
# - call cat
  text $x $(date)
  # - call date
EOF
cat <<-'EOF'
# - call cat
	raw $x
	EOF
if [[ $a == b* && -f $f ]]; then
  cmd1 arg 'single' "dbl" \
  # - call cmd1
    more
elif [ "$x" = 1 ]; then :; else b; fi
# - call b
for i in a b c; do echo $i; done
# - call echo
while read -r l; do x; done < f
# - call read
# - call x
case $x in a|b) foo;; *) bar ;; esac
# - call foo
# - call bar
A=1 B=2 cmd
# - call cmd
arr=(a b
 c)
(( i++ )); x=$((1 + 2))
a && b || c; d &
# - call a
# - call b
# - call c
# - call d
foo | bar 2>&1 |
# - call foo
# - call bar
 baz
 # - call baz
x=`old`
# - call old
$cmd arg; "${arr[@]}" z; ./run.sh; git-log
# - call ? $cmd
# - call ? "${arr[@]}"
# - call ./run.sh
# - call git-log
trap 'cleanup' EXIT
# - call trap
