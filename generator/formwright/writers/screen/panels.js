/* What opens above the bar and closes again: the list of sections on a narrow page, and what the grades mean. */

const Panels = (() => {
  let opener = null; // the button whose panel is open

  const panelOf = button => document.getElementById(button.getAttribute('aria-controls'));

  function show(button) {
    close();
    opener = button;
    panelOf(button).hidden = false;
    button.setAttribute('aria-expanded', 'true');
  }

  function close() {
    if (!opener) return;
    panelOf(opener).hidden = true;
    opener.setAttribute('aria-expanded', 'false');
    opener = null;
  }

  const isIn = target => opener !== null && target instanceof Node && (opener.contains(target) || panelOf(opener).contains(target));

  function listen(buttons) {
    for (const button of buttons) button.addEventListener('click', () => (opener === button ? close() : show(button)));
    document.addEventListener('keydown', event => {
      if (event.key !== 'Escape' || !opener) return;
      event.preventDefault();
      const button = opener;
      close();
      button.focus();
    });
    for (const name of ['pointerdown', 'focusin']) {
      document.addEventListener(name, event => {
        if (opener && !isIn(event.target)) close();
      });
    }
  }

  return {listen, close};
})();
