// Passkeys (WebAuthn): the browser asks the device, the server checks the answer. Pages work by password without it.

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

async function post(address, token, body = {}) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify(body),
  });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.message);
  return said;
}

const credential = (one) => ({ ...one, id: bytes(one.id) });

/** What a new passkey answers, as JSON. */
async function make(options) {
  const made = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: (options.excludeCredentials ?? []).map(credential),
    },
  });
  return {
    id: made.id,
    rawId: text(made.rawId),
    type: made.type,
    response: {
      clientDataJSON: text(made.response.clientDataJSON),
      attestationObject: text(made.response.attestationObject),
    },
  };
}

/** What a passkey answers that signs in, as JSON. */
async function use(options) {
  const used = await navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      allowCredentials: (options.allowCredentials ?? []).map(credential),
    },
  });
  const { clientDataJSON, authenticatorData, signature, userHandle } = used.response;
  return {
    id: used.id,
    rawId: text(used.rawId),
    type: used.type,
    response: {
      clientDataJSON: text(clientDataJSON),
      authenticatorData: text(authenticatorData),
      signature: text(signature),
      userHandle: userHandle ? text(userHandle) : null,
    },
  };
}

/** A form `[data-passkey]`: `data-passkey` is make or use, `data-begin` where the challenge comes from. */
function follow(form) {
  const fault = form.querySelector("[data-fault]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    const button = form.querySelector("button");
    fault.hidden = true;
    button.disabled = true;
    try {
      const token = form.elements.csrf_token.value;
      const options = await post(form.dataset.begin, token);
      const answer = await (form.dataset.passkey === "make" ? make : use)(options);
      const done = await post(form.action, token, { credential: answer, name: form.elements.passkey_name?.value });
      location.assign(done.next);
    } catch (error) {
      // A person who closes the device's window has decided: that is no fault.
      fault.textContent = error.name === "NotAllowedError" ? fault.dataset.closed : error.message || fault.dataset.closed;
      fault.hidden = false;
      button.disabled = false;
    }
  });
}

if (window.PublicKeyCredential) document.querySelectorAll("form[data-passkey]").forEach(follow);
