// The ballot works without this file. With it: a draft on this device, running totals, buttons to move.
(() => {
  'use strict';
  const DAY = 24 * 3600 * 1000;
  const find = (selector, root = document) => [...root.querySelectorAll(selector)];
  const store = {
    get(key) {
      try {
        const kept = JSON.parse(localStorage.getItem(key));
        return kept && Date.now() - kept.at < DAY ? kept.fields : null;
      } catch { return null; }
    },
    set(key, fields) { try { localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields })); } catch { /* no room: no draft */ } },
    drop(key) { try { localStorage.removeItem(key); } catch { /* nothing was kept */ } },
  };
  const draftKey = (element) => `stem-${element}`;

  const fieldsOf = (form) => [...new FormData(form)].filter(([name, value]) => name.startsWith('v.') && value !== '');

  const fill = (form, fields) => {
    for (const input of find('input, select', form)) {
      if (!input.name.startsWith('v.')) continue;
      const values = fields.filter(([name]) => name === input.name).map(([, value]) => value);
      if (input.type === 'radio' || input.type === 'checkbox') input.checked = values.includes(input.value);
      else input.value = values[0] || '';
    }
  };

  const button = (sign, label, act) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = 'box-step';
    made.textContent = sign;
    made.setAttribute('aria-label', label);
    made.addEventListener('click', act);
    return made;
  };

  const euros = (cents) => {
    const whole = Math.floor(Math.abs(cents) / 100).toString().replace(/\B(?=(\d{3})+$)/g, '.');
    const part = Math.abs(cents) % 100;
    return `${cents < 0 ? '-' : ''}€\u00a0${whole}${part ? `,${String(part).padStart(2, '0')}` : ''}`;
  };

  const meter = (question) => {
    const shown = question.querySelector('[data-meter]');
    if (!shown) return () => {};
    const total = Number(question.dataset.total);
    const money = question.dataset.type === 'budget';
    return () => {
      const used = money
        ? find('input:checked', question).reduce((sum, one) => sum + Number(one.dataset.price), 0)
        : find('.box-number', question).reduce((sum, one) => sum + (/^\d+$/.test(one.value.trim()) ? Number(one.value) : 0), 0);
      const left = total - used;
      shown.querySelector('[data-left]').textContent = money ? euros(left) : String(left);
      shown.toggleAttribute('data-over', left < 0);
    };
  };

  const steppers = (question, changed) => {
    for (const box of find('[data-steps]', question)) {
      const input = box.querySelector('input');
      const add = (by) => () => {
        const now = /^\d+$/.test(input.value.trim()) ? Number(input.value) : 0;
        input.value = String(Math.max(0, now + by) || '');
        changed();
      };
      input.before(button('−', box.dataset.less, add(-1)));
      input.after(button('+', box.dataset.more, add(1)));
    }
  };

  const ranking = (list, changed) => {
    const rows = find('.box-row', list);
    const said = document.createElement('p');
    said.className = 'tb-visually-hidden';
    said.setAttribute('aria-live', 'polite');
    list.after(said);
    const select = (row) => row.querySelector('select');
    const most = select(rows[0]).options.length - 1;
    const words = (name, row) => list.dataset[name].replace('%s', row.dataset.title);
    const placed = () => rows.filter((row) => select(row).value).sort((a, b) => select(a).value - select(b).value);
    const number = (order) => {
      for (const row of rows) select(row).value = order.includes(row) ? String(order.indexOf(row) + 1) : '';
    };
    const show = (focus) => {
      const order = placed();
      list.append(...order, ...rows.filter((row) => !order.includes(row)));
      for (const row of rows) {
        const place = order.indexOf(row);
        row.classList.toggle('box-row--placed', place >= 0);
        const [up, down, add] = row.moves;
        up.hidden = down.hidden = place < 0;
        up.disabled = place === 0;
        down.disabled = place === order.length - 1;
        add.textContent = place < 0 ? '+' : '×';
        add.disabled = place < 0 && order.length >= most;
        add.setAttribute('aria-label', words(place < 0 ? 'add' : 'drop', row));
      }
      if (focus) (focus.disabled || focus.hidden ? focus.closest('.box-row').querySelector('select') : focus).focus();
      changed();
    };
    const move = (row, by) => (event) => {
      const order = placed();
      const from = order.indexOf(row);
      order.splice(from, 1);
      order.splice(from + by, 0, row);
      number(order);
      show(event.currentTarget);
      said.textContent = list.dataset.said.replace('%s', row.dataset.title).replace('%d', from + by + 1);
    };
    for (const row of rows) {
      const toggle = (event) => {
        const order = placed();
        number(order.includes(row) ? order.filter((one) => one !== row) : [...order, row]);
        show(event.currentTarget);
      };
      row.moves = [button('↑', words('up', row), move(row, -1)), button('↓', words('down', row), move(row, 1)), button('+', words('add', row), toggle)];
      const box = document.createElement('span');
      box.className = 'box-steps';
      select(row).before(box);
      box.append(...row.moves, select(row));
      select(row).addEventListener('change', () => {
        const wanted = Number(select(row).value);
        const order = placed().filter((one) => one !== row);
        if (wanted) order.splice(wanted - 1, 0, row);
        number(order.slice(0, most));
        show(select(row));
      });
    }
    return show;
  };

  for (const form of find('form[data-draft]')) {
    const key = draftKey(form.dataset.draft);
    const note = form.querySelector('[data-draft-note]');
    const redraw = [];
    const save = () => { const fields = fieldsOf(form); if (fields.length) store.set(key, fields); else store.drop(key); };
    const kept = form.hasAttribute('data-fresh') ? store.get(key) : null;
    if (kept) { fill(form, kept); note.hidden = false; }
    let ready = false;
    for (const question of find('[data-type]', form)) {
      const draw = meter(question);
      const changed = () => { draw(); if (ready) save(); };
      redraw.push(draw);
      steppers(question, changed);
      for (const list of find('[data-rank]', question)) { const show = ranking(list, changed); show(); redraw.push(show); }
    }
    ready = true;
    redraw.forEach((draw) => draw());
    form.addEventListener('input', () => { redraw.forEach((draw) => { if (draw.length === 0) draw(); }); save(); });
    form.querySelector('[data-draft-clear]').addEventListener('click', () => {
      store.drop(key); fill(form, []); note.hidden = true; redraw.forEach((draw) => draw()); store.drop(key);
    });
  }
  for (const done of find('[data-draft-done]')) store.drop(draftKey(done.dataset.draftDone));
  for (const errors of find('#fouten')) errors.focus();
  for (const form of find('form[data-once]')) {
    form.addEventListener('submit', (event) => { if (form.sent) event.preventDefault(); form.sent = true; });
    addEventListener('pageshow', () => { form.sent = false; });
  }
  for (const print of find('[data-print]')) {
    print.hidden = false;
    print.querySelector('button').addEventListener('click', () => window.print());
  }
})();
