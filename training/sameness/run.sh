#!/bin/sh
# run.sh CORPORA: learn both models and write them into src/sayso/vocabulary
set -eu
cd "$(dirname "$0")"
python train.py "$1"
python train_mentions.py "$1"
