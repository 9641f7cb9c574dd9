/* Boxes to tick: what is ticked of a field, a line each, and the one that excludes the others. */

const Ticks = {
  are: controls => controls[0].type === 'checkbox',

  typed: controls => controls.filter(box => box.checked).map(box => box.value).join('\n'),

  put(controls, text) {
    const values = text.split('\n');
    for (const box of controls) box.checked = values.includes(box.value);
  },

  /* Whoever ticks that none applies takes the others back, and the other way round. */
  keepApart(controls, ticked) {
    if (!ticked.checked) return;
    for (const box of controls) {
      if (box !== ticked && ('none' in box.dataset || 'none' in ticked.dataset)) box.checked = false;
    }
  },
};

