// Lines and reading of a row light up together; without this script nothing is missing.
let lit = [];
document.addEventListener("mouseover", (event) => {
  const line = event.target.closest("tr[data-row]");
  lit.forEach((one) => one.classList.remove("lit"));
  lit = line ? [...line.closest("table").querySelectorAll(`tr[data-row="${line.dataset.row}"]`)] : [];
  lit.forEach((one) => one.classList.add("lit"));
});
