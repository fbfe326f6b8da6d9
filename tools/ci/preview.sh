#!/usr/bin/env bash
# Previews a stack against its state, under the policies of its environment, and keeps what was said
# in preview/ for the comment on the pull request, with the changes that a deployment would not make
# before somebody allows them. Wants STACK, PRESET, PULUMI_BACKEND_URL and the credentials of a role
# that may read. Ends as the preview did.
set -uo pipefail
: "${STACK:?names the stack}" "${PRESET:?names a preset of the policy pack}"
: "${PULUMI_BACKEND_URL:?is where the state is, such as s3://bucket: a variable of the GitHub environment}"

mkdir -p preview
npx pulumi preview --stack "$STACK" --non-interactive --color never --diff --suppress-outputs \
  --policy-pack policy-pack --policy-pack-config "policy-pack/presets/$PRESET.json" \
  2>&1 | tee "preview/$STACK.txt"
code=${PIPESTATUS[0]}
if [ "$code" -eq 0 ]; then
  tools/ci/plan-gate.sh > "preview/$STACK.gate.md"
  gate=$?
  # A change that wants a decision is no fault of the pull request.
  [ "$gate" -le 1 ] || code=$gate
  tee -a "${GITHUB_STEP_SUMMARY:-/dev/null}" < "preview/$STACK.gate.md"
fi
echo "$code" > "preview/$STACK.exit"
exit "$code"
