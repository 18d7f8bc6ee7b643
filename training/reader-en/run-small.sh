#!/usr/bin/env bash
# The recipe on a few documents, in about two minutes; the result is no reader and goes to .train/small.
set -euo pipefail
SMALL=1 PIECES=100000 OUT="$(realpath "$(dirname "$0")/../..")/.train/small" exec "$(dirname "$0")/run.sh" "$1"
