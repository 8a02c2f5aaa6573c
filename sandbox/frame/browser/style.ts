// How App Bridge's elements look, as a sheet beside the document: React hydrates the whole of it,
// <head> included, and takes any element or attribute that was added before as a fault.

const RULES = `
ui-nav-menu,ui-title-bar,ui-save-bar,ui-modal{display:none}
.bridge-modal{padding:0;border:0;border-radius:16px;box-shadow:0 20px 40px rgb(0 0 0/.25);max-height:calc(100vh - 48px);max-width:calc(100vw - 32px);color:#303030;background:#fff;overflow:hidden;font:450 13px/20px Inter,system-ui,sans-serif}
.bridge-modal[open]{display:flex;flex-direction:column}
.bridge-modal::backdrop{background:rgb(0 0 0/.5)}
.bridge-modal header{display:flex;align-items:center;gap:8px;padding:12px 16px;background:#f3f3f3;border-bottom:1px solid #e3e3e3}
.bridge-modal h2{flex:1;margin:0;font-size:14px;font-weight:650}
.bridge-modal section{overflow:auto}
.bridge-modal footer{display:flex;justify-content:flex-end;gap:8px;padding:12px 16px;border-top:1px solid #e3e3e3}
.bridge-modal button.bridge{font:inherit;font-weight:550;padding:4px 12px;min-height:28px;border-radius:8px;border:0;background:#fff;color:#303030;box-shadow:inset 0 0 0 1px #ccc;cursor:pointer}
.bridge-modal button.bridge:focus-visible{outline:2px solid #005bd3;outline-offset:1px}
.bridge-modal button.bridge[data-primary]{background:#303030;color:#fff;box-shadow:none}
.bridge-modal button.bridge[data-critical]{background:#c70a24;color:#fff;box-shadow:none}
.bridge-modal button.bridge:disabled{opacity:.5;cursor:default}`;

export function addStyle(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(RULES);
  document.adoptedStyleSheets.push(sheet);
}
