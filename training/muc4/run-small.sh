#!/bin/sh
# run-small.sh CORPORA: the same on sixty reports, into small-run/: to see that it runs
set -eu
cd "$(dirname "$0")"
mkdir -p small-run
REPORTS=60 python train.py "$1" small-run/weights.npz
