#!/bin/sh
# run.sh CORPORA: learn the models of `sayso predict muc4` and write them beside the code that uses them
set -eu
cd "$(dirname "$0")"
python train.py "$1"
