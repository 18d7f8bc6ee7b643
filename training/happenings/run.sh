#!/usr/bin/env bash
# Trains the heads for happenings and their roles over a finished reader and exports all. READER is the checkpoint folder of training/reader-en,
# CORPORA the folder with gva_incidents, muc4, ecbplus, gum_open, polnear, re3d and ud_english_ewt (those that are not there are left out).
set -euo pipefail
reader=$(realpath "$1") corpora=$(realpath "$2")
cd "$(dirname "$0")"
export PYTHONPATH="$PWD/../../src"
python train.py --reader "$reader" --data "$corpora" --out ../../.train/happenings --epochs "${EPOCHS:-6}" ${SMALL:+--small}
python roles.py --reader ../../.train/happenings --data "$corpora" --out ../../.train/roles --epochs "${EPOCHS:-6}" ${SMALL:+--small}
cd ../reader-en
python export.py ../../.train/roles "${OUT:-../../src/sayso/language/weights}"
