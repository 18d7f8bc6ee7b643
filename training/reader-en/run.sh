#!/usr/bin/env bash
# Trains and exports the reader. CORPORA is the folder with ud_english_ewt, uner_english_ewt, gum_open, re3d, polnear, riqua,
# wikigold, wnut17, crossner, factuality_uds_ih2 and factuality_megaveridicality2.
# START=WEIGHTS.pt goes on from an earlier reader (widen.py) instead of MiniLM; RATE is a factor of the learning rates.
set -euo pipefail
corpora=$(realpath "$1")
cd "$(dirname "$0")"
export PYTHONPATH="$PWD/../../src"
python train.py --data "$corpora" --out ../../.train/reader-en --pieces "${PIECES:-10000000}" \
  ${START:+--start "$START"} --rate "${RATE:-1.0}" ${SMALL:+--small}
python export.py ../../.train/reader-en "${OUT:-../../src/sayso/language/weights}"
