// The ledger's search: shows the rows that hold every word and both choices.
(() => {
  const form = document.querySelector(".ledger-filter");
  const rows = [...document.querySelectorAll("#ledger tbody tr")];
  const [words, lecture, verdict, count] = ["words", "lecture", "verdict", "count"].map((name) =>
    document.getElementById(`ledger-${name}`),
  );
  const texts = rows.map((row) => row.textContent.toLowerCase());

  function filter() {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, k) => {
      const fits =
        wanted.every((word) => texts[k].includes(word)) &&
        (!lecture.value || row.cells[0].textContent === lecture.value) &&
        (!verdict.value || row.cells[5].textContent === verdict.value);
      row.hidden = !fits;
      shown += fits;
    });
    count.value = `${shown} of ${rows.length} figures`;
  }

  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
})();
