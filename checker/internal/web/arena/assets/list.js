// Marks the levels that this browser has seen broken.
let broken = [];
try {
  broken = JSON.parse(localStorage.getItem("checker-broken")) || [];
} catch { /* nothing is remembered */ }
for (const li of document.querySelectorAll("[data-level]")) li.querySelector("b").hidden = !broken.includes(li.dataset.level);
document.addEventListener("keydown", (e) => {
  if (!e.ctrlKey && !e.metaKey && !e.altKey && e.code === "KeyL") document.getElementById("language").click();
});
