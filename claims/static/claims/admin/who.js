// The field «who said it»: a combobox over names and aliases. Without it the field takes a name.

const waiting = 150; // milliseconds after the last key

function enhance(field) {
  const form = field.form;
  const list = document.createElement("ul");
  list.className = "who-list";
  list.id = `${field.id}-list`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.labels[0]?.textContent.trim() ?? "");
  list.hidden = true;
  field.after(list);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-controls", list.id);
  let timer = 0;
  let asked = 0;

  const options = () => [...list.children];
  const chosen = () => options().findIndex((item) => item.getAttribute("aria-selected") === "true");

  function close() {
    list.hidden = true;
    list.replaceChildren();
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  function mark(index) {
    options().forEach((item, at) => item.setAttribute("aria-selected", String(at === index)));
    const item = options()[index];
    if (item) {
      field.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({ block: "nearest" });
    }
  }

  function take(item) {
    field.value = item.dataset.name;
    form.elements.who_id.value = item.dataset.id;
    const known = [...form.elements.who_how].find((radio) => radio.value === "known");
    if (known) known.checked = true;
    close();
  }

  function show(claimants) {
    list.replaceChildren(
      ...claimants.map((claimant, index) => {
        const item = document.createElement("li");
        item.id = `${list.id}-${index}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.dataset.id = claimant.id;
        item.dataset.name = claimant.name;
        item.textContent = claimant.about ? `${claimant.name} – ${claimant.about}` : claimant.name;
        item.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          take(item);
        });
        return item;
      }),
    );
    list.hidden = claimants.length === 0;
    field.setAttribute("aria-expanded", String(!list.hidden));
  }

  async function ask() {
    const number = ++asked;
    const address = field.closest("[data-claimants]")?.dataset.claimants;
    if (!address || !field.value.trim()) return close();
    const answer = await fetch(`${address}?q=${encodeURIComponent(field.value)}`);
    if (!answer.ok || number !== asked) return;
    show((await answer.json()).claimants);
  }

  field.addEventListener("input", () => {
    form.elements.who_id.value = "";
    const own = [...form.elements.who_how].find((radio) => radio.checked);
    if (own?.value === "own_voice") {
      [...form.elements.who_how].find((radio) => radio.value === "known").checked = true;
    }
    clearTimeout(timer);
    timer = setTimeout(ask, waiting);
  });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const count = options().length;
    if (event.key === "ArrowDown") mark((chosen() + 1) % count);
    else if (event.key === "ArrowUp") mark((chosen() - 1 + count) % count);
    else if (event.key === "Enter" && chosen() >= 0) take(options()[chosen()]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

function enhanceAll(root) {
  for (const field of root.querySelectorAll("input[data-who]:not([role])")) enhance(field);
}

enhanceAll(document);
document.addEventListener("htmx:afterSettle", () => enhanceAll(document));
