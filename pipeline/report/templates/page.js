"use strict";
// The switches work without a script; this remembers them, and opens what is folded before printing.
(() => {
  const root = document.documentElement;
  const read = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const write = (key, value) => { try { localStorage.setItem(key, value); } catch { /* a private window */ } };
  const follow = () => { root.lang = document.querySelector("input[name=language]:checked").value; };
  for (const name of ["language", "theme"]) {
    const key = "klue-report-" + name;
    const inputs = [...document.querySelectorAll("input[name=" + name + "]")];
    const before = inputs.find((input) => input.value === read(key));
    if (before) before.checked = true;
    for (const input of inputs) {
      input.addEventListener("change", () => { write(key, input.value); follow(); });
    }
  }
  follow();
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const details of folded) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of folded) details.open = false;
  });
})();
