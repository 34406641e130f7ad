"use strict";

// Whoever types an @ is offered the people at the desk. Without this file the names are just typed.
{
  const BEFORE = /(?:^|[^\p{L}\p{N}_.+@-])@([\p{L}\p{N}_.+@-]*)$/u;
  let field = null; // where names are being offered
  let list = null;
  let asked = 0;

  const close = () => {
    list?.remove();
    field?.removeAttribute("aria-activedescendant");
    field?.removeAttribute("aria-controls");
    list = field = null;
  };

  const typed = (area) => BEFORE.exec(area.value.slice(0, area.selectionStart))?.[1];

  const choose = (option) => {
    const end = field.selectionStart;
    const start = end - typed(field).length;
    field.setRangeText(`${option.dataset.name} `, start, end, "end");
    close();
  };

  const pick = (option) => {
    for (const other of list.children) other.setAttribute("aria-selected", String(other === option));
    field.setAttribute("aria-activedescendant", option.id);
  };

  const offer = (area, people) => {
    close();
    if (!people.length) return;
    field = area;
    list = document.createElement("ul");
    list.id = "names";
    list.className = "names";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "@");
    people.forEach(({ name, full }, index) => {
      const option = document.createElement("li");
      option.id = `name-${index}`;
      option.setAttribute("role", "option");
      option.dataset.name = name;
      option.append(`@${name}`, " ", Object.assign(document.createElement("span"), { textContent: full }));
      list.append(option);
    });
    area.after(list);
    area.setAttribute("aria-controls", list.id);
    area.setAttribute("aria-autocomplete", "list");
    pick(list.firstElementChild);
  };

  document.addEventListener("input", async ({ target }) => {
    if (!target.matches?.("textarea[data-mentions]")) return;
    const begin = typed(target);
    if (begin === undefined) return close();
    const question = ++asked;
    const response = await fetch(`${target.dataset.mentions}?q=${encodeURIComponent(begin)}`);
    if (response.ok && question === asked) offer(target, (await response.json()).people);
  });

  document.addEventListener("keydown", (event) => {
    if (!list || event.target !== field) return;
    const now = list.querySelector("[aria-selected=true]");
    switch (event.key) {
      case "ArrowDown":
        pick(now.nextElementSibling ?? list.firstElementChild);
        break;
      case "ArrowUp":
        pick(now.previousElementSibling ?? list.lastElementChild);
        break;
      case "Enter":
        choose(now);
        break;
      case "Escape":
        close();
        break;
      case "Tab":
        close();
        return;
      default:
        return;
    }
    event.preventDefault();
  });

  document.addEventListener("mousedown", (event) => {
    const option = event.target.closest?.(".names [role=option]");
    if (!option) return close();
    event.preventDefault(); // the words keep the focus
    choose(option);
  });
}
