#!/bin/sh
# A private RabbitMQ on the folder $1: what the container image does, with the machine's own program. PORT, EPMD_PORT, DIST_PORT and
# DEFINITIONS come from the environment.
set -eu
data=$1
[ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || { echo "RabbitMQ is not installed on this machine: run eng/setup.sh, which installs it." >&2; exit 1; }

mkdir -p "$data/node"
exec 9>"$data/held"
flock -n 9 || echo "Waiting until the RabbitMQ that still holds $data has gone ..."
flock -w 60 9 || { echo "Another RabbitMQ works on $data: stop it, or give another folder with --Data=FOLDER." >&2; exit 1; }

echo '[].' >"$data/enabled_plugins"
printf 'listeners.tcp.1 = 127.0.0.1:%s\nlog.console = true\nlog.file = false\nload_definitions = %s\n' "$PORT" "$DEFINITIONS" >"$data/rabbitmq.conf"

cd "$data"
export HOME="$data" ERL_EPMD_PORT="$EPMD_PORT" ERL_EPMD_ADDRESS=127.0.0.1 ERL_CRASH_DUMP="$data/erl_crash.dump"
setpriv --pdeathsig TERM -- epmd -port "$EPMD_PORT" -address 127.0.0.1 9>&- &

# ALLOW_INPUT makes the script replace itself by the broker; the node's name is part of the data and must stay.
export RABBITMQ_ALLOW_INPUT=1 RABBITMQ_NODENAME=dev@localhost RABBITMQ_DIST_PORT="$DIST_PORT" RABBITMQ_CONF_ENV_FILE=/dev/null \
  RABBITMQ_CONFIG_FILE="$data/rabbitmq.conf" RABBITMQ_ENABLED_PLUGINS_FILE="$data/enabled_plugins" RABBITMQ_LOG_BASE="$data" \
  RABBITMQ_MNESIA_BASE="$data" RABBITMQ_MNESIA_DIR="$data/node" \
  RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1} +sbwt none'
exec /usr/lib/rabbitmq/bin/rabbitmq-server -noinput
