#!/bin/sh
# Runs workerd for as long as the process that started it lives, even if that one is killed and can stop nothing.
echo "$$" > "$IZVOR_PID_FILE"
me=$$
parent=$PPID
(
  while kill -0 "$parent" && kill -0 "$me"; do sleep 1; done
  kill -9 "$me"
) < /dev/null > /dev/null 2>&1 3>&- &
# Ctrl-C reaches the whole group: the process that started this one decides when it stops.
trap '' INT HUP
exec "$IZVOR_WORKERD" "$@"
