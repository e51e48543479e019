/* Fills in the code of a QR: it stands behind # in the address, which no server ever sees. */
(() => {
  const found = /^#c=([0-9a-z-]{20,40})$/i.exec(window.location.hash);
  const field = document.getElementById("id_code");
  if (!found) return;
  // Out of the address at once, so that it is not in the history or in a shared link.
  window.history.replaceState(null, "", window.location.pathname);
  if (!field) return;
  field.value = found[1].toUpperCase();
  field.focus();
})();
