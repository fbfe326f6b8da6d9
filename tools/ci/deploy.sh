#!/usr/bin/env bash
# Deploys a stack under the policies of its environment, unless that would cut off the data centre,
# disturb a running replication or lose what is kept, and nobody has allowed it. Wants STACK, PRESET,
# PULUMI_BACKEND_URL and the credentials of the deploying role; takes ALLOW_CHANGES as plan-gate.sh.
# Outputs are left out of the log: `pulumi stack output` has them.
set -euo pipefail
: "${STACK:?names the stack}" "${PRESET:?names a preset of the policy pack}"
: "${PULUMI_BACKEND_URL:?is where the state is, such as s3://bucket: a variable of the GitHub environment}"

tools/ci/plan-gate.sh | tee -a "${GITHUB_STEP_SUMMARY:-/dev/null}"
npx pulumi up --stack "$STACK" --yes --non-interactive --color never --suppress-outputs \
  --policy-pack policy-pack --policy-pack-config "policy-pack/presets/$PRESET.json"
