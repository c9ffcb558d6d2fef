// Headings that a filter leaves without a finding step back; without this script they stay, and nothing is missing.
function hush() {
  for (const place of document.querySelectorAll("article, main > section")) {
    const groups = [...place.querySelectorAll(".group")];
    const isEmpty = groups.length > 0 && groups.every((group) => getComputedStyle(group).display === "none");
    place.classList.toggle("hushed", isEmpty);
  }
}
document.addEventListener("change", (event) => {
  hush();
  if (event.target.name === "rule") document.querySelector(".rules")?.removeAttribute("open");
});
hush();  // a browser may remember what was ticked before
