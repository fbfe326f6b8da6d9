#!/usr/bin/env bash
# Deploys a stack under the policies of its environment, unless a change is dangerous and not
# allowed. Needs STACK, PRESET, PULUMI_BACKEND_URL and the credentials of the deploying role; takes
# ALLOW_CHANGES as change-guard.sh. `pulumi stack output` shows the outputs, which the log leaves out.
set -euo pipefail
: "${PRESET:?names a preset of the policy pack}"
. tools/ci/stack.sh

tools/ci/change-guard.sh | tee -a "${GITHUB_STEP_SUMMARY:-/dev/null}"
npx pulumi up --stack "$STACK" --yes --non-interactive --color never --suppress-outputs \
  --policy-pack policy-pack --policy-pack-config "policy-pack/presets/$PRESET.json"
