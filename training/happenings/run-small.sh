#!/usr/bin/env bash
# The recipe on a few texts; the result goes to .train/small.
set -euo pipefail
SMALL=1 EPOCHS=2 OUT="$(realpath "$(dirname "$0")/../..")/.train/small" exec "$(dirname "$0")/run.sh" "$1" "$2"
