#!/usr/bin/env bash
# Previews a stack against its state, under the policies of its environment, and keeps the output and
# its section of the pull request's comment in preview/. Needs STACK, PRESET, PULUMI_BACKEND_URL and
# the credentials of a role that may read. Ends as the preview did.
set -uo pipefail
: "${PRESET:?names a preset of the policy pack}"
. tools/ci/stack.sh

mkdir -p preview
npx pulumi preview --stack "$STACK" --non-interactive --color never --diff --suppress-outputs \
  --policy-pack policy-pack --policy-pack-config "policy-pack/presets/$PRESET.json" \
  2>&1 | tee "preview/$STACK.txt"
code=${PIPESTATUS[0]}
tools/ci/change-guard.sh > "preview/$STACK.guard.md"
guard=$?
# A dangerous change needs a decision before the deployment, not before the merge.
[ "$code" -ne 0 ] || [ "$guard" -le 1 ] || code=$guard
# Without a plan on this machine the comment lacks the cost and the keys that settle findings.
npm start --silent -- --stack "$STACK" --quiet --json "preview/$STACK.plan.json" \
  --policy-pack-config "policy-pack/presets/$PRESET.json" > /dev/null || true
tools/ci/cost.sh "preview/$STACK.plan.json" > "preview/$STACK.cost.md" || true
npm run --silent findings-report -- "preview/$STACK.plan.json" > "preview/$STACK.findings.md" || true
npm run --silent preview-section -- "$STACK" "$code" "preview/$STACK.txt" "preview/$STACK.guard.md" \
  "preview/$STACK.cost.md" "preview/$STACK.findings.md" > "preview/$STACK.md"
tee -a "${GITHUB_STEP_SUMMARY:-/dev/null}" < "preview/$STACK.guard.md"
exit "$code"
