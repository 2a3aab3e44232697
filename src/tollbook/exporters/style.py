"""The look of the article page, in one place, so that its hash can stand in the page's own policy."""

from __future__ import annotations

CSS = """
:root{color-scheme:light dark;--ink:#1b1b1a;--dim:#5c5b57;--paper:#fdfcf9;--card:#f4f2ec;--rule:#d9d5ca;--link:#0b4f9e;
--killed:#f7cfc9;--injured:#fae3b0;--casualties:#f6d7bd;--missing:#e6d6f2;--captured:#dcd9f5;--displaced:#cfe6ee;--other:#d8e6d3;--edge:#8a3324}
@media(prefers-color-scheme:dark){:root{--ink:#e9e6df;--dim:#a8a49a;--paper:#171715;--card:#22211e;--rule:#3d3b35;--link:#8fc1ff;
--killed:#5c2620;--injured:#564112;--casualties:#57371c;--missing:#432f57;--captured:#363061;--displaced:#1f4653;--other:#2b4527;--edge:#ff9c8a}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:1.5rem;-webkit-text-size-adjust:100%}
@media(prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0 auto;max-width:78rem;padding:1.5rem 1.25rem 4rem;background:var(--paper);color:var(--ink);
font:1.0625rem/1.6 Charter,"Bitstream Charter","Iowan Old Style",Georgia,"DejaVu Serif",serif}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .25rem;text-wrap:balance}
h2{font:600 .8rem/1.4 system-ui,sans-serif;letter-spacing:.06em;text-transform:uppercase;color:var(--dim);margin:0 0 .75rem}
h1,p,dd,q{overflow-wrap:anywhere}
a{color:var(--link)}
.meta{font:.875rem/1.5 system-ui,sans-serif;color:var(--dim);margin:0 0 1.25rem}
article+article{border-top:2px solid var(--rule);margin-top:3rem;padding-top:2rem}
.sides{display:grid;grid-template-columns:minmax(0,38rem) minmax(0,1fr);gap:2.5rem;align-items:start}
.text p{margin:0 0 1em;white-space:pre-line;max-width:38rem}
.text p.wrapped{white-space:normal}
mark{color:inherit;background:var(--other);border-radius:.15em;padding:.08em 0;-webkit-box-decoration-break:clone;box-decoration-break:clone}
mark.killed{background:var(--killed)}mark.injured{background:var(--injured)}mark.casualties{background:var(--casualties)}
mark.missing{background:var(--missing)}mark.captured{background:var(--captured)}mark.displaced{background:var(--displaced)}
mark.many{box-shadow:inset 0 -.14em var(--edge)}
mark b{font-weight:700}
.ref{font:600 .68rem/1 system-ui,sans-serif;vertical-align:.45em;text-decoration:none;margin:0 .12em;padding:.12em .3em;border-radius:.7em;
border:1px solid var(--rule);background:var(--paper);color:var(--link);white-space:nowrap}
.ref:target,li:target{outline:3px solid var(--edge);outline-offset:2px}
ol{list-style:none;margin:0;padding:0}
li{background:var(--card);border:1px solid var(--rule);border-inline-start:.4rem solid var(--other);border-radius:.3rem;padding:.6rem .8rem;margin:0 0 .7rem;
font:.9rem/1.45 system-ui,sans-serif}
li.killed{border-inline-start-color:var(--killed)}li.injured{border-inline-start-color:var(--injured)}li.casualties{border-inline-start-color:var(--casualties)}
li.missing{border-inline-start-color:var(--missing)}li.captured{border-inline-start-color:var(--captured)}li.displaced{border-inline-start-color:var(--displaced)}
.head{display:flex;gap:.6rem;align-items:baseline}
.head .n{font-weight:600;font-size:.8rem;color:var(--dim)}.head .n a{text-decoration:none}
.head .figure{margin-inline-start:auto;font-weight:700;font-size:1.15rem;font-variant-numeric:tabular-nums}
.harm{font-weight:600}
q{display:block;margin:.25rem 0 .4rem;font-family:Charter,"Bitstream Charter",Georgia,"DejaVu Serif",serif;quotes:"\\201c" "\\201d"}
q a{color:inherit;text-decoration:none}q a:hover,q a:focus{text-decoration:underline}
dl{display:grid;grid-template-columns:4.2rem minmax(0,1fr);gap:.05rem .6rem;margin:0;font-size:.84rem}
dt{color:var(--dim)}dd{margin:0}
table{border-collapse:collapse;width:100%;font:.875rem/1.4 system-ui,sans-serif;font-variant-numeric:tabular-nums;margin:.25rem 0 1rem}
th{font-weight:500;color:var(--dim);text-align:start}th,td{padding:.25rem .5rem .25rem 0;border-bottom:1px solid var(--rule)}
.derived{color:var(--dim)}
td.r,th.r{text-align:end;padding-inline-end:.6rem}td.best{font-weight:700}
.incident{font:.9rem/1.45 system-ui,sans-serif;margin:0 0 .25rem}
.note,.error{font:.9rem/1.45 system-ui,sans-serif;border-inline-start:.25rem solid var(--rule);padding:.1rem .7rem;color:var(--dim);margin:.4rem 0}
.error{border-color:var(--edge);color:var(--ink)}
.scroll{overflow-x:auto}
@media screen and (min-width:52.01rem){.text{position:sticky;top:1rem;max-height:calc(100vh - 2rem);overflow:auto;padding-inline-end:.5rem}}
@media(max-width:52rem){td,th{padding-inline-end:.35rem}body{padding:1rem .9rem 3rem}.sides{grid-template-columns:minmax(0,1fr);gap:1.5rem}h1{font-size:1.35rem}}
@media print{:root{--paper:#fff;--ink:#000;--card:#fff}body{max-width:none;padding:0;font-size:10.5pt}.sides{grid-template-columns:58% 1fr;gap:1.2rem}
li,tr{break-inside:avoid}mark,li{-webkit-print-color-adjust:exact;print-color-adjust:exact}a{color:inherit;text-decoration:none}article+article{break-before:page}}
""".strip()
