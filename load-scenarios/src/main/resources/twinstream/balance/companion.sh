# Runs a program that ends, and whose folder goes, when our standard input ends: the system closes that however
# the process at its other end dies. $1 is the folder, the rest the program's command line.
folder=$1
shift
# Ctrl-C is for whoever started us, and reaches the program by the end of its standard input.
trap '' INT QUIT HUP
exec 3<&0

"$@" </dev/null >"$folder/log" 2>&1 3<&- &
program=$!

(
  read -r _
  kill -TERM "$program"
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    sleep 0.1
    kill -0 "$program" || exit
  done
  kill -KILL "$program"
) <&3 3<&- >/dev/null 2>&1 &
watch=$!

exec 3<&-
trap 'kill -TERM "$program"' TERM
echo "$program"
wait "$program"
code=$?
# Once more, as a signal to us ends a wait before the program does.
wait "$program" 2>/dev/null
trap '' TERM
kill -KILL "$watch" 2>/dev/null
[ "$code" = 0 ] || tail -n 5 "$folder/log"
rm -rf "$folder"
exit "$code"
