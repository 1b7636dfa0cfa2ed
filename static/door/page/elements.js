// Elements made of plain values; every text goes in as text.

// props: properties of the element; `class`, `data` (its data-*), `aria` (its aria-*) and `on` (its listeners) as such.
export function make(tag, { class: names = "", data = {}, aria = {}, on = {}, ...props } = {}, ...children) {
  const element = Object.assign(document.createElement(tag), props);
  if (names) element.className = names;
  Object.assign(element.dataset, data);
  for (const [name, value] of Object.entries(aria)) element.setAttribute(`aria-${name}`, value);
  for (const [event, act] of Object.entries(on)) element.addEventListener(event, act);
  element.append(...children.filter(Boolean));
  return element;
}

export function bdi({ text, language, direction }) {
  return make("bdi", { textContent: text, lang: language, dir: direction });
}

// One of the sprite's drawings, for the eye only.
export function createIcons(sprite) {
  return function icon(name, more = "") {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", `icon ${more}`.trim());
    svg.setAttribute("aria-hidden", "true");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `${sprite}#${name}`);
    svg.append(use);
    return svg;
  };
}

export function setText(element, text) {
  element.textContent = text;
  element.hidden = !text;
}

export function setIcon(svg, sprite, name) {
  svg.querySelector("use").setAttribute("href", `${sprite}#${name}`);
}
