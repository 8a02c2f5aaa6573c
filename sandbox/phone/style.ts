// How the phone looks.
export const STYLE = `
*{box-sizing:border-box}body{font:15px/1.4 system-ui,sans-serif;margin:0;color:#1f2328;background:#eef0f3}
header{background:#1f2328;padding:.75rem 1rem}nav{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;max-width:64rem;margin:0 auto}header a{color:#fff}
main{max-width:64rem;margin:0 auto;padding:1rem}h1{font-size:1.4rem;margin:.25rem 0 1rem}h2{font-size:1rem;margin:0 0 .5rem}a{color:#0b57d0}
.columns{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,24rem);gap:1.5rem;align-items:start}
@media(max-width:44rem){.columns{grid-template-columns:minmax(0,1fr)}.handset{order:-1}}
.phones{list-style:none;margin:0;padding:0;background:#fff;border-radius:12px;overflow:hidden}.phones li+li{border-top:1px solid #e3e5e8}
.phones a{display:block;padding:.6rem .9rem;color:inherit;text-decoration:none}.phones a:hover{background:#f6f7f8}.phones [aria-current]{background:#e7effd}
.phones strong,.phones span{display:block;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.phones span{color:#57606a;font-size:.9rem}
form{display:flex;flex-wrap:wrap;gap:.5rem}input,button{font:inherit;padding:.5rem .75rem;border-radius:8px;border:1px solid #8c959f;background:#fff;color:inherit}
button{cursor:pointer}button:focus-visible,input:focus-visible,a:focus-visible,.log:focus-visible{outline:3px solid #0b57d0;outline-offset:2px}
.another{margin-top:1rem;align-items:end}.another label{display:flex;flex-direction:column;gap:.25rem;flex:1 1 10rem}
.notice{background:#fff8e1;border:1px solid #d9a400;border-radius:12px;padding:.75rem 1rem;margin-bottom:1rem;align-items:center}.notice p{margin:0;flex:1 1 20rem}
.problem{background:#ffebe9;border:1px solid #cf222e;border-radius:12px;padding:.6rem 1rem}.empty{color:#57606a}
.handset{background:#fff;border:8px solid #1f2328;border-radius:32px;padding:.75rem 1rem 1rem;display:flex;flex-direction:column;gap:.6rem}
.handset h2{text-align:center;border-bottom:1px solid #e3e5e8;padding-bottom:.5rem;margin:0}.handset small{display:block;font-weight:400;color:#57606a}
.bar{display:flex;justify-content:space-between;font-size:.85rem;font-weight:600}
.log{height:26rem;overflow-y:auto;display:flex;flex-direction:column;gap:.4rem;padding:.25rem}
.log p{margin:0;max-width:85%;display:flex;flex-direction:column;overflow-wrap:anywhere}.log span{padding:.5rem .8rem;border-radius:16px;white-space:pre-wrap}.log time{font-size:.72rem;color:#57606a;padding:0 .5rem}
.theirs{align-self:flex-start}.theirs span{background:#e9ebee}.mine{align-self:flex-end;align-items:flex-end}.mine span{background:#0b57d0;color:#fff}.mine a{color:#fff}
.write input[name=text]{flex:1 1 8rem;min-width:0}.write button{background:#0b57d0;border-color:#0b57d0;color:#fff}.quick{justify-content:center}.quick button{padding:.25rem .75rem;border-radius:999px;font-size:.85rem}
`;
