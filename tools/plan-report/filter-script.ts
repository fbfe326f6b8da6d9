/**
 * Filters the resource list by the text in its search box, which is hidden without it. Opens the
 * branches that lead to a match.
 */
export const filterScript = `
const search = document.querySelector("#resource-search");
const tree = document.querySelector("#resource-tree");
const status = document.querySelector("#resource-status");
const resources = [...tree.querySelectorAll("[data-search]")];
const branches = [...tree.querySelectorAll("details.component")];
search.closest("form").hidden = false;
search.closest("form").addEventListener("submit", (event) => event.preventDefault());
search.addEventListener("input", () => {
  const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let shown = 0;
  for (const resource of resources) {
    resource.hidden = !words.every((word) => resource.dataset.search.includes(word));
    shown += resource.hidden ? 0 : 1;
  }
  for (const branch of branches) {
    branch.hidden = branch.querySelector("[data-search]:not([hidden])") === null;
    branch.open = words.length > 0;
  }
  status.textContent = words.length === 0 ? "" : shown + " of " + resources.length + " resources";
});
`;
