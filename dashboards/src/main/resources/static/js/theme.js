// Before the first paint, and so not a module: the choice of the last visit, else what the system prefers.
(() => {
  const kept = localStorage.getItem('holdfast.theme');
  if (kept === 'light' || kept === 'dark') document.documentElement.dataset.theme = kept;
})();
