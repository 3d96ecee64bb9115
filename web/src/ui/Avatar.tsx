import css from './Avatar.module.css';

/** First letter with its matras, so that "कि" is not shown as "क" and a stray sign. Old browsers take the code point. */
const initial = (name: string): string => {
  if (!('Segmenter' in Intl)) return String.fromCodePoint(name.codePointAt(0) ?? 0x2022);
  const [first] = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(name);
  return first?.segment ?? '•';
};

/** A person without a picture: the initial on a tint. Decorative; the name stands beside it. */
export function Avatar({ name, size = 32 }: { name: string; size?: number }) {
  return (
    <span className={css.avatar} style={{ width: size, height: size, fontSize: size * 0.45 }} aria-hidden="true">
      {initial(name.trim()).toLocaleUpperCase()}
    </span>
  );
}
