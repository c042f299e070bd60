// Live parts of the desk. Every page works without this file; it only saves waiting and typing twice.
"use strict";

/** Ask again how far a job is, and load the page anew when it has ended. */
function followJob(box) {
  const address = box.dataset.again;
  if (!address) return;
  const ask = async () => {
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" } });
      const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
      const state = parsed.querySelector("[data-state]");
      if (state && state.dataset.state !== "running") { location.reload(); return; }
      const bar = parsed.querySelector("progress");
      if (bar) box.querySelector("progress").value = bar.value;
      const said = box.querySelector("[role=status]");
      if (state && Date.now() - (followJob.said || 0) > 5000) { said.textContent = state.textContent; followJob.said = Date.now(); }
    } catch { /* the desk may be busy; ask again */ }
    setTimeout(ask, 1000);
  };
  setTimeout(ask, 1000);
}

/** Say of a form's fields what is wrong with them as soon as one is left; only fields that were touched. */
function checkForm(form) {
  const touched = new Set();
  let last = 0;
  form.addEventListener("focusout", async event => {
    const name = event.target.name;
    if (!name) return;
    touched.add(name);
    const number = ++last;
    const answer = await fetch(form.dataset.check, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    if (!answer.ok || number !== last) return;
    const faults = await answer.json();
    let wrong = 0;
    for (const one of touched) wrong += mark(form.elements[one], one, faults[one]) ? 1 : 0;
    const told = document.getElementById("told");
    told.textContent = wrong ? told.dataset.bad.replace("{count}", wrong) : told.dataset.good;
  });
}

function mark(field, name, words) {
  if (!field || !field.closest) return false;
  const box = field.closest(".field");
  if (!box) return false;
  let said = document.getElementById("e-" + name);
  if (!said) {
    said = document.createElement("span");
    said.className = "fault";
    said.id = "e-" + name;
    field.before(said);
  }
  said.textContent = (words || []).join(" ");
  box.classList.toggle("wrong", Boolean(words));
  if (words) {
    field.setAttribute("aria-invalid", "true");
    const ids = new Set((field.getAttribute("aria-describedby") || "").split(" ").filter(Boolean));
    field.setAttribute("aria-describedby", [...ids.add("e-" + name)].join(" "));
  } else field.removeAttribute("aria-invalid");
  return Boolean(words);
}

/** Warn before typed words are lost, and keep a copy until they are saved. */
function guardWords(form) {
  let changed = false;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  addEventListener("beforeunload", event => { if (changed) event.preventDefault(); });
}

/** A translator's field: checks while typing, the picture made anew, keys to save, a copy to come back to. */
function editText(form) {
  const field = form.querySelector("textarea");
  const told = document.getElementById("findings");
  const picture = document.getElementById("place");
  const key = "text:" + location.pathname;
  const kept = sessionStorage.getItem(key);
  const offer = document.getElementById("kept");
  if (kept && kept !== field.value && offer) {
    offer.hidden = false;
    offer.querySelector("button").addEventListener("click", () => { field.value = kept; offer.hidden = true; field.focus(); look(); });
  }
  let timer = 0, last = 0;
  const send = (address, number) => fetch(address, { method: "POST", body: new URLSearchParams(new FormData(form)) })
    .then(answer => (answer.ok && number === last ? answer.text() : ""));
  const look = async () => {
    const number = ++last;
    const found = await send(form.dataset.check, number);
    if (found) told.innerHTML = found;
    if (!picture || !form.dataset.picture) return;
    const drawn = await send(form.dataset.picture, number);
    if (drawn) picture.innerHTML = drawn;
  };
  field.addEventListener("input", () => {
    sessionStorage.setItem(key, field.value);
    clearTimeout(timer);
    timer = setTimeout(look, 300);
  });
  form.addEventListener("submit", () => sessionStorage.removeItem(key));
  field.addEventListener("keydown", event => {
    const name = event.ctrlKey || event.metaKey ? { Enter: "next", s: "stay" }[event.key] : undefined;
    if (!name) return;
    event.preventDefault();
    form.querySelector(`button[value=${name}]`).click();
  });
  for (const button of form.querySelectorAll("button[data-put]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      field.setRangeText(button.dataset.put, field.selectionStart, field.selectionEnd, "end");
      field.focus();
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
}

const live = document.getElementById("live");
if (live) followJob(live);
const profile = document.getElementById("clinic");
if (profile) checkForm(profile);
const editor = document.getElementById("editor");
if (editor) editText(editor);
for (const form of document.querySelectorAll("form[data-unsaved]")) guardWords(form);
