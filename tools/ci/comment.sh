#!/usr/bin/env bash
# Puts the previews of this run into one comment on the pull request, and renews it on the next run.
# Wants GH_TOKEN, GH_REPO, PULL_REQUEST and GITHUB_RUN_ID.
set -euo pipefail
: "${GH_TOKEN:?}" "${GH_REPO:?}" "${PULL_REQUEST:?}" "${GITHUB_RUN_ID:?}"

marker='<!-- landing-zone-preview -->'
# GitHub takes 65,536 characters; the whole text is among the artifacts of the run.
characters_per_stack=17000
characters_per_gate=4000

gh run download "$GITHUB_RUN_ID" --pattern 'preview-*' --dir previews || mkdir -p previews

{
  echo "$marker"
  echo '## Preview'
  for stack in dev staging prod; do
    text="previews/preview-$stack/$stack.txt"
    if [ ! -f "$text" ]; then
      printf '\n**%s**: no preview; the job failed before it.\n' "$stack"
      continue
    fi
    case $(cat "previews/preview-$stack/$stack.exit") in
      0) verdict='previewed, no mandatory policy is violated' ;;
      *) verdict='**the preview failed or a mandatory policy is violated**' ;;
    esac
    printf '\n### %s\n\n' "$stack"
    gate="previews/preview-$stack/$stack.gate.md"
    [ ! -f "$gate" ] || head -c "$characters_per_gate" "$gate"
    printf '\n<details><summary>%s: %s</summary>\n\n~~~~~~~~diff\n' "$stack" "$verdict"
    head -c "$characters_per_stack" "$text"
    printf '\n~~~~~~~~\n'
    if [ "$(wc -c < "$text")" -gt "$characters_per_stack" ]; then
      echo 'Cut off here: the artifacts of the run have the whole text.'
    fi
    printf '</details>\n'
  done
} > comment.md

comments="repos/$GH_REPO/issues/$PULL_REQUEST/comments"
earlier=$(gh api "$comments" --paginate --jq ".[] | select(.body | startswith(\"$marker\")) | .id" | head -n 1)
if [ -n "$earlier" ]; then
  gh api --method PATCH "repos/$GH_REPO/issues/comments/$earlier" --field body=@comment.md --silent
else
  gh api --method POST "$comments" --field body=@comment.md --silent
fi
