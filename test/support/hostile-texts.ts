/** Ways to call something from a text. Each carries a number by which it is known again, in the page or when it runs. */
const calls: readonly ((n: number) => string)[] = [
  (n) => `xss(${n})`,
  (n) => `alert(${n})`,
  (n) => `(xss)\`${n}\``,
  (n) => `window["xss"](${n})`,
  (n) => `top.xss&&top.xss(${n})`,
];
const shells: readonly ((call: string) => string)[] = [
  (c) => `<script>${c}</script>`,
  (c) => `<ScRiPt>${c}</sCrIpT>`,
  (c) => `"><script>${c}</script>`,
  (c) => `</title><script>${c}</script>`,
  (c) => `</textarea><script>${c}</script>`,
  (c) => `<img src=x onerror=${c}>`,
  (c) => `<img src=x onerror="${c}">`,
  (c) => `"><img src=x onerror=${c}>`,
  (c) => `' onmouseover='${c}`,
  (c) => `" autofocus onfocus="${c}`,
  (c) => `<svg onload=${c}>`,
  (c) => `<svg/onload=${c}//`,
  (c) => `<svg><animate onbegin=${c} attributeName=x dur=1s>`,
  (c) => `<body onload=${c}>`,
  (c) => `<iframe srcdoc="<script>parent.${c}</script>">`,
  (c) => `<iframe src="javascript:${c}">`,
  (c) => `<a href="javascript:${c}">x</a>`,
  (c) => `javascript:${c}`,
  (c) => `https://example.org/"onmouseover="${c}`,
  (c) => `https://example.org/'><script>${c}</script>`,
  (c) => `www.x.org/<img src=x onerror=${c}>`,
  (c) => `<details open ontoggle=${c}>`,
  (c) => `<video><source onerror=${c}>`,
  (c) => `<audio src=x onerror=${c}>`,
  (c) => `<input autofocus onfocus=${c}>`,
  (c) => `<marquee onstart=${c}>`,
  (c) => `<object data="javascript:${c}">`,
  (c) => `<embed src="javascript:${c}">`,
  (c) => `<math><mi xlink:href="javascript:${c}">`,
  (c) => `<style>@import "javascript:${c}"</style>`,
  (c) => `<base href="javascript:${c}//">`,
  (c) => `<form action="javascript:${c}"><button>`,
  (c) => `{{${c}}} \${${c}} #{${c}}`,
  (c) => `{{constructor.constructor('${c}')()}}`,
  (c) => `$t(${c}) {{name, ${c}}}`,
  (c) => `<!--><img src=x onerror=${c}>-->`,
  (c) => `<![CDATA[<script>${c}</script>]]>`,
  (c) => `&lt;script&gt;${c}&lt;/script&gt;`,
  (c) => `%3Cscript%3E${c}%3C/script%3E`,
  (c) => `\\u003cscript\\u003e${c}\\u003c/script\\u003e`,
];
const dressings: readonly ((payload: string) => string)[] = [
  (p) => p,
  (p) => `नमस्ते ${p}`,
  (p) => p.replaceAll('<', '<<'),
  (p) => p.replace(/ /g, '/'),
  (p) => p.toUpperCase().replace(/XSS|ALERT|WINDOW|TOP|PARENT|CONSTRUCTOR/g, (name) => name.toLowerCase()),
];
const makers = dressings.flatMap((dress) =>
  shells.flatMap((shell) => calls.map((call) => (n: number) => dress(shell(call(n))))),
);

export const hostileCount = makers.length;

const fitting = new Map<number, readonly ((n: number) => string)[]>();

/**
 * The hostile text with this number (six digits), of at most `max` characters: of all thousand where the field takes them
 * whole, in a short field of those that fit, since a text that was cut off proves nothing.
 */
export function hostileText(n: number, max: number): string {
  const known = fitting.get(max) ?? makers.filter((make) => make(700_000).length <= max);
  if (known.length === 0) throw new Error(`no hostile text fits in ${max} characters`);
  fitting.set(max, known);
  return known[n % known.length]!(n);
}

/** The numbers of hostile texts in a text. */
export const hostileNumber = /[(`](7\d{5})[)`]/g;
