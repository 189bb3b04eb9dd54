// Keys go to the terminal without a click, as soon as it is there.
new MutationObserver(() => {
  if (document.body.classList.contains("-first-byte")) {
    document.querySelector(".xterm-helper-textarea")?.focus();
  }
}).observe(document.documentElement, { attributes: true, attributeFilter: ["class"], subtree: true });
