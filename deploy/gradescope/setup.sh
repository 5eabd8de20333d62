#!/bin/sh
# Installs what an autograder needs, when Gradescope builds its image. Zip this file, run_autograder and workshop.tar.gz without a folder around them:
#
#   git archive --format=tar.gz --output=deploy/gradescope/workshop.tar.gz HEAD
#   cd deploy/gradescope && zip autograder.zip setup.sh run_autograder workshop.tar.gz
set -eu
go=1.26.0
apt-get update
apt-get install -y --no-install-recommends ca-certificates curl gcc git libc6-dev
curl -fsSL "https://go.dev/dl/go$go.linux-$(dpkg --print-architecture).tar.gz" | tar -xz -C /usr/local
export PATH="/usr/local/go/bin:$PATH"
mkdir -p /opt/workshop
tar -xzf /autograder/source/workshop.tar.gz -C /opt/workshop
cd /opt/workshop
go build -o /usr/local/bin/checker ./checker
checker doctor --prepare # the standard library is compiled once, and not for each student
