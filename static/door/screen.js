// What is on the door's screen. All words come in from outside; nothing here decides anything.

const LONG_NAME = 30; // characters that still stand large on a narrow phone

export function createScreen(root, icons) {
  const part = (name) => root.querySelector(`[data-part="${name}"]`);
  const verdict = part("verdict");
  const notices = new Map();

  function show(shown) {
    verdict.className = `verdict ${shown.tone}`;
    setIcon(part("mark"), icons, `mark-${shown.tone}`);
    part("word").textContent = shown.word;
    part("name").replaceChildren(...shown.names.map(nameLine));
    part("name").classList.toggle("long", shown.names.some(({ text }) => text.length > LONG_NAME));
    part("photo").src = shown.photo || "data:,";
    part("photo").hidden = !shown.photo;
    setText(part("who"), shown.function);
    setText(part("where"), shown.where);
    setText(part("category"), shown.category);
    part("category").style.setProperty("--category", shown.colour);
    setText(part("since"), shown.since);
    setText(part("advice"), shown.advice);
    part("rehearsal").hidden = !shown.rehearsal;
    part("override").hidden = !shown.overridable;
    part("print").hidden = !shown.printable;
    verdict.hidden = false;
    // Emptied first: the same words twice are to be spoken twice.
    part("spoken").textContent = "";
    requestAnimationFrame(() => (part("spoken").textContent = shown.spoken));
  }

  function clear() {
    verdict.hidden = true;
  }

  function say(text) {
    part("idle").textContent = text;
  }

  // A lasting state (no camera, a wrong clock, a rehearsal): said until it is over, each under its own name.
  function notice(name, text) {
    if (text) notices.set(name, text);
    else notices.delete(name);
    part("notices").replaceChildren(...[...notices.values()].map(paragraph));
  }

  function unsent(number) {
    part("unsent-number").textContent = number;
    part("unsent").classList.toggle("waiting", number > 0);
  }

  function places(points, chosen, suggested, now) {
    const options = points.map(({ key, name }) => {
      const text = key === suggested && key !== chosen ? `${name} · ${now}` : name;
      return new Option(text, key, false, key === chosen);
    });
    part("place").replaceChildren(...options);
  }

  function direction(chosen) {
    for (const button of root.querySelectorAll("[data-direction]")) {
      button.setAttribute("aria-pressed", String(button.dataset.direction === chosen));
    }
  }

  function cameras(list, chosen, say) {
    const options = list.map(({ deviceId, label }, place) => {
      return new Option(label || say("camera_number", { number: place + 1 }), deviceId, false, deviceId === chosen);
    });
    part("cameras").replaceChildren(...options);
    part("cameras").hidden = list.length < 2;
  }

  function muted(silent) {
    part("mute").setAttribute("aria-pressed", String(silent));
    setIcon(part("mute-icon"), icons, silent ? "volume-x" : "volume-2");
  }

  return { part, show, clear, say, notice, unsent, places, direction, cameras, muted };
}

function nameLine({ text, language, direction }) {
  const line = document.createElement("bdi");
  Object.assign(line, { textContent: text, lang: language, dir: direction });
  return line;
}

function paragraph(text) {
  return Object.assign(document.createElement("p"), { textContent: text });
}

function setText(element, text) {
  element.textContent = text;
  element.hidden = !text;
}

function setIcon(svg, icons, name) {
  svg.querySelector("use").setAttribute("href", `${icons}#${name}`);
}
