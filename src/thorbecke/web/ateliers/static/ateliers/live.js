// Renews the parts of a page of an atelier, keeps what is sent while the network is away, and runs the clock.
// Without this file everything works by plain forms and reloading.
(() => {
  'use strict';
  const root = document.querySelector('[data-live]');
  if (!root) return;
  const find = (selector, inside = root) => [...inside.querySelectorAll(selector)];
  const texts = root.dataset;
  let tag = texts.tag;
  let offset = Number(texts.now) - Date.now();
  let away = false;
  let polling = null;

  // --- saying something -------------------------------------------------------------------------
  const said = root.querySelector('[data-said]');
  const say = (text, kind = '') => {
    said.textContent = text;
    said.className = `room-said${kind ? ` room-said--${kind}` : ''}`;
    said.hidden = !text;
  };
  const online = (now) => {
    if (now && away) say('');
    if (!now) say(texts.offline, 'warning');
    away = !now;
  };

  // --- parts ------------------------------------------------------------------------------------
  const have = () => find('[data-part]').map((one) => `${one.dataset.part}:${one.dataset.key}`).join(',');
  const address = () => {
    const query = new URLSearchParams({ heeft: have() });
    if (texts.page && texts.page !== '1') query.set('p', texts.page);
    return `?${query}`;
  };

  // What somebody is filling in survives a new part: ticks, texts, open details, and where the focus was.
  const remember = (part) => ({
    focus: part.contains(document.activeElement) ? document.activeElement.id : '',
    open: find('details[id][open]', part).map((one) => one.id),
    ticks: find('input[type=checkbox][id]', part).filter((one) => one.checked !== one.defaultChecked).map((one) => [one.id, one.checked]),
    values: find('input[id]:not([type=checkbox]):not([type=hidden]), textarea[id], select[id]', part)
      .filter((one) => (one.tagName === 'SELECT' ? one.selectedIndex > 0 : one.value !== one.defaultValue))
      .map((one) => [one.id, one.value]),
  });
  const restore = (part, state) => {
    const at = (id) => (id ? part.querySelector(`#${CSS.escape(id)}`) : null);
    for (const id of state.open) if (at(id)) at(id).open = true;
    for (const [id, on] of state.ticks) if (at(id)) at(id).checked = on;
    for (const [id, value] of state.values) {
      const field = at(id);
      if (field) field.value = value;
      else keepText(id, value);
    }
    const focus = at(state.focus);
    if (focus) focus.focus({ preventScroll: true });
    else if (state.focus) part.querySelector('h1, h2, button, a')?.closest('[data-part]')?.setAttribute('tabindex', '-1');
  };

  const apply = (html) => {
    const fresh = new DOMParser().parseFromString(html, 'text/html');
    for (const one of fresh.querySelectorAll('[data-part]')) {
      const part = find(`[data-part="${one.dataset.part}"]`)[0];
      if (!part || part.dataset.key === one.dataset.key) continue;
      const state = remember(part);
      if (['kop', 'leiden'].includes(one.dataset.part) && !away) say('');
      part.replaceChildren(...one.childNodes);
      part.dataset.key = one.dataset.key;
      restore(part, state);
    }
    own();
    drafts();
    tick();
  };

  // What this person weighed, shown at the cards that everybody sees.
  const own = () => {
    const mine = find('[data-target]');
    for (const button of find('.room-score')) {
      const target = button.form.elements.op.value;
      button.setAttribute('aria-pressed', String(mine.some((one) => one.dataset.target === target && one.dataset.value === button.value)));
    }
    for (const button of find('button[name=op]')) {
      const count = mine.filter((one) => one.dataset.target === button.value).length;
      if (count) button.dataset.count = '●'.repeat(count);
      else delete button.dataset.count;
    }
  };

  const took = async (answer) => {
    online(true);
    tag = answer.headers.get('ETag') || tag;
    offset = Number(answer.headers.get('X-Now')) - Date.now() || offset;
    apply(await answer.text());
  };

  const poll = async () => {
    clearTimeout(polling);
    let wait = document.hidden ? 5000 : Number(texts.every);
    try {
      const answer = await fetch(texts.live + address(), { headers: { 'If-None-Match': tag, 'X-Live': '1' }, cache: 'no-store', signal: AbortSignal.timeout(10000) });
      if (answer.status === 200) await took(answer);
      else if (answer.status === 304) online(true);
      else if ([403, 404, 410].includes(answer.status)) { location.reload(); return; }
      else throw new Error(String(answer.status));
      if (!away) flush();
    } catch {
      online(false);
      wait = Math.max(wait, 1500);
    }
    polling = setTimeout(poll, wait + Math.random() * 100);
  };

  // --- sending ----------------------------------------------------------------------------------
  const token = () => find('[name=csrfmiddlewaretoken]')[0]?.value || '';
  const post = (url, fields) => fetch(url + address(), {
    method: 'POST',
    headers: { 'X-CSRFToken': token(), 'X-Live': '1', 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
    signal: AbortSignal.timeout(15000),
  });
  const fieldsOf = (form, button) => {
    const fields = [...new FormData(form)].filter(([name]) => name !== 'csrfmiddlewaretoken');
    if (button && button.name) fields.push([button.name, button.value]);
    return fields;
  };
  const name = () => [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, '0')).join('');

  // The queue: in this browser until the server has it. The server takes each name once.
  const key = `atelier-${texts.queue}`;
  const read = (at, otherwise) => { try { return JSON.parse(localStorage.getItem(at)) ?? otherwise; } catch { return otherwise; } };
  const write = (at, value) => { try { localStorage.setItem(at, JSON.stringify(value)); } catch { memory = value; } };
  let memory = [];
  const queue = () => (texts.queue ? read(key, memory) : []);
  const store = (rows) => { memory = rows; write(key, rows); waiting(); };
  const waitingList = root.querySelector('[data-waiting]');

  const line = (row) => {
    const item = document.createElement('li');
    const text = document.createElement('p');
    text.textContent = row.text || '●';
    const state = document.createElement('p');
    state.className = 'tb-small';
    state.textContent = row.failed || texts.sending;
    item.append(text, state);
    if (row.failed) {
      for (const [label, act] of [[texts.again, () => retry(row.id)], [texts.drop, () => store(queue().filter((one) => one.id !== row.id))]]) {
        const button = document.createElement('button');
        button.type = 'button';
        button.className = 'room-link';
        button.textContent = label;
        button.addEventListener('click', act);
        item.append(button);
      }
    }
    return item;
  };
  const waiting = () => {
    if (!waitingList) return;
    const rows = queue();
    waitingList.replaceChildren(...rows.map(line));
    waitingList.hidden = rows.length === 0;
  };
  const retry = (id) => {
    store(queue().map((one) => (one.id === id ? { ...one, failed: '' } : one)));
    flush();
  };

  let flushing = false;
  const flush = async () => {
    if (flushing || !texts.queue) return;
    flushing = true;
    try {
      for (let row = next(); row; row = next()) {
        const answer = await post(row.url, row.fields);
        if (answer.status >= 500) throw new Error(String(answer.status));
        if (answer.ok) {
          store(queue().filter((one) => one.id !== row.id));
          say('');
          await took(answer);
        } else {
          const text = answer.headers.get('Content-Type')?.startsWith('text/plain') ? await answer.text() : String(answer.status);
          // A text stays, so that nothing is lost; a dot that was refused is simply not there.
          store(queue().filter((one) => one.id !== row.id || one.text).map((one) => (one.id === row.id ? { ...one, failed: text } : one)));
          say(text, 'error');
        }
      }
    } catch {
      online(false);
    }
    flushing = false;
  };
  const next = () => queue().find((one) => !one.failed);

  const enqueue = (form, button) => {
    const id = name();
    const fields = [...fieldsOf(form, button), ['client', id]];
    const box = form.querySelector('textarea');
    const text = box ? box.value.trim() : '';
    if (box && !text) { box.focus(); return; }
    store([...queue(), { id, url: form.getAttribute('action'), fields, text, failed: '' }]);
    if (box) { box.value = ''; write(`${key}-${box.id}`, ''); box.focus(); }
    flush();
  };

  const send = async (form, button) => {
    const url = button?.getAttribute('formaction') || form.getAttribute('action');
    try {
      const answer = await post(url, fieldsOf(form, button));
      if (answer.ok) {
        for (const field of form.querySelectorAll('input[type=text], input:not([type]), input[type=checkbox]')) {
          if (field.type === 'checkbox') field.checked = false;
          else field.value = field.defaultValue;
        }
        for (const tick of document.querySelectorAll(`input[type=checkbox][form="${form.id || '-'}"]`)) tick.checked = false;
        say('');
        await took(answer);
      } else if (answer.headers.get('Content-Type')?.startsWith('text/plain')) say(await answer.text(), 'error');
      else form.submit(); // the page itself says what is the matter
    } catch {
      online(false);
    }
  };

  root.addEventListener('submit', (event) => {
    const form = event.target;
    if (form.matches('[data-queue-form]') && texts.queue) { event.preventDefault(); enqueue(form, event.submitter); }
    else if (form.matches('[data-send]')) { event.preventDefault(); send(form, event.submitter); }
  });

  // --- drafts: what is being typed survives a reload --------------------------------------------------
  const drafts = () => {
    if (!texts.queue) return;
    for (const box of find('[data-queue-form] textarea')) {
      if (box.dataset.draft) continue;
      box.dataset.draft = '1';
      if (!box.value) box.value = read(`${key}-${box.id}`, '');
      box.addEventListener('input', () => write(`${key}-${box.id}`, box.value));
      box.addEventListener('keydown', (event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) box.form.requestSubmit();
      });
    }
  };
  // The step went on while somebody was typing: the text waits in the list, and can still be sent.
  const keepText = (id, value) => {
    const step = id.replace(/^tekst-/, '');
    if (!texts.queue || step === id || !value.trim()) return;
    const client = name();
    write(`${key}-${id}`, '');
    const form = `${location.pathname}kaart/`;
    store([...queue(), { id: client, url: form, fields: [['stap', step], ['tekst', value], ['client', client]], text: value, failed: texts.late }]);
  };

  // --- the clock --------------------------------------------------------------------------------------
  let announced = '';
  const tick = () => {
    for (const timer of find('[data-ends]')) {
      const left = Math.max(0, Math.round((Number(timer.dataset.ends) - Date.now() - offset) / 1000));
      const shown = left ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}` : texts.over;
      const clock = timer.querySelector('[data-clock]');
      if (clock.textContent !== shown) clock.textContent = shown;
      timer.classList.toggle('room-timer--last', left <= 60);
      const moment = left === 0 ? texts.over : left <= 60 ? texts.minute : '';
      const mark = `${timer.dataset.ends}${moment}`;
      if (moment && announced !== mark && !away) { announced = mark; say(moment); }
    }
  };

  waiting();
  own();
  drafts();
  tick();
  setInterval(tick, 500);
  window.addEventListener('online', poll);
  document.addEventListener('visibilitychange', () => { if (!document.hidden) poll(); });
  poll();
})();
