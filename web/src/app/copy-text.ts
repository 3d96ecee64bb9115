/** Puts text on the clipboard; false where the browser does not let us. */
export async function copyText(text: string): Promise<boolean> {
  try {
    // Missing on plain HTTP, which is how a phone on the same Wi-Fi comes.
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch {
    // Refused: the old way may still work.
  }
  const holder = Object.assign(document.createElement('textarea'), { value: text, readOnly: true });
  const host = document.querySelector('dialog[open]') ?? document.body;
  host.append(holder);
  holder.select();
  const done = document.execCommand('copy');
  holder.remove();
  return done;
}
