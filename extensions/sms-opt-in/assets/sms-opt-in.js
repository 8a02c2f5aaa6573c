// The sign-up for texts, where scripts run: the answer comes without leaving the page. And a page that was opened from a
// link in a text says so, by which a person's click is told from a machine's.
(() => {
  if (window.segueOptIn) return;
  window.segueOptIn = true;

  const send = (path, fields) => fetch('/apps/segue/' + path, { method: 'POST', headers: { accept: 'application/json' }, body: fields });

  const show = (form, name, words) => {
    form.querySelector('[data-wrong=' + name + ']').textContent = words || '';
    form.elements[name].setAttribute('aria-invalid', String(!!words));
  };

  const finish = (form, { title, text, visitor, app }) => {
    const answer = form.querySelector('.sgo-answer');
    const head = document.createElement('strong');
    head.textContent = title;
    answer.replaceChildren(head, document.createElement('br'), text);
    for (const part of [...form.children]) if (part !== answer) part.hidden = true;
    answer.focus();
    // Whoever left their number is told of to Shopify, which asks its own consent before it uses it.
    const analytics = window.Shopify && window.Shopify.analytics;
    if (visitor && analytics && analytics.visitor) Promise.resolve(analytics.visitor({ phone: visitor }, { appId: app })).catch(() => {});
  };

  const submit = async (form) => {
    const button = form.querySelector('.sgo-button');
    const answer = form.querySelector('.sgo-answer');
    if (button.getAttribute('aria-disabled') === 'true') return;
    button.setAttribute('aria-disabled', 'true');
    answer.textContent = '';
    try {
      const response = await send('opt-in', new URLSearchParams(new FormData(form)));
      const words = await response.json();
      if (response.ok) return finish(form, words);
      for (const name of ['phone', 'consent']) show(form, name, words[name]);
      answer.textContent = words.text;
      const first = form.querySelector('[aria-invalid=true]');
      if (first) first.focus();
    } catch {
      answer.textContent = form.dataset.failed;
    } finally {
      button.removeAttribute('aria-disabled');
    }
  };

  document.addEventListener('submit', (event) => {
    if (!event.target.matches('[data-segue-opt-in]')) return;
    event.preventDefault();
    submit(event.target);
  });

  // The fields' own words stand beside them instead of the browser's bubbles.
  const quiet = () => document.querySelectorAll('[data-segue-opt-in]').forEach((form) => (form.noValidate = true));
  quiet();
  document.addEventListener('shopify:section:load', quiet);

  document.addEventListener('keydown', (event) => {
    const open = event.key === 'Escape' && document.querySelector('.sgo-corner[open]');
    if (!open) return;
    open.open = false;
    open.querySelector('summary').focus();
  });

  const code = new URLSearchParams(location.search).get('sgc');
  const privacy = window.Shopify && window.Shopify.customerPrivacy;
  const may = !privacy || !privacy.analyticsProcessingAllowed || privacy.analyticsProcessingAllowed();
  if (code && may) send('landed', new URLSearchParams({ code })).catch(() => {});
})();
