#!/bin/sh
# Not a language that is read; owned all the same.
python -m legacy_shop.report > /var/reports/$(date +%F).txt
