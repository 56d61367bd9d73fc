"use strict";
// The switches work without a script; this remembers them, and folds and unfolds. What is folded is not printed.
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
  for (const name of ["unfold", "fold"]) {
    const button = document.getElementById(name);
    button.hidden = false;
    button.addEventListener("click", () => {
      for (const details of document.querySelectorAll("main details")) details.open = name === "unfold";
    });
  }
})();
