#!/usr/bin/env bash
# Trains and exports the reader. CORPORA is the folder with ud_english_ewt, uner_english_ewt, gum_open, re3d, polnear.
set -euo pipefail
corpora=$(realpath "$1")
cd "$(dirname "$0")"
export PYTHONPATH="$PWD/../../src"
python train.py --data "$corpora" --out ../../.train/reader-en --pieces "${PIECES:-5000000}" ${SMALL:+--small}
python export.py ../../.train/reader-en "${OUT:-../../src/sayso/language/weights}"
