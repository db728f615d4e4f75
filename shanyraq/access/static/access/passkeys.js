/* Passkeys and security keys. A form with data-passkey="get" or "create" asks the browser for a key and sends what it
   answers. Without this script the other ways stay open. */
"use strict";

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const unable = form.querySelector("[data-passkey-unable]");
  if (!window.PublicKeyCredential || !PublicKeyCredential.parseRequestOptionsFromJSON) {
    if (unable) unable.hidden = false;
    continue;
  }
  const button = form.querySelector("button");
  button.hidden = false;
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    if (!form.reportValidity()) return;
    button.disabled = true;
    if (unable) unable.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await ask(form));
      form.requestSubmit();
    } catch {
      if (unable) unable.hidden = false;
      button.disabled = false;
      button.focus();
    }
  });
}

async function ask(form) {
  const written = form.dataset.options;
  const options = written ? JSON.parse(written) : await fetched(form.action);
  const isNew = form.dataset.passkey === "create";
  const key = isNew
    ? await navigator.credentials.create({
        publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options.publicKey),
      })
    : await navigator.credentials.get({
        publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options.publicKey),
      });
  return key.toJSON();
}

async function fetched(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}
