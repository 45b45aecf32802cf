// The page that stands while the agent's pages do not. Needs nothing but itself: the nearest terminal comes in the address.
function showNearest() {
  const text = decodeURIComponent(location.hash.slice(1));
  if (text === "") return;
  const nearest = JSON.parse(text);
  document.getElementById("name").textContent = nearest.name;
  document.getElementById("address").textContent = nearest.address;
  document.getElementById("metres").textContent =
    nearest.metres === null ? "" : `约 ${nearest.metres} 米 / about ${nearest.metres} m`;
  document.getElementById("nearest").hidden = false;
}

/** In the browser host: the launcher says when the agent's pages may be asked for. In Electron the host changes views. */
async function askLauncher() {
  try {
    const answer = await fetch("/agent", { cache: "no-store" });
    const { to } = await answer.json();
    if (to !== null) {
      location.replace(to);
      return;
    }
  } catch {
    // the launcher begins anew as well: it answers again soon
  }
  setTimeout(askLauncher, 150);
}

if (location.protocol === "http:") void askLauncher();
try {
  showNearest();
} catch {
  // an address that is not ours: the page says what it says without it
  document.getElementById("nearest").hidden = true;
}
