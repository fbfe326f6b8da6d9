#!/usr/bin/env bash
# Prints in Markdown what a stack costs a month, and how that differs from the commit before the pull
# request: the first parent of the merge that the workflow has checked out. Needs STACK, no account.
set -euo pipefail
: "${STACK:?names the stack}"

folder=$(mktemp -d)
trap 'git worktree remove --force "$folder/base" 2>/dev/null || true; rm -rf "$folder"' EXIT
plan() { npm start --silent -- --stack "$STACK" --no-policy-pack --quiet "$@" >/dev/null; }

plan --json "$folder/after.json"
# A new stack, and a checkout without its parent, have nothing to compare with.
if git worktree add --quiet --detach "$folder/base" HEAD^1 && [ -f "$folder/base/Pulumi.$STACK.yaml" ] &&
  ln -s "$PWD/node_modules" "$folder/base/node_modules" &&
  plan --cwd "$folder/base" --json "$folder/before.json"; then
  npm run --silent cost-report -- "$folder/before.json" "$folder/after.json"
else
  npm run --silent cost-report -- "$folder/after.json" "$folder/after.json"
fi
