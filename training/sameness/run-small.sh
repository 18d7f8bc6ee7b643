#!/bin/sh
# run-small.sh CORPORA: the same on a few reports and words, into small-run/
set -eu
cd "$(dirname "$0")"
python train.py "$1" --small
python train_mentions.py "$1" --small
