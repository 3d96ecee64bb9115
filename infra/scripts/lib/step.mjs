const ticksOnTerminalMs = 500;
/** A log file or CI shows that a long step lives without being flooded. */
const ticksInLogMs = 15_000;
/** Shorter steps are not worth a line of their own when they end. */
const worthMentioningMs = 1000;

/**
 * Shows a long step while it runs: title, the last progress, seconds.
 *
 * @template T
 * @param {string} title what is being done, e.g. "Installing packages"
 * @param {(progress: (text: string) => void) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const terminal = process.stdout.isTTY;
  const began = Date.now();
  const seconds = () => `${Math.round((Date.now() - began) / 1000)} s`;
  let progress = '';
  const show = () => {
    const line = [progress, seconds()].filter(Boolean).join(', ');
    if (!terminal) console.log(`  … ${line}`);
    else process.stdout.write(`\r\x1b[K- ${title} … ${line}`.slice(0, (process.stdout.columns || 80) + 3));
  };
  if (terminal) show();
  else console.log(`- ${title} …`);
  const timer = setInterval(show, terminal ? ticksOnTerminalMs : ticksInLogMs);
  try {
    const result = await work((text) => (progress = text));
    if (terminal) process.stdout.write(`\r\x1b[K- ${title}: ${seconds()}\n`);
    else if (Date.now() - began > worthMentioningMs) console.log(`  done in ${seconds()}`);
    return result;
  } catch (error) {
    if (terminal) process.stdout.write('\n');
    throw error;
  } finally {
    clearInterval(timer);
  }
}
